"""The part of a text that answers a query best, with the words that do."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.text.folding import fold, folds_in_place
from extractors.text.querying import Query, Term

_WORD = re.compile(r"[^\W_]+(?:[\u00ad\u0300-\u036f\u064b-\u065f\u200c\u200d]+[^\W_]*)*")
_BEFORE = 0.3  # of the room, before the first marked word


class Mark(NamedTuple):
    """Where words that answer stand, in code points, half open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text in one line; ``marks`` are the spans in it (code points, half open) that answer."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    term: int


def snippet(query: Query, text: str, room: int = 240) -> Snippet:
    """About ``room`` characters of ``text`` where most of the wanted terms stand; its beginning if none does."""
    found = _found(query.wanted, text)
    start, end = _window(found, len(text), room)
    start, end = _whole_words(text, start, end)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    marks = (Mark(one.start + shift, one.end + shift) for one in found if start <= one.start and one.end <= end)
    return Snippet(before + re.sub(r"\s", " ", text[start:end]) + after, _apart(marks))


def _found(terms: Sequence[Term], text: str) -> list[_Found]:
    """Where the terms stand, in text order.

    Only paragraphs that may hold one are gone through word by word: a third of the time for a page of answers.
    """
    places = [
        _Found(begin + start, begin + end, number)
        for begin, part, folded in _parts(terms, text)
        for words in [_words(part, folded)]
        for number, term in enumerate(terms)
        for start, end in _places(term, words)
    ]
    return sorted(places, key=lambda one: (one.start, -one.end))


def _words(part: str, folded: str) -> list[tuple[int, int, str]]:
    """The words of a part with their places, folded: all at once where it can be, in half the time."""
    if folds_in_place(part):
        return [(*match.span(), match[0]) for match in _WORD.finditer(folded)]
    return [(*match.span(), fold(match[0])) for match in _WORD.finditer(part)]


def _parts(terms: Sequence[Term], text: str) -> Iterator[tuple[int, str, str]]:
    """The paragraphs that hold the beginning of a term, each with its place and its fold; a phrase may go on in the
    next one, so that all is one part.
    """
    heads = [term.words[0] for term in terms]
    paragraphs = [text] if any(len(term.words) > 1 for term in terms) else text.splitlines(keepends=True)
    start = 0
    for paragraph in paragraphs:
        folded = fold(paragraph)
        if any(head in folded for head in heads):
            yield start, paragraph, folded
        start += len(paragraph)


def _places(term: Term, words: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    *heads, last = term.words
    for place in range(len(words) - len(heads)):
        end = place + len(heads)
        tail = words[end][2]
        ends = tail.startswith(last) if term.prefix else tail == last
        if ends and all(words[place + n][2] == head for n, head in enumerate(heads)):
            yield words[place][0], words[end][1]


def _window(found: Sequence[_Found], length: int, room: int) -> tuple[int, int]:
    """The stretch that begins a little before the place with most different terms, then most places, in its reach."""
    if length <= room or not found:
        return 0, min(length, room)
    starts = [one.start for one in found]

    def worth(first: int) -> tuple[int, int, int]:
        reach = found[first : bisect_left(starts, starts[first] + round(room * (1 - _BEFORE)))]
        return len({one.term for one in reach}), len(reach), -first

    best = max(range(len(found)), key=worth)
    start = max(0, min(starts[best] - round(room * _BEFORE), length - room))
    return start, min(length, max(start + room, found[best].end))


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    if start:
        space = re.compile(r"\s").search(text, start, end)
        start = space.end() if space and space.end() < start + 40 else start
    if end < len(text):
        cut = max(text.rfind(" ", end - 40, end), text.rfind("\n", end - 40, end))
        end = cut if cut > start else end
    return start, end


def _apart(marks: Iterator[Mark]) -> tuple[Mark, ...]:
    """The marks without those that lie in another."""
    kept: list[Mark] = []
    for mark in marks:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)
