"""The patterns of a row, each an expression of its own that is tried only where a text can hold it.

They find what one expression would with the patterns as its alternatives: at each place where a match begins the first
pattern that fits. Of 830 patterns of topics and markers some thirty are tried on a sentence, at some ten places each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from itertools import chain, groupby
from operator import itemgetter, or_

from extractors.claims.notation.literals import MOST_NEEDS, Demands, Strings, compiled

Matches = Iterator[re.Match[str]]

_KEY = 3  # signs of a string by which it is looked up
_REMEMBERED = 64  # texts: a statement is asked for topics, traps, carriers and markers in turn


@dataclass(frozen=True, slots=True)
class Wording:
    """One pattern as an expression that begins where no word goes on, and what a match of it holds."""

    expression: re.Pattern[str]
    demands: Demands

    def matches(self, text: str) -> Matches:
        """A match at every place where one begins."""
        return filter(None, (self.expression.match(text, place) for place in places(text, self.demands.opens)))


@dataclass(frozen=True, slots=True)
class Wordings:
    """Patterns as alternatives, the first that fits before the others."""

    every: tuple[Wording, ...]

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        return next(self.every_start(text), None)

    def finditer(self, text: str) -> Matches:
        """Matches that do not overlap, from left to right."""
        end = 0
        for match in self.every_start(text):
            if match.start() >= end:
                end = match.end()
                yield match

    def every_start(self, text: str) -> Matches:
        """A match at every place where one begins, also inside another."""
        found: dict[int, re.Match[str]] = {}
        for phrase in self.every:
            for match in phrase.matches(text):
                found.setdefault(match.start(), match)
        return (found[place] for place in sorted(found))


def wording_of(expression: str) -> Wording:
    """An expression as a phrase; raises ``re.error``."""
    return Wording(*compiled(expression))


@lru_cache(maxsize=_REMEMBERED)
def places(text: str, opens: Strings | None) -> list[int]:
    """Where a word or a mark begins with one of some signs, in order; None for any."""
    return [found.start() for found in _beginning(opens).finditer(text)]


@cache
def _beginning(opens: Strings | None) -> re.Pattern[str]:
    signs = r"[\w\W]" if opens is None else f"[{''.join(map(re.escape, sorted(opens)))}]"
    return re.compile(rf"{signs}(?<!\w{signs})")


class Index:
    """The phrases of many rows, found by the strings that a text holds.

    Phrases are bits of whole numbers, so that those of which all demands are met are a few steps away.
    """

    def __init__(self, rows: Sequence[Wordings]) -> None:
        self._every = [(number, phrase) for number, row in enumerate(rows) for phrase in row.every]
        self._always = [0] * MOST_NEEDS
        self._of_string: list[dict[str, int]] = [{} for _ in range(MOST_NEEDS)]
        for at, (_, phrase) in enumerate(self._every):
            for place in range(MOST_NEEDS):
                needs = phrase.demands.needs[place : place + 1]
                self._always[place] |= 0 if needs else 1 << at
                for string in chain.from_iterable(needs):
                    self._of_string[place][string] = self._of_string[place].get(string, 0) | 1 << at
        self._strings: dict[str, list[str]] = {}
        for string in set(chain(*self._of_string)):
            self._strings.setdefault(string[:_KEY], []).append(string)
        self._short = [key for key in self._strings if len(key) < _KEY]

    def hopeful(self, text: str) -> Iterator[tuple[int, Wordings]]:
        """The numbers of the rows, in order, that may match in a text, each with the phrases of it that may."""
        keys = _keys(text) & self._strings.keys()
        keys.update(key for key in self._short if key in text)
        held = [string for key in keys for string in self._strings[key] if string in text]
        met = -1
        for always, of_string in zip(self._always, self._of_string, strict=True):
            met &= reduce(or_, (of_string[string] for string in held if string in of_string), always)
        hopeful = (self._every[at] for at in _bits(met))
        for number, found in groupby(hopeful, key=itemgetter(0)):
            yield number, Wordings(tuple(phrase for _, phrase in found))


@lru_cache(maxsize=_REMEMBERED)
def _keys(text: str) -> set[str]:
    return {text[at : at + _KEY] for at in range(len(text))}


def _bits(number: int) -> Iterator[int]:
    """The places of the ones in a whole number, the lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
