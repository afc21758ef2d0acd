"""A text cut into sentences: one cut for all who read it, whatever they look for in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from extractors.records import Span
from extractors.sentences.boundaries import sentence_starts
from extractors.sentences.quotations import find_quotations
from extractors.sentences.writing import Writing

LONGEST = 2000  # characters


def sentence_spans(text: str, writing: Writing) -> tuple[Span, ...]:
    """The sentences of a text, without the blanks around them; a quotation of one paragraph is never torn."""
    starts = sentence_starts(text, find_quotations(text, writing), writing)
    return tuple(span for start, end in pairwise([*starts, len(text)]) for span in stretches(text, start, end))


def stretches(text: str, start: int, end: int) -> Iterator[Span]:
    """A stretch without the blanks around it; nothing where it is blank.

    What has no end in two thousand characters is no sentence and is cut there, so that work grows with length only.
    """
    words = text[start:end]
    begin, stop = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    for at in range(begin, stop, LONGEST):
        yield Span(at, min(at + LONGEST, stop))
