"""Cuts a text into words for looking up names: possessives and marks stand alone, hyphens and inner dots hold."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from extractors.text.folding import NAME_MARKS

TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|[^\W_]+(?:[-‑][^\W_]+)*(?:['’](?!(?:s|ll|re|ve|d|m)\b)[^\W_]+)*"  # Mazar-i-Sharif, d'affaires, O’Keefe
    r"|['’](?:s|ll|re|ve|d|m)\b|[^\s]"
)


class NameToken(NamedTuple):
    """A word or mark with its place; ``low`` is its form for comparison."""

    start: int
    end: int
    text: str
    low: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number, no mark."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


class Tokens(tuple[NameToken, ...]):
    """The tokens of a text in order, found by offset in logarithmic time."""

    __slots__ = ()

    def at(self, offset: int) -> int:
        """Index of the first token that ends after an offset."""
        return bisect_left(self, offset + 1, key=lambda token: token.end)

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Half-open indices of the tokens that lie in a span of characters."""
        first = self.at(start)
        return first, max(first, bisect_left(self, end, key=lambda token: token.start))


def tokens_of(text: str) -> Tokens:
    """All tokens of a text."""
    return Tokens(
        NameToken(match.start(), match.end(), word := match.group(), _folded(word)) for match in TOKEN.finditer(text)
    )


def _folded(word: str) -> str:
    return word.lower() if word.isalnum() else word.lower().translate(NAME_MARKS)
