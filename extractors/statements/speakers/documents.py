"""Decides for whom a document speaks: its author, the forum that agreed on it, or whoever issued it a moment ago."""

from __future__ import annotations

import re
from itertools import takewhile

from extractors.languages.en.phrases.noun_phrase import Phrase
from extractors.lexicon import Actor
from extractors.statements.speakers.coreference import SPEAKER, Bars, Memory
from extractors.statements.speakers.people import Figure, People

UTTERED = frozenset({"statement", "text", "message", "post", "letter", "declaration", "document", "communique",
                     "communiqué", "announcement", "release", "memo", "note", "article", "column"})  # fmt: skip
COMMON = frozenset({"joint", "final", "concluding", "closing", "outcome"})  # of a paper that no single one issues
LAST = 300  # appearances among which whoever issued it is looked for
LOOK_BACK = 900  # characters in which "in a statement" may have announced "the statement"


class Documents:
    """The statements, readouts and communiqués of one article."""

    def __init__(self, text: str, people: People, memory: Memory) -> None:
        self.text = text
        self.people = people
        self.memory = memory
        self._authored: list[tuple[int, str, Figure]] = []

    def document(
        self, phrase: Phrase, written: str, author: Actor | None, forum: Figure | None, bars: Bars
    ) -> tuple[Figure, str]:
        """The figure a document speaks for; one that nobody is named for speaks for itself."""
        if author:
            voice = self.people.of_actor(author, phrase.start, written)
            self._authored.append((phrase.start, phrase.head, voice))
            return voice, "document of its author"
        if phrase.definite and (last := self._last(phrase, bars) or self._issuer(phrase)):
            return last, "document spoken of before"
        if (
            phrase.definite
            and phrase.head in UTTERED
            and not phrase.of
            and not phrase.words & COMMON
            and (spoke := self.memory.last_speaker(phrase.start, bars))
        ):
            return spoke.figure, "document of the last speaker"
        figure = forum if forum and phrase.words & COMMON else None
        how = "document of the forum" if figure else "its own words"
        if figure:
            figure.name = written
        figure = figure or Figure("words", written, number=phrase.number, first=phrase.start)
        figure.words |= {*phrase.words, "document"}
        return figure, how

    def _last(self, phrase: Phrase, bars: Bars) -> Figure | None:
        found = self.memory.best(phrase.start, lambda figure: "document" in figure.words, bars)
        if found:
            return found.figure
        near = takewhile(lambda told: phrase.start - told[0] < LOOK_BACK, reversed(self._authored))
        return next((f for at, head, f in near if head == phrase.head and at < phrase.start), None)

    def _issuer(self, phrase: Phrase) -> Figure | None:
        """Whoever said something "in a statement" before "the statement" speaks."""
        announced = re.compile(
            rf"\b(?:in|issued|published|released|posted) an? (?:\w+ ){{0,2}}{re.escape(phrase.head)}\b"
        )
        found = list(announced.finditer(self.text, max(0, phrase.start - LOOK_BACK), phrase.start))
        if not found:
            return None
        near = reversed(self.memory.appearances[-LAST:])
        return next((a.figure for a in near if a.weight == SPEAKER and a.at < found[-1].start()), None)
