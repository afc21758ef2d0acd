"""All claim rules of a lexicon, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from extractors.claims.patterns import Words, compile_pattern, expand, topic_places
from extractors.claims.rows import CameoRow, CarrierRow, MarkerRow, TopicRow, TrapRow, WordList
from extractors.lexicon import Lexicon

R = TypeVar("R", TopicRow, TrapRow, MarkerRow, CarrierRow)


@dataclass(frozen=True, slots=True)
class Rule(Generic[R]):
    """A lexicon row and the expression made of its patterns."""

    row: R
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ClaimRules:
    """What ``judge_claims`` judges by."""

    topics: tuple[Rule[TopicRow], ...]
    traps: tuple[Rule[TrapRow], ...]
    markers: tuple[Rule[MarkerRow], ...]
    carriers: tuple[Rule[CarrierRow], ...]
    cameo: tuple[CameoRow, ...]


@lru_cache(maxsize=4)
def rules_of(lexicon: Lexicon) -> ClaimRules:
    """The compiled rules of a lexicon; raises LexiconError for a pattern that cannot be read."""
    words = _word_lists(lexicon)
    return ClaimRules(
        topics=_compiled("topics.en.yaml", lexicon, TopicRow, words),
        traps=_compiled("topic_traps.en.yaml", lexicon, TrapRow, words),
        markers=_compiled("modality.en.yaml", lexicon, MarkerRow, words),
        carriers=_compiled("carriers.en.yaml", lexicon, CarrierRow, words),
        cameo=lexicon.rows("cameo.yaml", CameoRow),
    )


def _compiled(file: str, lexicon: Lexicon, row_type: type[R], words: Words) -> tuple[Rule[R], ...]:
    return tuple(
        Rule(row, compile_pattern(row.patterns, _words_for(row, words), f"{file}: row {row.id}"))
        for row in lexicon.rows(file, row_type)
    )


def _words_for(row: object, words: Words) -> Words:
    """A marker may also name the places of topics; ``{T}`` is any topic that it is for."""
    if not isinstance(row, MarkerRow):
        return words
    return {**words, **topic_places(row.topics)}


def _word_lists(lexicon: Lexicon) -> Words:
    words: dict[str, str] = {}
    for row in lexicon.rows("claim_words.en.yaml", WordList):
        forms = sorted(row.forms, key=len, reverse=True)
        words[row.id] = "|".join(expand(form, words, f"claim_words.en.yaml: row {row.id}") for form in forms)
    return words
