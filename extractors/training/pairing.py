"""Which answered statement is which annotated one: by the words that their contents share, told apart by place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple, Protocol

from extractors.records import Span
from extractors.text.folding import name_key
from extractors.training.newsrooms import Annotated, Wanted

FOUND = 0.8
COVERED = 0.5

_WORD = re.compile(r"\w+")


class HasContent(Protocol):
    """What has words in an article: a statement, or a passage to be judged."""

    @property
    def content(self) -> tuple[Span, ...]:
        """Where its words stand."""
        ...


class KnownSpeaker(Protocol):
    """Who speaks: a name, and the lexicon's key where it knows it."""

    @property
    def name(self) -> str:
        """The fullest name."""
        ...

    @property
    def actor(self) -> str | None:
        """The key."""
        ...


class Spoken(Protocol):
    """What somebody says, or nobody."""

    @property
    def speaker(self) -> KnownSpeaker | None:
        """Who says it."""
        ...


class Overlap(NamedTuple):
    """How much an annotated statement and an answered one share, by their places in the article's lists."""

    f1: float
    wanted: int
    answered: int


def overlaps(case: Annotated, answered: Iterable[HasContent]) -> list[Overlap]:
    """All pairs that share a word, the closest first; of equals the certain one first, then as in the text."""
    text = case.article.text
    ours = [_places(text, each.content) for each in case.statements]
    theirs = [_places(text, each.content) for each in answered]
    pairs = [
        Overlap(_f1(one, other), at, there)
        for at, one in enumerate(ours)
        for there, other in enumerate(theirs)
        if one & other
    ]
    return sorted(pairs, key=lambda pair: (-pair.f1, case.statements[pair.wanted].uncertain, *pair[1:]))


def paired(found: Sequence[Overlap]) -> dict[int, int]:
    """The answered statement of each annotated one that was found."""
    partner: dict[int, int] = {}
    for pair in found:
        if pair.f1 >= FOUND and pair.wanted not in partner and pair.answered not in partner.values():
            partner[pair.wanted] = pair.answered
    return partner


def covered(case: Annotated, answered: Iterable[HasContent], least: float) -> dict[int, Wanted]:
    """Of each answered statement the annotated one that it covers best, by at least so much as F1."""
    found: dict[int, Wanted] = {}
    for pair in overlaps(case, answered):
        if pair.f1 >= least:
            found.setdefault(pair.answered, case.statements[pair.wanted])
    return found


def actors_of(cases: Iterable[Annotated]) -> frozenset[str]:
    """All actors that a set gives to a speaker."""
    return frozenset(each.actor for case in cases for each in case.statements if each.actor)


def speaker_right(wanted: Wanted, answered: Spoken, actors: Collection[str]) -> bool:
    """Whether the answer names the annotated actor, else the annotated name, else nobody."""
    speaker = answered.speaker
    if speaker is None:
        return wanted.actor is None and wanted.speaker is None
    if wanted.actor is not None:
        return speaker.actor == wanted.actor
    if wanted.speaker is None or speaker.actor in actors:
        return False
    return name_key(speaker.name) == name_key(wanted.speaker)


def _places(text: str, spans: Iterable[Span]) -> set[int]:
    """Where the words within the spans start."""
    return {span.start + word.start() for span in spans for word in _WORD.finditer(text[span.start : span.end])}


def _f1(one: set[int], other: set[int]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
