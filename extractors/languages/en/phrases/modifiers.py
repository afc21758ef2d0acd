"""Reads what stands around the head of a noun phrase: determiner, nation, body, title, possessor, "of Russia"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from extractors.languages.en.phrases.phrase_units import Unit
from extractors.lexicon.gazetteer import NameIndex
from extractors.sentences.phrases import Phrase
from extractors.text.name_tokens import Tokens

LINKS = frozenset({"'s", "and", "or", "of", "in", "own"})
REACH = 9  # units after a preposition among which an owner is looked for; by 4 two of 468 articles read otherwise


class Modifiers:
    """Collects, unit by unit, what a phrase gains from the words around its head."""

    def __init__(self, tokens: Tokens, index: NameIndex, phrase: Phrase) -> None:
        self.tokens = tokens
        self.index = index
        self.phrase = phrase
        self.roles, self.of = set(phrase.roles), set(phrase.of)
        self.words, self.heads = phrase.words, phrase.heads
        self.institution, self.owner = phrase.of_institution, phrase.owner
        self.definite, self.gender = phrase.definite, phrase.gender

    def taken(self, start: int, end: int) -> Phrase:
        """The phrase with all that was collected, from one offset to another."""
        sets = self.index.words
        words = self.words - sets["indefinite"] - sets["definite"]
        return replace(
            self.phrase, start=start, end=end, core_end=end, roles=frozenset(self.roles), of=frozenset(self.of),
            of_institution=self.institution, owner=self.owner, definite=self.definite, gender=self.gender,
            heads=self.heads, words=words)  # fmt: skip

    # --- before the head ---------------------------------------------------------------------------------------------

    def before(self, units: list[Unit]) -> Modifiers:
        """Takes in the units that stand before the head, which is the last of them."""
        for number, unit in enumerate(units[:-1]):
            owns = self.tokens[units[number + 1].start].low == "'s"
            if not self._determiner(unit, first=number == 0):
                self._premodifier(unit, owns)
            if unit.end - unit.start == 1 and self.tokens[unit.start].is_word:
                self.words |= {self.tokens[unit.start].low}
        return self

    def _determiner(self, unit: Unit, first: bool) -> bool:
        low, sets = self.tokens[unit.start].low, self.index.words
        if low in sets["owners"]:
            self.owner, self.definite = (unit.start, unit.end), True
        elif (first and low in sets["definite"]) or low in sets["indefinite"]:
            self.definite = low in sets["definite"]
        else:
            return False
        return True

    def _premodifier(self, unit: Unit, owns: bool) -> None:
        named = (unit.run is not None and not unit.run.body) or self._is_person(unit)
        titled = unit.hit is not None and unit.hit.has("role") and self.phrase.head in self.index.words["offices"]
        if owns and (named or titled):
            self._possessor(unit)
        elif unit.hit and unit.hit.has("role"):
            self._title(unit, owns)
        elif unit.hit and unit.hit.has("institution"):
            self.institution = unit.hit.ids("institution")[0]
        elif unit.hit and not unit.hit.has("place"):
            self.of |= self._owners(unit, owns)

    def _possessor(self, unit: Unit) -> None:
        """A person in the possessive; the titles before are that person's."""
        self.owner = (unit.start, unit.end)
        self.roles, self.heads, self.of = set(self.phrase.roles), self.phrase.heads, set(self.phrase.of)

    def _title(self, unit: Unit, owns: bool) -> None:
        if owns or unit.hit is None:
            return
        role = self.index.roles[unit.hit.ids("role")[0]]
        self.roles |= self.index.role_closure(role.id)
        self.heads |= {self.tokens[unit.end - 1].low}
        self.gender = self.gender or role.gender

    # --- after the head ----------------------------------------------------------------------------------------------

    def after(self, units: list[Unit]) -> Modifiers:
        """Takes in whose the head is: "of Russia's Security Council", "for the ministry", "in Kabul"."""
        link = self.tokens[units[0].start].low
        if link not in _links(self.phrase) or (link in {"in", "at"} and self.phrase.head == "embassy" and self.of):
            return self  # the Emirate's embassy in Moscow is not Russia's
        for number, unit in enumerate(units[1:REACH]):
            if number and (self._ends_owner(unit) or self._is_behind_country(units[number], unit)):
                break
            self._postmodifier(unit)
        if "official" in self.roles and self._is_press_office(units):
            self.roles = set(self.index.role_closure("spokesperson"))  # the chief of the Kremlin press service
        return self

    def _is_press_office(self, units: list[Unit]) -> bool:
        """Whether a body's office for the press is named: it speaks for the body, whoever heads it."""
        lows = [token.low for token in self.tokens[units[0].start : units[-1].end]]
        offices = self.index.words["press_offices"]
        return any(low == "press" and after in offices for low, after in pairwise(lows))

    def _is_behind_country(self, before: Unit, unit: Unit) -> bool:
        """Whether a plain word right behind a country's name says that the phrase is over: of Utopia disclosed."""
        low, plain = self.tokens[unit.start].low, unit.hit is None and unit.run is None
        country = before.hit is not None and before.hit.has("name", "metonym") and not before.hit.has("role")
        return country and plain and low not in LINKS and self.tokens[unit.start].is_word

    def _ends_owner(self, unit: Unit) -> bool:
        low = self.tokens[unit.start].low
        return unit.hit is None and unit.run is None and low in self.index.words["prepositions"] - {"of", "in"}

    def _postmodifier(self, unit: Unit) -> None:
        office = self.phrase.head in self.index.words["offices"]
        if unit.hit and unit.hit.has("institution"):
            self.institution = self.institution or unit.hit.ids("institution")[0]
        elif self._is_person(unit) or (office and self._is_somebody(unit)):
            self.owner = self.phrase.owner or (unit.start, unit.end)
        elif unit.hit and not unit.hit.has("role"):
            self.of |= self._owners(unit, owns=True)

    # --- what a unit is ----------------------------------------------------------------------------------------------

    def _is_person(self, unit: Unit) -> bool:
        actors = unit.hit.ids("name", "short") if unit.hit else ()
        return any(self.index.actors[actor].kind == "person" for actor in actors)

    def _is_somebody(self, unit: Unit) -> bool:
        return (unit.run is not None and not unit.run.body) or (unit.hit is not None and unit.hit.has("role"))

    def _owners(self, unit: Unit, owns: bool) -> set[str]:
        """The countries and bodies that a unit names; a capital or a short form only where it owns or is a place."""
        if unit.hit is None:
            return set()
        loose = unit.hit.ids("metonym", "short") if owns or unit.hit.has("metonym") else ()
        keys = {*unit.hit.ids("name", "adjective"), *loose}
        return {key for key in keys if self.index.actors[key].kind != "person"}


def _links(phrase: Phrase) -> frozenset[str]:
    """The prepositions that bring an owner: an envoy for or in a country is not that country's."""
    if "envoy" in phrase.roles:
        return frozenset({"of"})
    return frozenset({"of", "for", "from", "at"} if phrase.roles else {"of", "for", "from", "at", "in", "by"})
