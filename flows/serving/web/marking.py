"""Paragraphs of articles in pieces, with what is spoken of marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.records import ClaimRecord, Span
from flows.mail.highlight import Segment


def marked(paragraph: str, told: Iterable[ClaimRecord]) -> list[Segment]:
    """A paragraph in pieces, the claims' words marked where they stand in it as they are."""
    found = ((at, at + len(one.words)) for one in told if one.words and (at := paragraph.find(one.words)) >= 0)
    return _pieces(paragraph, sorted(set(found)))


def around(text: str, spans: Sequence[Span]) -> list[list[Segment]]:
    """The paragraphs of a text that spans of it lie in, each in pieces, what lies in them marked."""
    shown, start = [], 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        inside = ((max(one.start, start), min(one.end, end)) for one in spans)
        found = sorted((first - start, last - start) for first, last in inside if first < last)
        shown += [_pieces(paragraph, found)] if found else []
        start = end + 1
    return shown


def _pieces(paragraph: str, spans: Iterable[tuple[int, int]]) -> list[Segment]:
    """A paragraph in pieces by spans in the order of their beginnings, which may overlap."""
    pieces: list[Segment] = []
    done = 0
    for start, end in spans:
        if end <= done:
            continue
        pieces += [Segment(paragraph[done : max(start, done)], False), Segment(paragraph[max(start, done) : end], True)]
        done = end
    return [piece for piece in (*pieces, Segment(paragraph[done:], False)) if piece.text]
