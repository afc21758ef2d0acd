"""Decides which forum those speak for who meet at it: "participants", "delegates who came for the Lake Forum"."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.lexicon import Actor
from extractors.lexicon.gazetteer import NameIndex
from extractors.records import Span
from extractors.sentences.around import mentions_in
from extractors.sentences.phrases import NamedMention, Phrase
from extractors.statements.speakers.coreference import OTHER, Appearance, Memory
from extractors.statements.speakers.institutions import Bodies
from extractors.statements.speakers.people import Figure, People

ATTENDEES = 90  # characters behind "countries" in which the forum that they took part in is named
RECEPTION = 700  # characters back from "the sides" to the sentence that tells who received whom


class Forums:
    """The meetings of one article that speak with one voice."""

    def __init__(self, text: str, index: NameIndex, people: People, bodies: Bodies, memory: Memory, title: str) -> None:
        self.text = text
        self.index = index
        self.people = people
        self.bodies = bodies
        self.memory = memory
        self.title = title
        self._of_article: tuple[Actor, ...] | None = None

    def named(self, at: int) -> Figure | None:
        """The forum that the article, or else its title, names last before a place, else the one it tells of."""
        named = next((a.figure for a in reversed(self.memory.forums) if a.at < at), None)
        if named:
            return named
        if self._of_article is None:
            self._of_article = self._anywhere() or self._by_its_town()
            return self.named(at)
        return self.people.of_actor(self._of_article[0], at) if self._of_article else None

    def has_part_in(self, phrase: Phrase) -> bool:
        """Whether several who meet somewhere are meant, nobody's in particular: "the sides", "participating states"."""
        if phrase.of or phrase.owner or phrase.head not in self.index.words["participants"]:
            return False
        if self.index.patterns["several-states"].match(self.text, phrase.start):
            return True
        if self._meet_each_other(phrase):
            return False
        return bool(phrase.definite) or bool(phrase.words & self.index.words["taking_part"])

    def _meet_each_other(self, phrase: Phrase) -> bool:
        """Whether "the sides" are two of whom one received the other, before any forum is named."""
        begin = max(0, phrase.start - RECEPTION)
        received = self.index.patterns["received-somebody"].search(self.text, begin, phrase.start)
        if received is None or phrase.head not in self.index.words["two_sides"]:
            return False
        return not any(forum.at < received.end() for forum in self.memory.forums)

    def attended(self, phrase: Phrase, span: Span, mentions: Sequence[NamedMention]) -> Actor | None:
        """The forum at which those met who are called so in a span: "countries that took part in the Lake Forum"."""
        took_part = self.index.patterns["took-part"].match(self.text, span.end)
        if phrase.head not in self.index.words["delegates"] and not took_part:
            return None
        end = span.end + ATTENDEES if took_part else span.end
        named = (m.phrase for m in mentions_in(mentions, span.start, end) if m.phrase.actors)
        actors = (self.index.actors[phrase.actors[0]] for phrase in named)
        return next((actor for actor in actors if actor.forum), None)

    def _by_its_town(self) -> tuple[Actor, ...]:
        """The forum that meets in a town where, as the article tells, several states met, though nobody names it."""
        told = f"{self.title}\n{self.text}"
        met = self.index.patterns["talks-in-town"].search(told)
        if met is None or self.index.patterns["several-states"].search(told) is None:
            return ()
        forum = self.index.actors[(met.lastgroup or "").replace("_", "-")]
        at = max(0, met.start() - len(self.title) - 1)
        self.memory.forums.append(Appearance(self.people.of_actor(forum, at), at, OTHER))
        return (forum,)

    def _anywhere(self) -> tuple[Actor, ...]:
        """The forums that the article names anywhere, else those of its title."""
        hits = self.index.hits(self.index.tokens(self.title))
        keys = [
            *(key for _, found in self.bodies.places for key in found),
            *(k for hit in hits for k in hit.ids("name")),
        ]
        return tuple(actor for key in dict.fromkeys(keys) if (actor := self.index.actors[key]).forum)
