"""Decides that a body is none of those that the lexicon knows: it sits elsewhere, or has another nation or name."""

from __future__ import annotations

import re

from extractors.languages.en.phrases.noun_phrases import PhraseReader
from extractors.sentences.phrases import Phrase
from extractors.statements.speakers.institutions import SIDES

BEFORE = re.compile(r"(?:^|[\n.!?”\"]\s?)In (?P<town>[A-Z][\w.’'-]+(?: [A-Z]\w+)?), (?:meanwhile, )?$")
BEHIND = re.compile(r" in (?:the )?(?P<town>[A-Z][\w.’'-]+)")
NO_TOWNS = frozenset({"parliament", "congress", "english", "russian", "fact", "spring", "summer", "autumn", "winter"})
NEAR = 40  # characters before a phrase in which "In Town," stands
SEAT = re.compile(r" (?:of [A-Z]\w+ )?(?:in|to) (?:the )?(?=[A-Z])")
LED = re.compile(r"(?i:taliban)-(?:led|run|appointed|controlled)")
ARTICLES = frozenset({"the", "a", "an"})


def seat(phrase: Phrase, reader: PhraseReader) -> frozenset[str] | None:
    """Which of the two sides an embassy is said to sit with, neither where it sits elsewhere; None without a place."""
    found = SEAT.match(reader.text, phrase.name_end)
    if found is None:
        return None
    unit = reader.units.get(reader.tokens.at(found.end()))
    return frozenset(unit.hit.ids("metonym", "name")) & SIDES if unit and unit.hit else frozenset()


def town(phrase: Phrase, reader: PhraseReader) -> frozenset[str] | None:
    """Who sits in the town beside a phrase ("In Berlin, a spokesman"), empty where nobody; None without one."""
    near = max(0, phrase.start - NEAR)
    before = BEFORE.search(reader.text[near : phrase.start])
    at = near + before.start("town") if before else None
    if at is None and (behind := BEHIND.match(reader.text, max(phrase.core_end, phrase.name_end))):
        at = behind.start("town")
    if at is None:
        return None
    token = reader.tokens.at(at)
    if reader.tokens[token].low in reader.words["calendar"] | NO_TOWNS:
        return None
    unit = reader.units.get(token)
    return frozenset(unit.hit.ids("metonym", "name")) if unit and unit.hit else frozenset()


def is_foreign(phrase: Phrase, reader: PhraseReader) -> bool:
    """Whether a nation that the lexicon lacks stands before a body: the Utopian Foreign Ministry, Utopia's court."""
    tokens, at = reader.tokens, reader.tokens.at(phrase.name_start) - 1
    owned = at > 0 and tokens[at].low == "'s"
    at -= owned
    if at >= 0 and LED.fullmatch(tokens[at].text):
        return False
    unit = reader.inside.get(at)
    if at < 0 or (unit is not None and unit.hit is not None) or not tokens[at].is_capital or not tokens[at].is_word:
        return False
    return owned or (at > 0 and tokens[at - 1].low in ARTICLES)


def has_other_name(phrase: Phrase, written: str) -> bool:
    """Whether capitals stand before a short form that a body of another name ends in: the Blue Lamp Movement."""
    before = written[: max(0, written.rfind(phrase.name or ""))].split()
    return any(word[0].isupper() and word.lower() not in ARTICLES for word in before)
