"""Decides which body is meant by "Russia's Foreign Ministry", "the ministry", "his office", "a joint statement"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import islice

from extractors.lexicon import Actor
from extractors.lexicon.gazetteer import NameIndex
from extractors.sentences.phrases import Phrase
from extractors.statements.speakers.coreference import Bars, Memory
from extractors.statements.speakers.people import Figure, Identified
from extractors.text.folding import name_form

SHORTEST_ACRONYM = 2  # letters
SIDES = frozenset({"russia", "iea"})
CROWD = 300  # bodies with names; no article has so many, and a text that has must not take long
COMING = 200  # characters ahead that a country may be named to tell whose "the Supreme Court" is


class Bodies:
    """The institutions of one article, by kind and country; ``places`` are all offsets at which a country is named."""

    def __init__(self, index: NameIndex, memory: Memory) -> None:
        self.index = index
        self.memory = memory
        self.places: list[tuple[int, tuple[str, ...]]] = []
        self._made: dict[str, Figure] = {}
        self._named: dict[str, Figure] = {}

    def actor_of(self, institution: str, countries: Iterable[str]) -> Actor | None:
        """The lexicon's body of a kind in one of some countries."""
        wanted = self.countries(countries)
        row = self.index.institutions.get(institution)
        kinds = self.closure(institution) if row and row.abroad else {institution}
        for actor in self.index.lexicon.actors:
            if actor.institution in kinds and actor.country in wanted:
                return actor
        return None

    def countries(self, keys: Iterable[str]) -> set[str]:
        """Countries, by themselves or by a body or person of theirs."""
        by_id = self.index.lexicon.by_id
        return {country for key in keys if key in by_id for country in (key, by_id[key].country) if country}

    def earlier(self, institution: str, phrase: Phrase) -> Figure | None:
        """The body of this kind that was spoken of last, if its country does not contradict."""
        wanted = self.countries(phrase.of)
        more = phrase.words - self.index.words["emphasis"]

        def fits(figure: Figure) -> bool:
            if figure.institution is None or institution not in self.closure(figure.institution):
                return False
            if not more <= figure.words:
                return False
            return not wanted or bool(wanted & self.countries({figure.key or "", *figure.of}))

        found = self.memory.best(phrase.start, fits)  # the kind tells it, also from inside what was said
        return found.figure if found else None

    def parent(self, phrase: Phrase, bars: Bars) -> Actor | None:
        """The body that an office belongs to, by the kind of body or the name that its phrase gives."""
        if kind := phrase.of_institution:
            last = self.earlier(kind, replace(phrase, words=frozenset()))
            found = self.actor_of(kind, phrase.of) or (last.actor if last else None)
            return found or (None if phrase.of else self.at_home(kind, phrase.start, bars))
        bodies = [actor for key in phrase.of if (actor := self.index.actors[key]).kind == "body"]
        return bodies[0] if len(bodies) == 1 else None

    def of_somebody(self, institution: str, at: int) -> Actor | None:
        """The body of a wide kind whose man or woman was spoken of last: a deputy minister's "the ministry"."""
        if self.index.institutions[institution].broader:
            return None
        by_id = self.index.lexicon.by_id

        def body(figure: Figure) -> Actor | None:
            home = by_id.get(figure.actor.belongs_to or "") if figure.actor else None
            fits = home and home.institution and institution in self.closure(home.institution)
            return home if fits else None

        found = self.memory.best(at, lambda figure: body(figure) is not None)
        return body(found.figure) if found else None

    def at_home(self, institution: str, at: int, bars: Bars) -> Actor | None:
        """The body of the country that was spoken of last, or comes right after: "the Justice Ministry"."""
        if self.index.institutions[institution].abroad:
            return None
        last = self.last_of_country(at, bars)
        if last and (found := self.actor_of(institution, {last.key or "", *last.of})):
            return found
        if last and not self.is_of_relation(last):
            return None
        if told := self._in_words_said(institution, at):
            return told
        after = bisect_right(self.places, at, key=lambda named: named[0])
        coming = next((keys for place, keys in self.places[after : after + 1] if place < at + COMING), ())
        return self.actor_of(institution, coming)

    def last_of_country(self, at: int, bars: Bars) -> Figure | None:
        """The country that was spoken of last, by itself or by a body or person of it."""
        last = self.memory.best(at, lambda figure: bool(self.countries({figure.key or "", *figure.of})), bars)
        return last.figure if last else None

    def is_of_relation(self, figure: Figure) -> bool:
        """Whether a figure belongs to one of the two sides whose relation is told of, whatever body the other lacks."""
        by_id = self.index.lexicon.by_id
        return any(by_id[key].side in SIDES for key in self.countries({figure.key or "", *figure.of}))

    def _in_words_said(self, institution: str, at: int) -> Actor | None:
        """The body of a country named in the very words that it said: "Russia has asked for it", the court said."""

        def body(figure: Figure) -> Actor | None:
            return self.actor_of(institution, {figure.key or "", *figure.of})

        found = self.memory.best(at, lambda figure: self.is_of_relation(figure) and body(figure) is not None)
        return body(found.figure) if found else None

    def closure(self, institution: str) -> set[str]:
        """A kind of body and the wider kinds it is one of."""
        return {institution, *self.index.institutions[institution].broader}

    def unknown(self, institution: str, phrase: Phrase, name: str) -> Figure:
        """A body that the lexicon lacks, the same figure each time it is named with the same country."""
        key = f"{institution} {' '.join(sorted(self.countries(phrase.of)))} {phrase.name}"
        if key not in self._made:
            figure = Figure("institution", name, institution=institution, first=phrase.start)
            figure.of |= self.countries(phrase.of)
            figure.words |= phrase.words
            self._made[key] = figure
        return self._made[key]

    # --- bodies with names of their own that the lexicon lacks -------------------------------------------------------

    def read_names(self, phrases: Iterable[Phrase]) -> None:
        """Meets every body that is named in full, so that "the Post" and "the IEA" find theirs."""
        for phrase in phrases:
            if phrase.kind == "body" and phrase.name and " " in phrase.name and not phrase.actors:
                name = name_form(phrase.name)
                self._named.setdefault(name, Figure("body", phrase.name, first=phrase.start))

    def named(self, phrase: Phrase, written: str) -> Identified:
        """The body that a name means: the same name, a part of a fuller one, or the initials of one."""
        name = name_form(phrase.name or "")
        figure = self._named.get(name) or self._fuller(name) or self.by_initials(phrase.name or "")
        if figure is None:
            figure = self._named[name] = Figure("body", written, first=phrase.start)
            return self._described(figure), "its own words"
        if figure.first == phrase.start or self._opens_with_capitals(written, figure.name):
            figure.name = written
        return self._described(figure), "name"

    def _described(self, figure: Figure) -> Figure:
        """Lets "the commission" find the Commission on Something."""
        figure.heads |= set(name_form(figure.name).split()) & self.index.words["body_words"]
        return figure

    def _fuller(self, name: str) -> Figure | None:
        ends = [f for full, f in islice(self._named.items(), CROWD) if full.endswith(f" {name}")]
        return ends[0] if len(ends) == 1 else None

    def by_initials(self, name: str) -> Figure | None:
        """The body of the article whose initials a word in capitals is."""
        if not name.isupper() or len(name) < SHORTEST_ACRONYM:
            return None
        named = islice(self._named.items(), CROWD)
        wanted, small = name.casefold(), self.index.words["small_words"]
        return next((f for n, f in named if wanted in {initials(n, small), initials(name_form(f.name), small)}), None)

    def _opens_with_capitals(self, written: str, name: str) -> bool:
        """Whether a written form has more of a name than is taken for it: Human Rights Watch, Utopia Railways."""
        before = written.removesuffix(name).split() if written.endswith(f" {name}") else []
        bare = bool(before) and before[0].lower() not in self.index.words["articles"]
        return bare and all(word[0].isupper() for word in before)


def initials(name: str, small: Collection[str]) -> str:
    """The first letters of a folded name's words, ``small`` words left out."""
    return "".join(word[0] for word in name.split() if word not in small)
