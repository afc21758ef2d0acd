"""Decides for whom a document speaks: its author, the forum that agreed on it, or whoever issued it a moment ago."""

from __future__ import annotations

import re
from itertools import takewhile

from extractors.lexicon import Actor
from extractors.records import Span
from extractors.sentences.around import paragraph_start
from extractors.sentences.phrases import Phrase
from extractors.statements.speakers.coreference import SPEAKER, Bars, Memory
from extractors.statements.speakers.people import Figure, Identified, People
from extractors.text.folding import name_form

# By 450 characters ten of the 468 articles of retold-train read otherwise, two speakers fewer right; by 1,800 one more
# is. The half and the double of the appearances read all alike.
LAST = 300  # appearances among which whoever issued it is looked for
LOOK_BACK = 900  # characters in which "in a statement" may have announced "the statement"


class Documents:
    """The statements, readouts and communiqués of one article."""

    def __init__(self, text: str, people: People, memory: Memory) -> None:
        self.text = text
        self.people = people
        self.memory = memory
        self.words = people.index.words
        self.patterns = people.index.patterns
        self._authored: list[tuple[int, str, Figure]] = []

    def document(
        self, phrase: Phrase, written: str, author: Actor | None, forum: Figure | None, bars: Bars
    ) -> Identified:
        """The figure a document speaks for; one that nobody is named for speaks for itself."""
        common = bool(phrase.words & self.words["common_documents"])
        agreed = forum is not None and common  # "their final declaration" is of all who met
        if author and not (agreed and author.kind == "country"):
            return self._of_author(phrase, written, author), "document of its author"
        common = common or self._is_joint(phrase, forum) or self._ended_talks(phrase, written)
        if forum and common and (not phrase.of or forum.key in phrase.of):
            forum.name = written
            forum.words |= {*phrase.words, "document"}
            return forum, "document of the forum"
        if phrase.definite and (
            last := self._last(phrase, bars) or self._assembly(phrase, bars) or self._issuer(phrase)
        ):
            return last, "document spoken of before"
        if forum and self._called_joint(phrase):
            return forum, "document of the forum"
        if not common and (uttered := self._uttered(phrase, bars)):
            return uttered, "document of the last speaker"
        figure = Figure("words", written, number=phrase.number, first=phrase.start)
        figure.words |= {*phrase.words, "document"}
        return figure, "its own words"

    def _of_author(self, phrase: Phrase, written: str, author: Actor) -> Figure:
        issuer = self.patterns["issued-by"].search(written)  # a paper's name is none of its author's
        voice = self.people.of_actor(author, phrase.start, written[issuer.end() :] if issuer else None)
        self._authored.append((phrase.start, phrase.head, voice))
        return voice

    def _is_joint(self, phrase: Phrase, forum: Figure | None) -> bool:
        """Whether a paper that several may issue is one of those who met, if anybody's forum is known before it."""
        met = any(a.at < phrase.start for a in self.memory.forums)
        return phrase.head in self.words["joint_documents"] and (met or forum is None)

    def _ended_talks(self, phrase: Phrase, written: str) -> bool:
        """Whether talks are told to have ended with a paper: "a statement issued after the talks"."""
        behind = self.patterns["after-talks"].match(self.text, phrase.core_end)
        return (behind or self.patterns["after-talks"].search(written)) is not None

    def _called_joint(self, phrase: Phrase) -> bool:
        """Whether "the document" is one that was called a joint one since anybody else spoke."""
        if not phrase.definite or phrase.of or phrase.head not in self.words["uttered_documents"]:
            return False
        spoke = self.memory.last_speaker(phrase.start)
        begin = max(0, phrase.start - LOOK_BACK, spoke.at if spoke else 0)
        return self.patterns["joint-paper"].search(self.text, begin, phrase.start) is not None

    def _uttered(self, phrase: Phrase, bars: Bars) -> Figure | None:
        """Whoever spoke last, where "the remarks", of nobody named, are his; a report is only a medium's."""
        spoke = self.memory.last_speaker(phrase.start, bars) if phrase.definite and not phrase.of else None
        if spoke is None or phrase.head in self.words["uttered_documents"]:
            return spoke.figure if spoke else None
        return spoke.figure if spoke.figure.kind == "medium" and phrase.head in self.words["media_documents"] else None

    def subject_before(self, at: int) -> Span | None:
        """The paper that the sentence before a pronoun is about: The joint statement said nothing. It called for S."""
        paragraph = paragraph_start(self.text, at)
        before = self.memory.sentence_start(paragraph, max(paragraph, at - 1))
        found = self.patterns["paper"].match(self.text, before, at)
        opens = self.memory.sentence_start(paragraph, at + 1) == at
        return Span(*found.span("paper")) if found and opens else None

    def _last(self, phrase: Phrase, bars: Bars) -> Figure | None:
        found = self.memory.best(phrase.start, lambda figure: "document" in figure.words, bars)
        if found:
            return found.figure
        near = takewhile(lambda told: phrase.start - told[0] < LOOK_BACK, reversed(self._authored))
        return next((f for at, head, f in near if head == phrase.head and at < phrase.start), None)

    def _assembly(self, phrase: Phrase, bars: Bars) -> Figure | None:
        """The assembly or council that was spoken of last, for "the resolution" that nobody is named for."""
        if phrase.head not in self.words["assembly_documents"] or phrase.of:
            return None
        assemblies = self.words["assemblies"]

        def fits(figure: Figure) -> bool:
            return figure.kind == "body" and bool(assemblies & set(name_form(figure.name).split()))

        found = self.memory.best(phrase.start, fits, bars)
        return found.figure if found else None

    def _issuer(self, phrase: Phrase) -> Figure | None:
        """Whoever said something "in a statement" before "the statement" speaks."""
        paper = re.compile(rf"(?:\w+ ){{0,2}}{re.escape(phrase.head)}\b")
        announced = self.patterns["announces"].finditer(self.text, max(0, phrase.start - LOOK_BACK), phrase.start)
        found = [each for each in announced if paper.match(self.text, each.end(), phrase.start)]
        if not found:
            return None
        spoke = [a for a in self.memory.appearances[-LAST:] if a.weight == SPEAKER and a.at < phrase.start]
        if found[-1].group()[0].isupper():  # In a statement, NP said
            return next((a.figure for a in spoke if a.at > found[-1].start()), None)
        return next((a.figure for a in reversed(spoke) if a.at < found[-1].start()), None)
