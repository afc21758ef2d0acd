"""What a person searches for: words, "phrases" and begin*, as the one fold has them, and how well a text answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.errors import QueryError
from extractors.text.folding import words_of

MOST_TERMS = 20  # words of a question; each is looked up for itself
SHORTEST_PREFIX = 2  # letters: too many words begin with one
_QUOTES = str.maketrans("“”„‟«»", '""""""')
_PART = re.compile(r'(-?)"([^"]*)"|(\S+)')
# Who types them knows other engines; taken for words they would find next to nothing, in silence.
_OPERATORS = {"AND", "OR", "NOT", "NEAR"}
_HOW = 'give words, "phrases" and begin*, and -words that must not stand there'
_SATURATED = 1.2  # after Robertson and Zaragoza, The Probabilistic Relevance Framework (2009): k1 and b of BM25F
_BY_LENGTH = 0.4


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words one after another; of a ``prefix`` the last may go on; an ``unwanted`` term must not occur."""

    words: tuple[str, ...]
    prefix: bool = False
    unwanted: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All terms are wanted, but those that are unwanted."""

    terms: tuple[Term, ...]

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that a text must hold; at least one."""
        return tuple(term for term in self.terms if not term.unwanted)


def parse_query(asked: str) -> Query:
    """Read what somebody typed; QueryError where it asks for nothing that can be looked up, with its mend."""
    told = asked.translate(_QUOTES)
    if told.count('"') % 2:
        raise QueryError(asked, "a quotation mark is left open", "close the phrase, or leave the mark out")
    terms = [term for match in _PART.finditer(told) if (term := _term(asked, match))]
    if not any(not term.unwanted for term in terms):
        raise QueryError(asked, "there is no word in it to look for", _HOW)
    if len(terms) > MOST_TERMS:
        raise QueryError(asked, f"there are more than {MOST_TERMS} words in it", "leave the less telling ones out")
    return Query(tuple(dict.fromkeys(terms)))


def _term(asked: str, match: re.Match[str]) -> Term | None:
    minus, phrase, word = match.groups()
    if phrase is not None:
        words = tuple(words_of(phrase))
        return Term(words, unwanted=bool(minus)) if words else None
    if word in _OPERATORS:
        raise QueryError(asked, f"{word} is no operator here", f"{_HOW}; in small letters it is a word like any other")
    bare = word.removeprefix("-").removesuffix("*")
    if "*" in bare:
        raise QueryError(asked, "a * stands at the end of a word only", _HOW)
    words = tuple(words_of(bare))
    prefix = word.endswith("*")
    if prefix and (not words or len(words[-1]) < SHORTEST_PREFIX):
        raise QueryError(asked, f"{word} begins too many words", f"give {SHORTEST_PREFIX} letters or more before the *")
    return Term(words, prefix, word.startswith("-")) if words else None


class Scorer:
    """How well texts answer, 0 to the number of wanted terms: BM25F without rarity.

    Every text that is compared holds all terms, so that their rarity tells nothing. ``weights`` are what a word counts
    for in each field, ``usual`` how many characters such a text has as a rule.
    """

    def __init__(self, query: Query, weights: Sequence[float], usual: int) -> None:
        self._looked_for = [f" {' '.join(term.words)}{'' if term.prefix else ' '}" for term in query.wanted]
        self._weights = weights
        self._usual = usual

    def score(self, fields: Sequence[str]) -> float:
        """How well a text of these folded fields answers; each field with a blank before and behind it."""
        long = sum(map(len, fields)) / self._usual
        norm = _SATURATED * (1 - _BY_LENGTH + _BY_LENGTH * long)
        total = 0.0
        for term in self._looked_for:
            found = 0.0
            for weight, field in zip(self._weights, fields, strict=True):
                found += weight * field.count(term)
            total += found / (found + norm)
        return total
