"""Decides which body its kind means: "Russia's Foreign Ministry", "her ministry", "In Kabul, the ministry"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.languages.en.phrases.noun_phrases import PhraseReader
from extractors.lexicon import Actor
from extractors.sentences.phrases import Phrase
from extractors.statements.speakers.coreference import Bars, Memory
from extractors.statements.speakers.institutions import SIDES, Bodies
from extractors.statements.speakers.people import Figure, Identified, People
from extractors.statements.speakers.seats import is_foreign, seat, town

OPENING = 600  # characters within which a dateline opens a text, below a headline and a standfirst


class Ministries:
    """The bodies of one article that are called by their kind."""

    def __init__(self, reader: PhraseReader, people: People, bodies: Bodies, memory: Memory) -> None:
        self.reader = reader
        self.index = reader.index
        self.people = people
        self.bodies = bodies
        self.memory = memory
        self.home: str | None = None

    def meant(self, phrase: Phrase, written: str, owner: Figure | None, bars: Bars) -> Identified:
        """The body that a phrase means, whose ``owner`` may be told ("his ministry"), and how that was found."""
        if owner and (actor := self._body_of(owner, phrase.head)):
            return self.people.of_actor(actor, phrase.start, written), "body of its owner"
        of = self._owners(phrase, written, owner)
        phrase = replace(phrase, of=of)
        if phrase.head == "embassy" and (sits := seat(phrase, self.reader)) is not None:
            return self._embassy(phrase, written, sits)
        abroad = not of and phrase.head != "embassy" and town(phrase, self.reader) == frozenset()
        if abroad or (not of and is_foreign(phrase, self.reader)):
            return self.bodies.unknown(phrase.head, phrase, written), "body of a country that is not known"
        if actor := self.bodies.actor_of(phrase.head, of):
            return self.people.of_actor(actor, phrase.start, written), "body and its country"
        if earlier := self.bodies.earlier(phrase.head, phrase):
            return earlier, "body: last of its kind"
        if not of and phrase.definite and (home := self.bodies.of_somebody(phrase.head, phrase.start)):
            return self.people.of_actor(home, phrase.start, written), "body of whom it speaks"
        alone = self.index.institutions[phrase.head].alone
        if not of and phrase.words & self.index.words["country_nouns"] and (actor := self._country_spoken_of(phrase)):
            return self.people.of_actor(actor, phrase.start, written), "body of the country spoken of"
        if alone and not of and phrase.definite:
            return self.people.of_actor(self.index.actors[alone], phrase.start, written), "body meant by itself"
        if not of and phrase.definite is not False and (found := self._at_home(phrase, bars)):
            return self.people.of_actor(found[0], phrase.start, written), found[1]
        return self.bodies.unknown(phrase.head, phrase, written), "its own words"

    def _at_home(self, phrase: Phrase, bars: Bars) -> tuple[Actor, str] | None:
        """The body of the country spoken of; of the two whose relation is told, that from which it is told."""
        if self.index.institutions[phrase.head].abroad:
            return None
        spoken_of = self.bodies.at_home(phrase.head, phrase.start, bars)
        told_from = self.bodies.actor_of(phrase.head, {self.home}) if self.home else None
        last = self.bodies.last_of_country(phrase.start, bars)
        ours = last is None or self.bodies.is_of_relation(last)  # else a third country's, which the lexicon may lack
        if told_from and ours and spoken_of is not told_from:
            return told_from, "body of the country it is told from"
        return (spoken_of, "body of the country spoken of") if spoken_of else None

    def _owners(self, phrase: Phrase, written: str, owner: Figure | None) -> frozenset[str]:
        """Whose a body is by its adjective, its possessive or the place before it: empty where nothing tells it."""
        of = phrase.of | ({owner.key or "", *owner.of} if owner else frozenset()) or self._place_before(phrase)
        return frozenset(of) or (
            frozenset({"iea"}) if self.index.patterns["led-by-movement"].search(written) else frozenset()
        )

    def _embassy(self, phrase: Phrase, written: str, sits: frozenset[str]) -> Identified:
        """The embassy that sits somewhere: of the two sides each has one with the other."""
        owners = phrase.of - sits
        actor = self.bodies.actor_of("embassy", owners or SIDES - sits) if sits else None
        if actor is None:
            return self.bodies.unknown("embassy", replace(phrase, of=owners), written), "embassy elsewhere"
        return self.people.of_actor(actor, phrase.start, written), "embassy by its seat"

    def _country_spoken_of(self, phrase: Phrase) -> Actor | None:
        """The body of "the country's ministry": of the last country called by its name, also in what was said."""
        named = (a for a in reversed(self.memory.appearances) if a.at < phrase.start and a.figure.kind == "country")
        found = next((a for a in named if not self.index.patterns["movement"].match(self.reader.text, a.at)), None)
        return self.bodies.actor_of(phrase.head, {found.figure.key or ""}) if found else None

    def _body_of(self, owner: Figure, institution: str) -> Actor | None:
        """The body that somebody belongs to, if it is of this kind: "her ministry"."""
        actor = self.index.actors.get(owner.actor.belongs_to or "") if owner.actor else None
        if actor is None or actor.institution is None:
            return None
        return actor if institution in self.bodies.closure(actor.institution) else None

    def _place_before(self, phrase: Phrase) -> frozenset[str]:
        """The country of "In Kabul, the ministry said": a place that opens the sentence."""
        at = self.reader.tokens.at(phrase.start)
        unit = next((u for n in (2, 3) if (u := self.reader.units.get(at - n)) and u.end == at - 1), None)
        if unit is None or unit.hit is None or self.reader.tokens[at - 1].low != ",":
            return frozenset()
        before = self.reader.tokens[unit.start - 1] if unit.start else None
        opens = before is not None and before.is_capital and before.low in self.index.words["seat_leads"]
        return frozenset(unit.hit.ids("metonym", "name")) if opens else frozenset()


def home_of(reader: PhraseReader, outlet: str | None, opened: Sequence[int]) -> str | None:
    """From which of the two sides a text is told: by its dateline, and only without one by its outlet; else None.

    ``opened`` are the offsets behind its datelines.
    """
    end = next(iter(opened), None)
    if end is None or end > OPENING:
        name = (outlet or "").casefold()
        media = (actor for actor in reader.index.lexicon.actors if actor.kind == "medium" and name)
        countries = (m.country for m in media if name in {form.casefold() for form in m.names.get("en", ())})
    else:
        first, last = reader.tokens.within(reader.text.rfind("\n", 0, end) + 1, end)
        units = (reader.units[at] for at in range(first, last) if at in reader.units)
        countries = (key for unit in units if unit.hit for key in unit.hit.ids("metonym", "name"))
    found = next((country for country in countries if country), None)
    return found if found in SIDES else None
