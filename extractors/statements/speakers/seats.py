"""Decides that a body is none of those that the lexicon knows: it sits elsewhere, or has another nation or name."""

from __future__ import annotations

from collections.abc import Collection

from extractors.languages.en.phrases.noun_phrases import PhraseReader
from extractors.sentences.phrases import Phrase
from extractors.statements.speakers.institutions import SIDES

NEAR = 40  # characters before a phrase in which "In Town," stands; half and double read 468 articles alike


def seat(phrase: Phrase, reader: PhraseReader) -> frozenset[str] | None:
    """Which of the two sides an embassy is said to sit with, neither where it sits elsewhere; None without a place."""
    found = reader.index.patterns["seat"].match(reader.text, phrase.name_end)
    if found is None:
        return None
    unit = reader.units.get(reader.tokens.at(found.end()))
    return frozenset(unit.hit.ids("metonym", "name")) & SIDES if unit and unit.hit else frozenset()


def town(phrase: Phrase, reader: PhraseReader) -> frozenset[str] | None:
    """Who sits in the town beside a phrase ("In Berlin, a spokesman"), empty where nobody; None without one."""
    near = max(0, phrase.start - NEAR)
    before = reader.index.patterns["in-town-before"].search(reader.text[near : phrase.start])
    at = near + before.start("town") if before else None
    if at is None and (
        behind := reader.index.patterns["in-town-behind"].match(reader.text, max(phrase.core_end, phrase.name_end))
    ):
        at = behind.start("town")
    if at is None:
        return None
    token = reader.tokens.at(at)
    if reader.tokens[token].low in reader.words["calendar"] | reader.words["no_towns"]:
        return None
    unit = reader.units.get(token)
    return frozenset(unit.hit.ids("metonym", "name")) if unit and unit.hit else frozenset()


def is_foreign(phrase: Phrase, reader: PhraseReader) -> bool:
    """Whether a nation that the lexicon lacks stands before a body: the Utopian Foreign Ministry, Utopia's court."""
    tokens, at = reader.tokens, reader.tokens.at(phrase.name_start) - 1
    owned = at > 0 and tokens[at].low in reader.words["owner_endings"]
    at -= owned
    if at >= 0 and reader.index.patterns["led-by-movement"].fullmatch(tokens[at].text):
        return False
    unit = reader.inside.get(at)
    if at < 0 or (unit is not None and unit.hit is not None) or not tokens[at].is_capital or not tokens[at].is_word:
        return False
    return owned or (at > 0 and tokens[at - 1].low in reader.words["articles"])


def has_other_name(phrase: Phrase, written: str, articles: Collection[str]) -> bool:
    """Whether capitals stand before a short form that a body of another name ends in: the Blue Lamp Movement."""
    before = written[: max(0, written.rfind(phrase.name or ""))].split()
    return any(word[0].isupper() and word.lower() not in articles for word in before)
