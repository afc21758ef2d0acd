"""Interviews whose answers bear no label: only the questions stand out, as lines of their own or under "Q:"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft
from extractors.sentences.sentence import Sentence

Paragraph = Sequence[Sentence]

INTERVIEW_ANSWER = Construction("interview_answer", "answered", whole=True)

TRANSCRIPT = "transcript"
TELLS = frozenset({"say", "tell"})
INTERVIEW = re.compile(
    r"(?i)\binterview(?:ed|s)?\b|\b(?:spoke|speaks|talked|talks|sat down|in conversation) (?:to|with)\b"
    r"|\banswer(?:s|ed)?\b[^.!?\n]{0,60}\bquestions\b"
)
ENDS = re.compile(
    r"(?:The )?[Ii]nterview(?:ed)? (?:was )?(?:conducted|by|took|recorded|edited|translated)|Translated|Published|"
    r"Read (?:also|more)|Photo|©|\*|—|--"
)
FIRST_PERSON = frozenset({"i", "we", "my", "our", "us", "me"})
NOT_OTHERS = frozenset({"i", "we", "you", "it", "they"})
# No article of retold-train or near it is such an interview, and the half or the double of these reads none otherwise:
# they are held by cases of tests alone.
LONGEST_QUESTION = 80  # words
FEWEST_QUESTIONS = 2  # and answers: one question may stand in any story
# Where no word says that somebody is asked, so many questions, half of the answers in the first person, and one of
# either to "you": an outlet that asks itself what its readers ask answers in the third.
FEWEST_UNANNOUNCED = 3
OWN_WORDS = 1 / 2
OPENING_MARKS = frozenset({"“", '"', "«", "„", "``"})
ADDRESSED = frozenset({"you", "your", "yours"})
REPORTS = 1 / 3  # of the answers: more of them tell what somebody said, as an article under questions does


def unlabelled_answers(paragraphs: Sequence[Paragraph]) -> list[Draft]:
    """The answers of an interview whose questions are lines of their own, below a word of who is asked or to "you"."""
    asked = [at for at, paragraph in enumerate(paragraphs) if is_question(paragraph)]
    if len(asked) < FEWEST_QUESTIONS:
        return []
    announced = is_announced(paragraphs[: asked[0]])
    if not announced and (len(asked) < FEWEST_UNANNOUNCED or not addresses([paragraphs[at] for at in asked])):
        return []
    drafts = answers_between(paragraphs, unquoted_behind(paragraphs, asked))
    answers = [[draft.sentence, *(sentence for sentence, _ in draft.rest)] for draft in drafts]
    reports = sum(map(reports_others, answers))
    own = sum(any(FIRST_PERSON & set(sentence.words) for sentence in answer) for answer in answers)
    speaks = not reports or (reports < REPORTS * len(answers) and own >= reports)
    speaks = speaks and (announced or own >= OWN_WORDS * len(answers))
    return drafts if speaks and len(drafts) >= FEWEST_QUESTIONS else []


def answers_between(paragraphs: Sequence[Paragraph], asked: Sequence[int]) -> list[Draft]:
    """One draft for what follows each question, up to the next one or to the end of the interview."""
    drafts: list[Draft] = []
    questions = set(asked)
    for at, paragraph in enumerate(paragraphs[asked[0] :], asked[0]):
        if at not in questions and ENDS.match(paragraph[0].text, paragraph[0].begins[0]):
            break
        if at in questions:
            continue
        rest = [(sentence, (0, len(sentence))) for sentence in paragraph]
        if at - 1 in questions:
            drafts.append(Draft(paragraph[0], INTERVIEW_ANSWER, TRANSCRIPT, None, None, [(0, len(paragraph[0]))]))
            rest = rest[1:]
        drafts[-1].rest += rest
    return drafts


def unquoted_behind(paragraphs: Sequence[Paragraph], asked: Sequence[int]) -> list[int]:
    """The questions, and where the answers stand in quotation marks all that stands between them without any."""
    answers = [at for at in range(asked[0] + 1, len(paragraphs)) if at not in asked]
    quoted = [at for at in answers if paragraphs[at][0].words[0] in OPENING_MARKS]
    if len(quoted) < FEWEST_UNANNOUNCED or len(quoted) < OWN_WORDS * len(answers):
        return list(asked)
    return sorted({*asked, *answers} - set(quoted))


def is_question(paragraph: Paragraph) -> bool:
    """Whether a paragraph asks and nothing else, in nobody's quotation marks."""
    length = sum(len(sentence) for sentence in paragraph)
    quoted = any(quote.apart for sentence in paragraph for quote in sentence.quotes)
    return paragraph[-1].words[-1] == "?" and length <= LONGEST_QUESTION and not quoted


def is_announced(introduction: Sequence[Paragraph]) -> bool:
    """Whether the lines above the first question say that somebody is asked."""
    return any(INTERVIEW.search(s.text, s.begins[0], s.stops[-1]) for paragraph in introduction for s in paragraph)


def addresses(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether one of them speaks to somebody: "Will you come back?"."""
    return any(ADDRESSED & set(sentence.words) for paragraph in paragraphs for sentence in paragraph)


def reports_others(paragraph: Paragraph) -> bool:
    """Whether a paragraph tells what somebody said, as an article does and answers seldom do."""
    return any(
        sentence.tags[subject] in {"NN", "NNP", "PRP"} and sentence.words[subject] not in NOT_OTHERS
        for sentence in paragraph
        if sentence.parsed
        for cue in sentence.cues
        if cue.row.kind in TELLS and sentence.tags[cue.place] in {"VBD", "VBN"}
        if (subject := sentence.subject(cue.place)) is not None
    )
