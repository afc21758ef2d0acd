"""Speech under a label: "Q:" and "A:", names in a transcript, and a headline's "Envoy: too soon to talk"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import groupby

from extractors.languages.en.clauses.arguments import Range
from extractors.languages.en.constructions.interviews import (
    ENDS,
    TRANSCRIPT,
    answers_between,
    is_announced,
    is_question,
    reports_others,
    unlabelled_answers,
)
from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft
from extractors.sentences.sentence import Sentence

LABELLED_SPEECH = Construction("labelled_speech", "read", whole=True)
LABELLED_TURN = Construction("labelled_turn", "answered", whole=True)

LABEL = re.compile(
    r"(?:[A-Z][\w.'’-]*)(?: (?:[A-Z][\w.'’-]*|of|the|and|for|in|to|at|de|al-[\w’'-]+)){0,5}(?: ?\([^()\n]{1,40}\))? ?:"
    r"(?= |“|\"|$)"
)
SHORT = re.compile(r"[QA]\.(?= [“\"A-Z])")
QUESTIONS = frozenset({"q", "q.", "question"})
UNNAMED = QUESTIONS | {"a", "a.", "answer"}
TOLD_IN = re.compile(r"(?i)\b(?:interview|told|spoke|speaks|talked|talks|answer\w*|replied|conversation|asked)\b")
DASHES = frozenset({"–", "—", "-"})
NO_SPEAKERS = frozenset({
    "update", "updated", "correction", "note", "related", "watch", "video", "photo", "photos", "exclusive",
    "breaking", "opinion", "analysis", "read", "more", "source", "live", "factbox", "explainer", "editor's",
    "editor’s", "background", "sources", "see", "also", "contact", "tags", "topics", "share", "via", "q&a", "file",
    "disclaimer", "date", "time", "published", "world", "region", "headline", "highlights", "timeline", "key", "what",
    "when", "where", "who", "why", "how",
})  # fmt: skip
HONORIFICS = frozenset({"mr", "mrs", "ms", "dr"})
TRANSCRIPT_LABELS = 3
ANNOUNCED_LABELS = 2
HEADLINE_LABEL_WORDS = 4
HEADLINE_REST_WORDS = 3


def labelled_speech(
    sentences: Sequence[Sentence], people: Collection[int] = frozenset()
) -> tuple[list[Draft], set[int]]:
    """Drafts of labelled paragraphs and the numbers of the sentences that they use up.

    ``people`` are the offsets at which somebody of the lexicon is named.
    """
    paragraphs = [list(group) for _, group in groupby(sentences, key=lambda s: s.paragraph)]
    labels = [_label_of(paragraph[0]) for paragraph in paragraphs]
    if questions := _questions_only(paragraphs, labels):
        turns = drafts = answers_between(paragraphs, questions)
    elif _is_transcript(paragraphs, labels):
        turns = _transcript(paragraphs, _of_turns(paragraphs, labels))
        drafts = [turn for turn in turns if not _asks(turn)]
    else:
        found = (_headline(p, label, people) for p, label in zip(paragraphs, labels, strict=True))
        turns = drafts = [draft for draft in found if draft]
        turns = drafts = drafts or _dashed_answers(paragraphs) or unlabelled_answers(paragraphs)
    used = {d.sentence.number for d in turns} | {s.number for d in turns for s, _ in d.rest}
    return drafts, used


def _questions_only(paragraphs: Sequence[Sequence[Sentence]], labels: Sequence[Range | None]) -> list[int]:
    """The questions of an interview that has labels for them alone, with the paragraphs in which they go on."""
    asked = [at for at, label in enumerate(labels) if label]
    names = {_name(paragraphs[at], label).lower() for at, label in enumerate(labels) if label}
    if len(asked) < TRANSCRIPT_LABELS or not names <= QUESTIONS or not _is_interview(paragraphs[: asked[0]]):
        return []
    goes_on = [at for at, p in enumerate(paragraphs) if at - 1 in asked and at not in asked and is_question(p)]
    return sorted([*asked, *goes_on])


def _asks(turn: Draft) -> bool:
    """Whether a turn is a question under "Q": who asks has no name, so that it is nobody's statement."""
    return turn.source is not None and turn.sentence.words[turn.source[0]] in QUESTIONS


def _of_turns(paragraphs: Sequence[Sequence[Sentence]], labels: Sequence[Range | None]) -> list[Range | None]:
    """The labels without those before the first that recurs, a town or a kind of text: KABUL: S; Interview: S."""
    names = [_name(p, label) if label else "" for p, label in zip(paragraphs, labels, strict=True)]
    first = next((at for at, name in enumerate(names) if name and names.count(name) > 1), 0)
    unnamed = {name.lower() for name in names[first:] if name} <= UNNAMED
    if unnamed and not _is_interview(paragraphs[:first]):
        return [None] * len(labels)
    return [None if at < first else label for at, label in enumerate(labels)]


def _is_interview(introduction: Sequence[Sequence[Sentence]]) -> bool:
    """Whether somebody is said to answer: an outlet that asks itself what its readers ask quotes nobody."""
    sentences = [sentence for paragraph in introduction for sentence in paragraph]
    return not sentences or any(TOLD_IN.search(s.text, s.begins[0], s.stops[-1]) for s in sentences)


def _name(paragraph: Sequence[Sentence], label: Range) -> str:
    first = paragraph[0]
    return first.text[first.begins[0] : first.stops[label[1] - 1]]


def _label_of(sentence: Sentence) -> Range | None:
    """The words of a label at the start of a sentence, without its colon."""
    if SHORT.match(sentence.text, sentence.begins[0]) and sentence.words[0] in UNNAMED:
        return 0, 1
    found = LABEL.match(sentence.text, sentence.begins[0])
    if found is None:
        return None
    colon = next((p for p, b in enumerate(sentence.stops) if b >= found.end()), None)
    if colon is None or sentence.words[0] in NO_SPEAKERS or sentence.words[colon] != ":" or colon == 0:
        return None
    titled = sentence.words[0].rstrip(".") in HONORIFICS and colon > 1  # MR MILLER: S
    return int(titled), colon


def _is_transcript(paragraphs: Sequence[Sequence[Sentence]], labels: Sequence[Range | None]) -> bool:
    """Whether labels recur, or stand in capitals, often enough to be those of speakers."""
    names = [_name(p, label) for p, label in zip(paragraphs, labels, strict=True) if label]
    recurring = sum(count for name, count in Counter(names).items() if count > 1 or name.lower() in QUESTIONS)
    return recurring >= TRANSCRIPT_LABELS or sum(name.isupper() for name in names) >= TRANSCRIPT_LABELS


def _transcript(paragraphs: Sequence[Sequence[Sentence]], labels: Sequence[Range | None]) -> list[Draft]:
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


def _dashed_answers(paragraphs: Sequence[Sequence[Sentence]]) -> list[Draft]:
    """The answers of an interview whose turns open with a dash, the first of them a question."""
    dashed = [p for p in paragraphs if p[0].words[0] in DASHES and len(p[0]) > 1]
    at = next((at for at, p in enumerate(paragraphs) if p in dashed), 0)
    questions, answers = dashed[::2], dashed[1::2]
    asked = sum(p[-1].words[-1] == "?" for p in questions) - sum(p[-1].words[-1] == "?" for p in answers)
    enough = ANNOUNCED_LABELS if is_announced(paragraphs[:at]) else TRANSCRIPT_LABELS
    if asked < enough or not _is_interview(paragraphs[:at]):
        return []
    return [replace(_turn(paragraph, (0, 0)), source=(0, 1)) for paragraph in answers]


def _headline(paragraph: Sequence[Sentence], label: Range | None, people: Collection[int]) -> Draft | None:
    """A short line without a full stop whose first words, up to a colon, name its source.

    Where they name somebody who is known, it may be a paragraph.
    """
    sentence = paragraph[0]
    if label is None or any(q.apart for q in sentence.quotes):
        return None
    known = sentence.begins[label[0]] in people
    if not known and (len(paragraph) > 1 or sentence.words[-1] in {".", '"', "”"}):
        return None
    size = label[1] - label[0]
    if size > HEADLINE_LABEL_WORDS or len(sentence) - label[1] - 1 < HEADLINE_REST_WORDS:
        return None
    return _behind_label(LABELLED_SPEECH, "", paragraph, label)


def _turn(paragraph: Sequence[Sentence], label: Range) -> Draft:
    return _behind_label(LABELLED_TURN, TRANSCRIPT, paragraph, label)


def _behind_label(construction: Construction, row: str, paragraph: Sequence[Sentence], label: Range) -> Draft:
    first = paragraph[0]
    start = _start(first, label)
    ranges = [(start, len(first))] if start < len(first) else []
    rest = [(sentence, (0, len(sentence))) for sentence in paragraph[1:]]
    return Draft(first, construction, row, None, label, ranges, rest=rest)


def _start(sentence: Sentence, label: Range) -> int:
    """Where the words behind a label start: behind its colon, where it has one."""
    return label[1] + (sentence.words[label[1] : label[1] + 1] in ([":"], ["–"], ["—"], ["-"]))
