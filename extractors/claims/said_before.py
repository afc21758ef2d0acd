"""What a speaker says now, beside what he tells of having said before: "A year ago I said no. Today I say yes."

Whoever tells of his own words of long ago mostly does so to say something else now; the old stand is not his claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.claims.notation.folded_text import normalise, sentences_of
from extractors.claims.notation.rule_book import ClaimRules
from extractors.records import Span, Statement

_SHORTEST = 12  # characters of what is left that may still say something


def as_said_now(statement: Statement, text: str, rules: ClaimRules) -> Statement:
    """The statement without what its speaker tells of having said before, where anything else is left of it."""
    if statement.kind not in ("direct", "mixed") or not rules.tells("own-words-of-before", normalise(statement.text)):
        return statement
    kept = tuple(_said_now(statement.content, text, rules))
    left = " ".join(text[span.start : span.end] for span in kept)
    return replace(statement, content=kept, text=left) if len(left) >= _SHORTEST else statement


def _said_now(content: Sequence[Span], text: str, rules: ClaimRules) -> Iterator[Span]:
    for span in content:
        for sentence in sentences_of(text[span.start : span.end]):
            start, end = span.start + sentence.start, span.start + sentence.end
            start += _old_words(normalise(text[start:end]), rules)
            words = text[start:end]
            start += len(words) - len(words.lstrip())
            if start < end:
                yield Span(start, end)


def _old_words(words: str, rules: ClaimRules) -> int:
    """How many characters of a sentence tell of what was said before: up to the turn behind them, or all."""
    old = rules.signs["own-words-of-before"].search(words)
    if old is None or rules.tells("said-again", words):
        return 0
    turn = rules.signs["said-turn"].search(words, old.end())
    return turn.end() if turn else len(words)
