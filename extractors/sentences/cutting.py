"""Stretches of a text: without the blanks around them, and never longer than anybody writes without an end."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.records import Span

LONGEST = 2000  # characters; no sentence of 1,292 annotated articles is as long


def stretches(text: str, start: int, end: int) -> Iterator[Span]:
    """A stretch without the blanks around it; nothing where it is blank.

    What has no end in two thousand characters is no sentence and is cut there, so that work grows with length only.
    """
    words = text[start:end]
    begin, stop = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    for at in range(begin, stop, LONGEST):
        yield Span(at, min(at + LONGEST, stop))
