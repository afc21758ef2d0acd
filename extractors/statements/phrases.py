"""Reads a noun phrase that may name a source: its head, its determiner, whose it is, and what it says of somebody.

"Russia's special envoy Zamir Kabulov", "a spokesman for the Emirate's own foreign ministry", "his office", "one of
them": the head decides whether a person, a body, a role or a crowd is meant. No parser is needed for these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractors.lexicon import Actor
from extractors.lexicon.actors import Gender, Number
from extractors.statements.name_runs import NameRun
from extractors.statements.names import Hit, NameIndex
from extractors.statements.tokens import Tokens

PhraseKind = Literal[
    "person", "body", "country", "medium", "collective", "role", "institution", "pronoun", "place", "words"
]

PRONOUNS: dict[str, tuple[Gender | None, Number]] = {
    "he": ("male", "singular"), "him": ("male", "singular"), "himself": ("male", "singular"),
    "she": ("female", "singular"), "her": ("female", "singular"), "herself": ("female", "singular"),
    "it": (None, "singular"), "itself": (None, "singular"),
    "they": (None, "plural"), "them": (None, "plural"), "themselves": (None, "plural"),
}  # fmt: skip
RELATIVES = frozenset(["who", "which", "whose", "whom", "that"])
OWNERS = frozenset(["his", "her", "their", "its", "my", "our"])
TITLE_LETTERS = 5
ACRONYM_LETTERS = 6
BREAKS = frozenset([",", "(", ")", ";", ":", "—", "–", "--", '"', "“", "”", "[", "]", ".", "!", "?", "/", "«", "»"])


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase as read. Offsets are characters of the whole phrase; ``name`` is the proper name inside, if any.

    ``actors`` are those that the head may stand for; ``of`` the actors whose it is ("Russia's", "Kremlin"),
    ``of_institution`` a kind of body whose it is, without its country ("the ministry's"); ``owner`` the tokens of a
    person or pronoun in the possessive. ``words`` are the plain words of the phrase and of what is added to it;
    ``heads`` those among them that say what somebody is.
    """

    start: int
    end: int
    kind: PhraseKind
    head: str
    core_end: int = -1
    name: str | None = None
    name_start: int = -1
    name_end: int = -1
    actors: tuple[str, ...] = ()
    certain: bool = False
    gender: Gender | None = None
    number: Number = "singular"
    definite: bool | None = None
    roles: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    of_institution: str | None = None
    owner: tuple[int, int] | None = None
    words: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unit:
    """One step of a phrase: a run of capitals, a form of the lexicon, or a plain word. Half-open token indices."""

    start: int
    end: int
    run: NameRun | None = None
    hit: Hit | None = None


class PhraseReader:
    """Reads the phrases of one text."""

    def __init__(
        self, text: str, tokens: Tokens, hits: Sequence[Hit], runs: Sequence[NameRun], index: NameIndex
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.index = index
        self.words = index.words
        self.units: dict[int, Unit] = {}
        self.inside: dict[int, Unit] = {}
        for hit in hits:
            self._take(Unit(hit.start, hit.end, hit=hit))
        for run in runs:
            self._take(Unit(run.start, run.end, run=run))

    def _take(self, unit: Unit) -> None:
        """A longer unit displaces what it overlaps; a name run of one word gives way to the lexicon."""
        if unit.run and unit.end - unit.start == 1 and unit.start in self.inside:
            return
        for at in range(unit.start, unit.end):
            if at in self.inside:
                self.units.pop(self.inside[at].start, None)
        self.units[unit.start] = unit
        self.inside.update(dict.fromkeys(range(unit.start, unit.end), unit))

    # --- a phrase from a span ----------------------------------------------------------------------------------------

    def read(self, first: int, last: int) -> Phrase | None:
        """The phrase in a half-open range of tokens, with what stands in apposition to it inside the range."""
        first = self._skip_marks(first, last)
        if first >= last:
            return None
        first = self.inside[first].start if first in self.inside else first
        core_end = self._core_end(first, last)
        phrase = self.read_core(first, core_end)
        if phrase is None:
            return None
        if phrase.kind == "words" and core_end - first == 1:
            phrase = self._lone_name(phrase, first)
        return self._with_apposition(phrase, core_end, last)

    def _lone_name(self, phrase: Phrase, at: int) -> Phrase:
        """One capitalised word that stands for a speaker is a name, though it opens the sentence, if no plain word."""
        token = self.tokens[at]
        plain = token.low in self.words["openers"] or phrase.number == "plural" or token.low in PRONOUNS
        if plain or not token.is_capital or token.low in self.words["body_words"]:
            return phrase
        acronym = token.text.isupper() and 1 < len(token.text) < ACRONYM_LETTERS
        return replace(
            phrase, kind="body" if acronym else "person", name=token.text, name_start=token.start, name_end=token.end,
            heads=frozenset())  # fmt: skip

    def _skip_marks(self, first: int, last: int) -> int:
        while first < last and not self.tokens[first].is_word and first not in self.units:
            first += 1
        return first

    def _core_end(self, first: int, last: int) -> int:
        at = first
        while at < last:
            if at in self.units:
                at = self.units[at].end
                continue
            low = self.tokens[at].low
            if (low in BREAKS and not self._is_abbreviated(at)) or (low in RELATIVES and at > first):
                break
            at += 1
        return min(at, last)

    def _is_abbreviated(self, at: int) -> bool:
        """ "Del. Stacey Roe": a stop after a short title before a name ends nothing."""
        before, after = self.tokens[max(0, at - 1)], self.tokens[min(at + 1, len(self.tokens) - 1)]
        return (
            self.tokens[at].text == "." and before.is_capital and len(before.text) < TITLE_LETTERS and after.is_capital
        )

    def read_core(self, first: int, core_end: int) -> Phrase | None:
        """The phrase of a range of tokens that holds no apposition."""
        core_end = min(core_end, len(self.tokens))
        units = self._units(first, core_end)
        cut = next((n for n, unit in enumerate(units) if n and self._is_preposition(unit)), len(units))
        head_units = units[:cut]
        while len(head_units) > 1 and self._is_trailing(self.tokens[head_units[-1].start].low):
            head_units = head_units[:-1]
        if not head_units:
            return None
        phrase = self._head(head_units)
        phrase = self._with_modifiers(phrase, head_units)
        if cut < len(units):
            phrase = self._with_owner_after(phrase, units[cut:])
        end = self.tokens[core_end - 1].end
        return replace(phrase, start=self.tokens[first].start, end=end, core_end=end)

    def _is_trailing(self, low: str) -> bool:
        """Words after a head that are not it: "himself", "also", the mark of a possessive."""
        return low == "'s" or low in self.words["tail_adverbs"]

    def _units(self, first: int, last: int) -> list[Unit]:
        units: list[Unit] = []
        at = first
        while at < last:
            unit = self.units.get(at) or Unit(at, at + 1)
            units.append(unit)
            at = unit.end
        return units

    def _is_preposition(self, unit: Unit) -> bool:
        return unit.hit is None and unit.run is None and self.tokens[unit.start].low in self.words["prepositions"]

    # --- the head ----------------------------------------------------------------------------------------------------

    def _head(self, units: list[Unit]) -> Phrase:
        unit = units[-1]
        start, end = self.tokens[unit.start].start, self.tokens[unit.end - 1].end
        head = self.tokens[unit.end - 1].low
        if unit.run:
            return self._head_of_run(units, unit, start, end, head)
        if unit.hit:
            return self._head_of_hit(unit.hit, start, end, head)
        if head in PRONOUNS and len(units) == 1:
            gender, number = PRONOUNS[head]
            return Phrase(start, end, "pronoun", head, gender=gender, number=number, definite=True)
        number = "plural" if head in self.words["groups"] or _looks_plural(head) else "singular"
        return Phrase(start, end, "words", head, number=number, words=frozenset({head}), heads=frozenset({head}))

    def _head_of_run(self, units: list[Unit], unit: Unit, start: int, end: int, head: str) -> Phrase:
        name = self._text(unit.start, unit.end)
        name, start = self._with_honorific(units, name, start)
        named_thing = len(units) > 1 and self.tokens[units[-2].start].low == "the"
        acronym = unit.end - unit.start == 1 and name.isupper() and len(name) > 1
        if (unit.run and unit.run.body) or acronym or (named_thing and not self._is_first_name(unit.start)):
            return Phrase(start, end, "body", head, name=name, name_start=start, name_end=end)
        first_name = self.tokens[unit.start].low if unit.end - unit.start > 1 else ""
        gender = self.index.lexicon.first_names.get(first_name)
        if self._is_where(unit):
            return Phrase(start, end, "place", head, name=name, name_start=start, name_end=end)
        actors = self._short_actors(unit) if unit.end - unit.start == 1 else ()
        return Phrase(
            start, end, "person", head, name=name, name_start=start, name_end=end, actors=actors, gender=gender
        )

    def _is_where(self, unit: Unit) -> bool:
        """A name right after "in" or "near", or one that begins like a place's, is no person's."""
        if self._is_first_name(unit.start):
            return False
        before = self.tokens[unit.start - 1].low if unit.start else ""
        return before in self.words["place_leads"] or self.tokens[unit.start].low in self.words["place_openers"]

    def _is_first_name(self, at: int) -> bool:
        return self.tokens[at].low in self.index.lexicon.first_names

    def _with_honorific(self, units: list[Unit], name: str, start: int) -> tuple[str, int]:
        """ "Haji", "Mullah" before a name are part of it."""
        before = units[-2] if len(units) > 1 else None
        if before and before.hit and "mullah" in before.hit.ids("role") and self.tokens[before.start].is_capital:
            return f"{self._text(before.start, before.end)} {name}", self.tokens[before.start].start
        return name, start

    def _short_actors(self, unit: Unit) -> tuple[str, ...]:
        found = next((hit for hit in self.index.hits(Tokens(self.tokens[unit.start : unit.end]))), None)
        return found.ids("short") if found else ()

    def _head_of_hit(self, hit: Hit, start: int, end: int, head: str) -> Phrase:
        text = self._text(hit.start, hit.end)
        if named := hit.ids("name"):
            actor = self.index.actors[named[0]]
            return self._head_of_actor(actor, start, end, head, text)
        if roles := hit.ids("role"):
            role = self.index.roles[roles[0]]
            plural = any(entry.plural for entry in hit.entries if entry.sort == "role")
            return Phrase(
                start, end, "role", head, gender=role.gender, number="plural" if plural else "singular",
                roles=self.index.role_closure(role.id), words=frozenset({head}), heads=frozenset({head}))  # fmt: skip
        if institutions := hit.ids("institution"):
            return Phrase(start, end, "institution", institutions[0], name=text, name_start=start, name_end=end)
        if metonyms := hit.ids("metonym"):
            return Phrase(
                start, end, "country", head, name=text, actors=metonyms, certain=True, name_start=start, name_end=end
            )
        if shorts := hit.ids("short"):
            kind = self.index.actors[shorts[0]].kind
            return Phrase(start, end, kind, head, name=text, actors=shorts, name_start=start, name_end=end)
        if hit.has("place"):
            return Phrase(start, end, "place", head, name=text, name_start=start, name_end=end)
        return Phrase(start, end, "words", head, number="plural", of=frozenset(hit.ids("adjective")))

    def _head_of_actor(self, actor: Actor, start: int, end: int, head: str, text: str) -> Phrase:
        return Phrase(
            start, end, actor.kind, head, name=text, name_start=start, name_end=end, actors=(actor.id,), certain=True,
            gender=actor.gender, number=actor.number)  # fmt: skip

    # --- before and after the head -----------------------------------------------------------------------------------

    def _with_modifiers(self, phrase: Phrase, units: list[Unit]) -> Phrase:
        """Takes in what stands before the head: determiner, nation, body, role, possessor."""
        roles, of, words, heads = set(phrase.roles), set(phrase.of), phrase.words, phrase.heads
        institution, owner, definite, gender = phrase.of_institution, phrase.owner, phrase.definite, phrase.gender
        for number, unit in enumerate(units[:-1]):
            low = self.tokens[unit.start].low
            owns = self.tokens[units[number + 1].start].low == "'s"
            if low in OWNERS:
                owner, definite = (unit.start, unit.end), True
            elif (number == 0 and low in self.words["definite"]) or low in self.words["indefinite"]:
                definite = low in self.words["definite"]
            elif unit.hit and unit.hit.has("role") and not owns:
                role = self.index.roles[unit.hit.ids("role")[0]]
                roles |= self.index.role_closure(role.id)
                heads |= {self.tokens[unit.end - 1].low}
                gender = gender or role.gender
            elif unit.hit and unit.hit.has("institution"):
                institution = unit.hit.ids("institution")[0]
            elif unit.hit and not unit.hit.has("role", "place"):
                of |= self._owners_of(unit, owns)
            elif unit.run and owns:
                owner = (unit.start, unit.end)
            if owns and unit.hit and any(self.index.actors[a].kind == "person" for a in unit.hit.ids("name", "short")):
                owner = (unit.start, unit.end)
            if owner == (unit.start, unit.end):
                roles, heads, of = set(phrase.roles), phrase.heads, set(phrase.of)  # what came before is the owner's
            if unit.end - unit.start == 1 and self.tokens[unit.start].is_word:
                words |= {low}
        words -= self.words["indefinite"] | self.words["definite"]
        return replace(
            phrase, roles=frozenset(roles), of=frozenset(of), of_institution=institution, owner=owner,
            definite=definite, gender=gender, words=words, heads=heads)  # fmt: skip

    def _owners_of(self, unit: Unit, owns: bool) -> set[str]:
        if unit.hit is None:
            return set()
        bodies = {a for a in unit.hit.ids("name", "adjective") if self.index.actors[a].kind != "person"}
        loose = set(unit.hit.ids("metonym", "short")) if owns or unit.hit.has("metonym") else set()
        return bodies | {a for a in loose if self.index.actors[a].kind != "person"}

    def _with_owner_after(self, phrase: Phrase, units: list[Unit]) -> Phrase:
        """ "of Russia's Security Council", "for the ministry", "in Kabul": whose the head is."""
        of, institution, owner = set(phrase.of), phrase.of_institution, phrase.owner
        direct = self.tokens[units[0].start].low in _links(phrase)
        for number, unit in enumerate(units[1:9], 1):
            if not direct or (
                number > 1 and self._is_preposition(unit) and self.tokens[unit.start].low not in {"of", "in"}
            ):
                break
            if unit.hit and unit.hit.has("institution") and institution is None:
                institution = unit.hit.ids("institution")[0]
            elif unit.hit and any(self.index.actors[a].kind == "person" for a in unit.hit.ids("name", "short")):
                owner = phrase.owner or (unit.start, unit.end)
            elif unit.hit and not unit.hit.has("role"):
                of |= self._owners_of(unit, owns=True)
            elif phrase.head in self.words["offices"] and not (unit.run and unit.run.body) and (unit.run or unit.hit):
                owner = phrase.owner or (unit.start, unit.end)
        return replace(phrase, of=frozenset(of), of_institution=institution, owner=owner)

    def with_owner_after(self, phrase: Phrase, first: int, last: int) -> Phrase:
        """The phrase with the owner that a preposition at ``first`` brings."""
        return self._with_owner_after(phrase, self._units(first, min(last, len(self.tokens))))

    # --- apposition --------------------------------------------------------------------------------------------------

    def _with_apposition(self, phrase: Phrase, at: int, last: int) -> Phrase:
        """A name after a role, or a role after a name, set off by a comma or brackets."""
        if at >= last or self.tokens[at].low not in {",", "(", "—", "–", "who"}:
            return phrase
        at += 1
        at = self._skip_marks(at, last)
        added = self.read_core(at, self._core_end(at, last)) if at < last else None
        return joined(phrase, added) if added else phrase

    def _text(self, first: int, last: int) -> str:
        parts = [self.tokens[first].text]
        for at in range(first + 1, last):
            gap = self.tokens[at].start - self.tokens[at - 1].end
            parts.append((" " if gap else "") + self.tokens[at].text)  # a space of any kind becomes a plain one
        return "".join(parts)

    def text_of(self, unit: Unit) -> str:
        """The words of a unit."""
        return self._text(unit.start, unit.end)


def joined(phrase: Phrase, added: Phrase) -> Phrase:
    """A phrase and its apposition as one; the one that bears the name leads."""
    if phrase.kind == "person" and added.kind in {"role", "words"}:
        return _described(phrase, added)
    if phrase.kind == "role" and added.kind == "person":
        return replace(_described(added, phrase), start=phrase.start, end=max(phrase.end, added.end))
    return phrase


def _described(named: Phrase, described: Phrase) -> Phrase:
    return replace(
        named, roles=named.roles | described.roles, of=named.of | described.of,
        of_institution=named.of_institution or described.of_institution, gender=named.gender or described.gender,
        owner=named.owner or described.owner, words=named.words | described.words, heads=named.heads | described.heads,
        end=max(named.end, described.end))  # fmt: skip


def _links(phrase: Phrase) -> frozenset[str]:
    """The prepositions that bring an owner: an envoy for or in a country is not that country's."""
    if "envoy" in phrase.roles:
        return frozenset({"of"})
    return frozenset({"of", "for", "from", "at"} if phrase.roles else {"of", "for", "from", "at", "in"})


def _looks_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))
