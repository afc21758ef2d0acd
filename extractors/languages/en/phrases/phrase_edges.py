"""Finds where the noun phrase around a name, a role or a body begins and ends."""

from __future__ import annotations

from extractors.languages.en.phrases.noun_phrases import BREAKS, PhraseReader
from extractors.languages.en.phrases.phrase_units import Unit

# Words of a chain of owners: of the ministry of the republic. By 4 and by 16 two of 468 articles read otherwise, by 16
# one speaker more is right.
OWNER_REACH = 8
TITLE_LINKS = frozenset({"for", "of", "to", "in", "at"})


class Edges:
    """The edges of the phrases of one text."""

    def __init__(self, reader: PhraseReader) -> None:
        self.reader = reader
        self.tokens = reader.tokens
        self.words = reader.index.words

    def left_start(self, unit: Unit) -> int:
        """The token at which the phrase around a unit begins: its determiner, its adjectives; in its own line."""
        start = self._left_start(unit)
        return next((at for at in range(unit.start, start, -1) if self._breaks(at, at)), start)

    def _left_start(self, unit: Unit) -> int:
        at = unit.start
        while at > 0 and self.tokens[at - 1].low in self.words["modifiers"]:
            at -= 1
        if at > 0 and self.is_determiner(at - 1):
            return at if self._is_name(unit) and self.tokens[at - 1].low != "the" else at - 1
        for reach in (2, 3):
            if at >= reach and self.is_determiner(at - reach):
                between = range(at - reach + 1, at)
                return at - reach if all(self._is_adjective(number) for number in between) else at
        return at

    def _is_adjective(self, at: int) -> bool:
        token = self.tokens[at]
        grammatical = token.low in self.words["prepositions"] or token.low in self.words["verbish"]
        plain = token.text.islower() and at not in self.reader.inside and not grammatical
        return plain and not token.low.endswith("s") and token.is_word

    def _is_name(self, unit: Unit) -> bool:
        return unit.run is not None or (unit.hit is not None and unit.hit.has("name", "metonym"))

    def is_determiner(self, at: int) -> bool:
        """Whether a token is an article or the like."""
        return self.tokens[at].low in self.words["definite"] | self.words["indefinite"] | self.words["owners"]

    def right_end(self, unit: Unit) -> int:
        """Past the units that follow without a gap: nation, body, title, name."""
        end = unit.end
        while not self.is_person(unit):
            after = end + (end < len(self.tokens) and self.tokens[end].low == "'s")
            after = self.past_modifiers(after) if after > end else after
            following = self.reader.units.get(after)
            if following is None or (following.hit and following.hit.has("place")) or self._breaks(end, after):
                return end
            unit, end = following, following.end
        return self._past_possessive(end)

    def _breaks(self, end: int, after: int) -> bool:
        """Whether a line ends between two tokens: what the next one begins with is no part of a phrase in this one."""
        return "\n" in self.reader.text[self.tokens[end - 1].end : self.tokens[after].start]

    def titled_end(self, unit: Unit, end: int) -> int:
        """Past "for Afghanistan" to the name in "Presidential Envoy for Afghanistan Jane Roe"."""
        linked = end < len(self.tokens) and self.tokens[end].low in TITLE_LINKS
        if not (unit.hit and linked) or self._breaks(end, end):
            return end
        at = end + 1 + (end + 1 < len(self.tokens) and self.tokens[end + 1].low == "the")
        while (following := self.reader.units.get(at)) and at - end < OWNER_REACH:
            at = following.end + (following.end < len(self.tokens) and self.tokens[following.end].low == "'s")
            if self.is_person(following):
                read = self.reader.read_core(unit.start, at)
                return at if read and read.kind == "person" else end
        return end

    def _past_possessive(self, end: int) -> int:
        """ "Islamabad's Shafqat Ali Khan" ends with the name; "Putin's spokesman" goes on to the spokesman."""
        if end < len(self.tokens) and self.tokens[end].low == "'s":
            after = self.past_modifiers(end + 1)
            following = self.reader.units.get(after)
            if following and following.hit and following.hit.has("role", "institution"):
                return self.right_end(following)
        return end

    def past_modifiers(self, at: int) -> int:
        """The first token that is no adjective between a possessive and a title."""
        while at < len(self.tokens) and at not in self.reader.units and self.tokens[at].low in self.words["modifiers"]:
            at += 1
        return at

    def is_person(self, unit: Unit) -> bool:
        """Whether a unit names a person."""
        if unit.run:
            return not unit.run.body
        actors = unit.hit.ids("name", "short") if unit.hit else ()
        return any(self.reader.index.actors[actor].kind == "person" for actor in actors)

    def clause_end(self, at: int, reach: int) -> int:
        """The next mark or bracket, at most so many tokens away."""
        stop = min(len(self.tokens), at + reach)
        while at < stop:
            unit = self.reader.units.get(at)
            if unit is None and self.tokens[at].low in BREAKS:
                return at
            at = unit.end if unit else at + 1
        return min(at, len(self.tokens))
