"""Speech under a label: "Q:" and "A:", names in a transcript, and a headline's "Envoy: too soon to talk"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import groupby, pairwise

from extractors.languages.en.constructions.interviews import (
    ENDS,
    TRANSCRIPT,
    addresses,
    answers_between,
    is_announced,
    is_question,
    reports_others,
    unlabelled_answers,
)
from extractors.languages.en.phrases.speaker_labels import ASKERS, QUESTIONS, UNNAMED, Label, labels_of
from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft
from extractors.sentences.sentence import Sentence
from extractors.sentences.text_names import TextNames

LABELLED_SPEECH = Construction("labelled_speech", "read", whole=True)
LABELLED_TURN = Construction("labelled_turn", "answered", whole=True)

TOLD_IN = re.compile(r"(?i)\b(?:interview|told|spoke|speaks|talked|talks|answer\w*|replied|conversation|asked)\b")
DASHES = frozenset({"–", "—", "-"})
# With one label for three, 209 of the 2,333 right statements of retold-train are lost, in 41 of its articles; with six
# none of its 468 articles reads otherwise.
TRANSCRIPT_LABELS = 3  # labels that make a transcript: two colons stand in many a story
SURE_LABELS = 2  # where one of them can be nothing else: QUESTION, a name in capitals
ANNOUNCED_LABELS = 2  # where the text says before that an interview follows
_OF_TURNS = 0.4  # in a press conference every second turn, less where two answer; in a talk of three each has a third
HEADLINE_LABEL_WORDS = 4  # words of a name before a colon in a headline; by 2 two statements are lost
HEADLINE_REST_WORDS = 3  # words behind it; fewer say nothing

Paragraphs = Sequence[Sequence[Sentence]]
Labels = Sequence[Label | None]


def labelled_speech(sentences: Sequence[Sentence], named: TextNames) -> tuple[list[Draft], set[int]]:
    """Drafts of labelled paragraphs and the numbers of the sentences that they use up."""
    paragraphs = [list(group) for _, group in groupby(sentences, key=lambda s: s.paragraph)]
    labels = labels_of(paragraphs)
    if questions := _questions_only(paragraphs, labels):
        turns = drafts = answers_between(paragraphs, questions)
    elif _is_transcript(paragraphs, labels):
        turns = _transcript(paragraphs, _of_turns(paragraphs, labels))
        media = {medium.start for medium in named.media}
        answers = _answering(labels)
        drafts = [turn for turn in turns if not _asks(turn, media, answers)]
    else:
        turns = drafts = _singly(paragraphs, labels, named.people)
        turns = drafts = drafts or _dashed_answers(paragraphs) or unlabelled_answers(paragraphs)
    used = {d.sentence.number for d in turns} | {s.number for d in turns for s, _ in d.rest}
    return drafts, used


def _questions_only(paragraphs: Paragraphs, labels: Labels) -> list[int]:
    """The questions of an interview that has labels for them alone, with the paragraphs in which they go on."""
    asked = [at for at, label in enumerate(labels) if label]
    if len(asked) < TRANSCRIPT_LABELS or not all(label.name.lower() in QUESTIONS for label in labels if label):
        return []
    if not _is_interview(paragraphs[: asked[0]]):
        return []
    goes_on = [at for at, p in enumerate(paragraphs) if at - 1 in asked and at not in asked and is_question(p)]
    return sorted([*asked, *goes_on])


def _answering(labels: Labels) -> str | None:
    """The key of whoever gives a press conference: it stands above at least two turns in five, and three."""
    counts = Counter(label.key for label in labels if label)
    key, count = counts.most_common(1)[0]
    return key if count >= TRANSCRIPT_LABELS and count >= _OF_TURNS * counts.total() else None


def _asks(turn: Draft, media: Collection[int], answering: str | None) -> bool:
    """Whether a turn is a question of whoever holds the interview or comes to a press conference: no statement."""
    if turn.source is None:
        return False
    first, last = turn.source[0], turn.source[1] - 1
    words = turn.sentence.words
    if words[first] in QUESTIONS:
        return True
    end = turn.rest[-1][0] if turn.rest else turn.sentence
    if end.words[-1] != "?":
        return False
    others = answering is not None and turn.sentence.forms[last].lower() != answering
    return others or words[last] in ASKERS or turn.sentence.begins[first] in media


def _of_turns(paragraphs: Paragraphs, labels: Labels) -> list[Label | None]:
    """The labels without those before the first that recurs, a town or a kind of text: KABUL: S; Interview: S."""
    keys = [label.key if label else "" for label in labels]
    first = next((at for at, key in enumerate(keys) if key and (keys.count(key) > 1 or key in UNNAMED)), 0)
    unnamed = {label.name.lower() for label in labels[first:] if label} <= UNNAMED
    if unnamed and not _is_interview(paragraphs[:first]):
        return [None] * len(labels)
    return [None if at < first else label for at, label in enumerate(labels)]


def _is_interview(introduction: Paragraphs) -> bool:
    """Whether somebody is said to answer: an outlet that asks itself what its readers ask quotes nobody."""
    sentences = [sentence for paragraph in introduction for sentence in paragraph]
    return not sentences or any(TOLD_IN.search(s.text, s.begins[0], s.stops[-1]) for s in sentences)


def _is_transcript(paragraphs: Paragraphs, labels: Labels) -> bool:
    """Whether labels recur, or stand in capitals, often enough to be those of speakers, or one answers another."""
    known = [label for label in labels if label]
    counts = Counter(label.key for label in known)
    recurring = sum(counts[label.key] > 1 or label.key in QUESTIONS for label in known)
    if recurring >= (SURE_LABELS if any(label.sure for label in known) else TRANSCRIPT_LABELS):
        return True
    return sum(label.name.isupper() for label in known) >= TRANSCRIPT_LABELS or _is_answered(paragraphs, labels)


def _is_answered(paragraphs: Paragraphs, labels: Labels) -> bool:
    """Whether a labelled question stands above a labelled answer; under letters alone, of an interview so called."""
    for at, (asked, answered) in enumerate(pairwise(labels)):
        if asked and answered and asked.asks and not answered.asks and paragraphs[at][-1].words[-1] == "?":
            return answered.name.lower() not in UNNAMED or is_announced(paragraphs[:at])
    return False


def _transcript(paragraphs: Paragraphs, labels: Labels) -> list[Draft]:
    """One draft a turn; paragraphs without a label go on with the turn before them."""
    drafts: list[Draft] = []
    last = max((at for at, label in enumerate(labels) if label), default=-1)
    for at, (paragraph, label) in enumerate(zip(paragraphs, labels, strict=True)):
        if drafts and label is None and ENDS.match(paragraph[0].text, paragraph[0].begins[0]):
            break
        if at > last and drafts and _is_report(paragraph, drafts[-1]):
            break
        if label is not None:
            drafts.append(_turn(paragraph, label))
        elif drafts:
            drafts[-1].rest += [(sentence, (0, len(sentence))) for sentence in paragraph]
    return drafts


def _is_report(paragraph: Sequence[Sentence], turn: Draft) -> bool:
    """Whether a paragraph behind the last answer under "A" tells what somebody said, as no answer goes on."""
    unnamed = turn.source is not None and turn.sentence.words[turn.source[0]] in UNNAMED
    return unnamed and reports_others(paragraph)


def _dashed_answers(paragraphs: Paragraphs) -> list[Draft]:
    """The answers of an interview whose turns open with a dash, the first of them a question."""
    dashed = [p for p in paragraphs if p[0].words[0] in DASHES and len(p[0]) > 1]
    at = next((at for at, p in enumerate(paragraphs) if p in dashed), 0)
    questions, answers = dashed[::2], dashed[1::2]
    asked = sum(p[-1].words[-1] == "?" for p in questions) - sum(p[-1].words[-1] == "?" for p in answers)
    enough = ANNOUNCED_LABELS if is_announced(paragraphs[:at]) else TRANSCRIPT_LABELS
    if asked < enough or not (_is_interview(paragraphs[:at]) or addresses(dashed)):
        return []
    return [_turn(paragraph, Label((0, 1), 1, paragraph[0].forms[0])) for paragraph in answers]


def _singly(paragraphs: Paragraphs, labels: Labels, people: Collection[int]) -> list[Draft]:
    """What stands under labels each of which is to be believed for itself."""
    drafts: list[Draft] = []
    for at, (paragraph, label) in enumerate(zip(paragraphs, labels, strict=True)):
        alone = (
            label is not None and label.start == len(paragraph[0]) and paragraph[0].begins[label.source[0]] in people
        )
        below = paragraphs[at + 1 : at + 2] if alone and labels[at + 1 : at + 2] == [None] else []
        found = _headline([*paragraph, *(sentence for p in below for sentence in p)], label, people)
        drafts += [found] if found else []
    return drafts


def _headline(paragraph: Sequence[Sentence], label: Label | None, people: Collection[int]) -> Draft | None:
    """A short line without a full stop whose first words, up to a colon, name its source.

    Where they name somebody who is known, it may be a paragraph, and that below his name alone.
    """
    sentence = paragraph[0]
    if (
        label is None
        or label.key in UNNAMED
        or any(q.apart for s in paragraph[: 1 + (label.start == len(sentence))] for q in s.quotes)
    ):
        return None
    known = sentence.begins[label.source[0]] in people
    plain = sentence.words[label.source[1] : label.source[1] + 1] == [":"]
    if not known and (not plain or len(paragraph) > 1 or sentence.words[-1] in {".", '"', "”"}):
        return None
    size, rest = label.source[1] - label.source[0], len(sentence) - label.start + sum(map(len, paragraph[1:2]))
    if size > HEADLINE_LABEL_WORDS or rest < HEADLINE_REST_WORDS:
        return None
    return _behind_label(LABELLED_SPEECH, "", paragraph, label)


def _turn(paragraph: Sequence[Sentence], label: Label) -> Draft:
    return _behind_label(LABELLED_TURN, TRANSCRIPT, paragraph, label)


def _behind_label(construction: Construction, row: str, paragraph: Sequence[Sentence], label: Label) -> Draft:
    first = paragraph[0]
    ranges = [(label.start, len(first))] if label.start < len(first) else []
    rest = [(sentence, (0, len(sentence))) for sentence in paragraph[1:]]
    return Draft(first, construction, row, None, label.source, ranges, rest=rest)
