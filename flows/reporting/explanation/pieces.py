"""An article's text cut into pieces, so that each piece is covered by the same marks from end to end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extractors.records import Extraction, Statement

StatementPart = Literal[
    "content",
    "speaker",
    "embedded",
    "cue",
    "addressee",
    "via",
    "place",
    "insertion",
    "claim",
    "recogniser",
    "recognised",
]


@dataclass(frozen=True, slots=True)
class FoundPart:
    """A stretch of the text that plays a part in a statement; number 0 is the article's relevance."""

    start: int
    end: int
    part: StatementPart
    number: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with everything that covers it.

    ``opens`` and ``closes`` are the statements whose content begins and ends here, ``speaks`` those whose speaker ends.
    """

    text: str
    marks: tuple[FoundPart, ...]
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    speaks: tuple[int, ...] = ()

    def numbers(self, part: StatementPart) -> tuple[int, ...]:
        """The statements in which this piece plays a part."""
        return tuple(mark.number for mark in self.marks if mark.part == part)


def marks_of(extraction: Extraction) -> tuple[FoundPart, ...]:
    """Everything that was found, as marks; statements count from 1."""
    sides = (FoundPart(m.start, m.end, m.side, 0, f"relevance: {m.side}") for m in extraction.relevance.evidence)
    found = (mark for number, one in enumerate(extraction.statements, 1) for mark in _statement(number, one))
    return tuple(mark for mark in (*sides, *found) if mark.start < mark.end)


def pieces_of(text: str, marks: Sequence[FoundPart]) -> tuple[Piece, ...]:
    """Cut the text wherever a mark begins or ends."""
    cuts = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    bounds = [cut for cut in cuts if 0 <= cut <= len(text)]
    return tuple(_piece(text, start, end, marks) for start, end in pairwise(bounds))


def _piece(text: str, start: int, end: int, marks: Sequence[FoundPart]) -> Piece:
    covering = tuple(mark for mark in marks if mark.start <= start and end <= mark.end)
    contents = [mark for mark in covering if mark.part == "content"]
    opens = tuple(mark.number for mark in contents if mark.start == start)
    closes = tuple(mark.number for mark in contents if mark.end == end)
    speaks = tuple(mark.number for mark in covering if mark.part == "speaker" and mark.end == end)
    return Piece(text[start:end], covering, opens, closes, speaks)


def _statement(number: int, one: Statement) -> Iterator[FoundPart]:
    who = f"statement {number}: {one.speaker.name if one.speaker else 'nobody'}"
    for span in one.content:
        yield FoundPart(span.start, span.end, "content", number, f"{who}, {one.kind}")
    for span in one.insertions:
        yield FoundPart(span.start, span.end, "insertion", number, f"{who}: inserted by the editor")
    yield from _voices(number, one, who)
    if one.cue:
        yield FoundPart(one.cue.start, one.cue.end, "cue", number, f"{who}: cue")
    if one.addressee:
        yield FoundPart(one.addressee.start, one.addressee.end, "addressee", number, f"{who}: said to")
    for medium in one.via:
        yield FoundPart(medium.start, medium.end, "via", number, f"{who}: via")
    if one.place:
        yield FoundPart(one.place.start, one.place.end, "place", number, f"{who}: place")
    for claim in one.claims:
        for words in claim.evidence:
            title = f"{who}: {claim.topic} {claim.position}, by {words.rule}"
            yield FoundPart(words.start, words.end, "claim", number, title)


def _voices(number: int, one: Statement, who: str) -> Iterator[FoundPart]:
    """Who speaks, and whose promise is told of."""
    if one.speaker:
        how = f", by {one.speaker.resolved_by}" if one.speaker.resolved_by else ""
        yield FoundPart(one.speaker.start, one.speaker.end, "speaker", number, f"{who}{how}")
    if one.embedded:
        title = f"{who} tells what {one.embedded.name} promised"
        yield FoundPart(one.embedded.start, one.embedded.end, "embedded", number, title)
