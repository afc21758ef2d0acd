"""Decides which body is meant by "Russia's Foreign Ministry", "the ministry", "his office", "a joint statement"."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.lexicon import Actor
from extractors.statements.chains import Memory
from extractors.statements.names import NameIndex
from extractors.statements.people import Figure
from extractors.statements.phrases import Phrase


class Bodies:
    """The institutions of one article, by kind and country."""

    def __init__(self, index: NameIndex, memory: Memory) -> None:
        self.index = index
        self.memory = memory
        self._made: dict[str, Figure] = {}

    def actor_of(self, institution: str, countries: Iterable[str]) -> Actor | None:
        """The lexicon's body of a kind in one of some countries."""
        wanted = self.countries(countries)
        for actor in self.index.lexicon.actors:
            if actor.institution == institution and actor.country in wanted:
                return actor
        return None

    def countries(self, keys: Iterable[str]) -> set[str]:
        """Countries, by themselves or by a body or person of theirs."""
        by_id = self.index.lexicon.by_id
        return {country for key in keys if key in by_id for country in (key, by_id[key].country) if country}

    def earlier(self, institution: str, phrase: Phrase) -> Figure | None:
        """The body of this kind that was spoken of last, if its country does not contradict."""
        wanted = self.countries(phrase.of)

        def fits(figure: Figure) -> bool:
            if figure.institution is None or institution not in self._closure(figure.institution):
                return False
            return not wanted or bool(wanted & self.countries({figure.key or "", *figure.of}))

        found = self.memory.best(phrase.start, fits)
        return found.figure if found else None

    def _closure(self, institution: str) -> set[str]:
        return {institution, *self.index.institutions[institution].broader}

    def unknown(self, institution: str, phrase: Phrase, name: str) -> Figure:
        """A body that the lexicon lacks, the same figure each time it is named with the same country."""
        key = f"{institution} {' '.join(sorted(self.countries(phrase.of)))} {phrase.name}"
        if key not in self._made:
            figure = Figure("institution", name, institution=institution, first=phrase.start)
            figure.of |= self.countries(phrase.of)
            self._made[key] = figure
        return self._made[key]
