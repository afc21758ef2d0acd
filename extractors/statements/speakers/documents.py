"""Decides for whom a document speaks: its author, the forum that agreed on it, or whoever issued it a moment ago."""

from __future__ import annotations

import re
from itertools import takewhile

from extractors.lexicon import Actor
from extractors.records import Span
from extractors.sentences.around import paragraph_start, sentence_start
from extractors.sentences.phrases import Phrase
from extractors.statements.speakers.coreference import SPEAKER, Bars, Memory
from extractors.statements.speakers.people import Figure, People

UTTERED = frozenset({"statement", "text", "message", "post", "letter", "declaration", "document", "communique",
                     "communiqué", "announcement", "release", "memo", "note", "article", "column", "reply", "answer",
                     "address"})  # fmt: skip
JOINT = frozenset({"declaration", "communique", "communiqué"})  # papers that several agree on
COMMON = frozenset({"joint", "final", "concluding", "closing", "outcome"})  # of a paper that no single one issues
PAPER = re.compile(
    r"(?P<paper>(?:The|A|An|Its|Their) (?:[A-Za-z-]+ ){0,2}"
    r"(?:statement|declaration|communiqu[eé]|resolution|document|text|draft|letter|report|memorandum))\b[^.!?\n]*[.!?] "
)
ISSUED_BY = re.compile(r" (?:from|by|of) ")
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
        agreed = forum is not None and bool(phrase.words & COMMON)  # "their final declaration" is of all who met
        if author and not (agreed and author.kind == "country"):
            issuer = ISSUED_BY.search(written)  # a paper's name is none of its author's
            voice = self.people.of_actor(author, phrase.start, written[issuer.end() :] if issuer else None)
            self._authored.append((phrase.start, phrase.head, voice))
            return voice, "document of its author"
        met = any(a.at < phrase.start for a in self.memory.forums)
        common = bool(phrase.words & COMMON) or (phrase.head in JOINT and (met or forum is None))
        if forum and common and (not phrase.of or forum.key in phrase.of):
            forum.name = written
            forum.words |= {*phrase.words, "document"}
            return forum, "document of the forum"
        if phrase.definite and (last := self._last(phrase, bars) or self._issuer(phrase)):
            return last, "document spoken of before"
        if (
            phrase.definite
            and phrase.head in UTTERED
            and not phrase.of
            and not common
            and (spoke := self.memory.last_speaker(phrase.start, bars))
        ):
            return spoke.figure, "document of the last speaker"
        figure = Figure("words", written, number=phrase.number, first=phrase.start)
        figure.words |= {*phrase.words, "document"}
        return figure, "its own words"

    def subject_before(self, at: int) -> Span | None:
        """The paper that the sentence before a pronoun is about: The joint statement said nothing. It called for S."""
        paragraph = paragraph_start(self.text, at)
        before = sentence_start(self.text, paragraph, max(paragraph, at - 1))
        found = PAPER.match(self.text, before, at)
        opens = sentence_start(self.text, paragraph, at + 1) == at
        return Span(*found.span("paper")) if found and opens else None

    def _last(self, phrase: Phrase, bars: Bars) -> Figure | None:
        found = self.memory.best(phrase.start, lambda figure: "document" in figure.words, bars)
        if found:
            return found.figure
        near = takewhile(lambda told: phrase.start - told[0] < LOOK_BACK, reversed(self._authored))
        return next((f for at, head, f in near if head == phrase.head and at < phrase.start), None)

    def _issuer(self, phrase: Phrase) -> Figure | None:
        """Whoever said something "in a statement" before "the statement" speaks."""
        announced = re.compile(
            rf"\b(?:[Ii]n|issued|published|released|posted) an? (?:\w+ ){{0,2}}{re.escape(phrase.head)}\b"
        )
        found = list(announced.finditer(self.text, max(0, phrase.start - LOOK_BACK), phrase.start))
        if not found:
            return None
        spoke = [a for a in self.memory.appearances[-LAST:] if a.weight == SPEAKER and a.at < phrase.start]
        if found[-1].group().startswith("I"):  # In a statement, NP said
            return next((a.figure for a in spoke if a.at > found[-1].start()), None)
        return next((a.figure for a in reversed(spoke) if a.at < found[-1].start()), None)
