"""Reads a noun phrase that may name a source: its head, its determiner, whose it is, and what it says of somebody.

"Russia's special envoy Zamir Kabulov", "a spokesman for the Emirate's own foreign ministry", "his office", "one of
them": the head decides whether a person, a body, a role or a crowd is meant. No parser is needed for these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.languages.en.phrases.modifiers import Modifiers
from extractors.languages.en.phrases.phrase_units import PRONOUNS, Unit
from extractors.languages.en.phrases.unknown_names import NameRun
from extractors.lexicon import Actor
from extractors.lexicon.gazetteer import GazetteerHit, NameIndex
from extractors.sentences.phrases import Phrase, joined
from extractors.text.name_tokens import Tokens

RELATIVES = frozenset(["who", "which", "whose", "whom", "that"])
# By the half or the double of the first two no statement of 468 articles reads otherwise; by 3 letters two do.
TITLE_LETTERS = 5  # letters before a stop that ends no sentence: Gen., Prof.
FORM_REACH = 60  # characters behind a title in which its body may be named
ACRONYM_LETTERS = 6  # letters of a body in capitals: longer words in capitals are shouted
BREAKS = frozenset([",", "(", ")", ";", ":", "—", "–", "--", '"', "“", "”", "[", "]", ".", "!", "?", "/", "«", "»"])


class PhraseReader:
    """Reads the phrases of one text."""

    def __init__(
        self, text: str, tokens: Tokens, hits: Sequence[GazetteerHit], runs: Sequence[NameRun], index: NameIndex
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
        while first < last and first not in self.units and self._is_mark(first, last):
            first += 1
        return first

    def _is_mark(self, at: int, last: int) -> bool:
        """A mark, or an adverb before the phrase proper: "Then the envoy"."""
        return not self.tokens[at].is_word or (at + 1 < last and self.tokens[at].low in self.words["leading_adverbs"])

    def _core_end(self, first: int, last: int) -> int:
        at = first
        while at < last:
            if at in self.units:
                at = self.units[at].end
                continue
            low = self.tokens[at].low
            if (low in BREAKS and not self._is_abbreviated(at) and not self._is_held(at, first)) or (
                low in RELATIVES and at > first
            ):
                break
            if at > first and self._opens_time(at, last):
                break
            at += 1
        return min(at, last)

    def _is_held(self, at: int, first: int) -> bool:
        """Whether a quotation mark only holds the name behind an article at arm's length: the “Taliban”."""
        determined = self.tokens[first].low in self.words["definite"] | self.words["indefinite"]
        return at == first + 1 and determined and self.tokens[at].low in {'"', "“", "«", "‘"}

    def _opens_time(self, at: int, last: int) -> bool:
        """Whether a time begins behind a phrase: the UN early in the year, NAME last week, NP many times."""
        words = [token.low for token in self.tokens[at : min(at + 4, last)]]
        words = words[1:] if words[:1] == ["in"] and words[1:2] == ["recent"] else words
        if words[:2] in (["many", "times"], ["several", "times"]):
            return True
        if words[:1] and words[0] in self.words["time_openers"]:
            return any(word in self.words["time_nouns"] for word in words[1:])
        return False

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
        while len(head_units) > 1 and self._is_trailing(head_units[-1]):
            head_units = head_units[:-1]
        if not head_units:
            return None
        if cut < len(units) and self._is_joint(head_units[-1], units[cut:]):
            return self._joint(first, core_end)
        named = self._is_titled(units, cut)
        head = self._head([units[-1]] if named else head_units)
        modifiers = Modifiers(self.tokens, self.index, head).before([*head_units, units[-1]] if named else head_units)
        if cut < len(units):
            modifiers.after(units[cut:])
        return modifiers.taken(self.tokens[first].start, self.tokens[core_end - 1].end)

    def _is_titled(self, units: list[Unit], cut: int) -> bool:
        """Whether a title with "for" or "of" stands before a name: "Presidential Envoy for Afghanistan Jane Roe"."""
        if cut >= len(units) - 2 or not self._is_person(units[-1]):
            return False
        title, before = units[cut - 1], units[-2]
        titled = before.hit is not None and before.hit.has("role")
        fits = titled or (before.hit is not None and before.hit.has("name", "metonym", "short", "institution"))
        heads = title.hit is not None and (title.hit.has("role") or (titled and title.hit.has("institution")))
        return heads and fits and not self._is_person(before)

    def _is_person(self, unit: Unit) -> bool:
        if unit.run:
            return not unit.run.body and unit.end - unit.start > 1
        actors = unit.hit.ids("name") if unit.hit else ()
        return any(self.index.actors[actor].kind == "person" for actor in actors)

    def _is_joint(self, unit: Unit, rest: list[Unit]) -> bool:
        """Whether "and" joins two names: "Mr. Roe and Mr. Doe"."""
        if self.tokens[rest[0].start].low != "and":
            return False
        end = next((n for n, other in enumerate(rest[1:], 1) if self._is_preposition(other)), len(rest))
        return self._is_name(unit) and end > 1 and self._is_name(rest[end - 1])

    def _is_name(self, unit: Unit) -> bool:
        return unit.run is not None or (unit.hit is not None and unit.hit.has("name", "metonym", "short"))

    def _joint(self, first: int, core_end: int) -> Phrase:
        """Several together, who have no name but their words."""
        start, end, head = self.tokens[first].start, self.tokens[core_end - 1].end, self.tokens[core_end - 1].low
        return Phrase(start, end, "words", head, core_end=end, number="plural")

    def _is_trailing(self, unit: Unit) -> bool:
        """Words after a head that are not it: "himself", "also", the mark of a possessive; never a name."""
        if unit.hit is not None or unit.run is not None:
            return False  # Vasily, Emily
        low = self.tokens[unit.start].low
        adverb = low.endswith("ly") and low not in self.words["no_adverbs"]
        return low == "'s" or adverb or low in self.words["tail_adverbs"]

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

    def _head_of_hit(self, hit: GazetteerHit, start: int, end: int, head: str) -> Phrase:
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

    def with_owner_after(self, phrase: Phrase, first: int, last: int) -> Phrase:
        """The phrase with the owner that a preposition at ``first`` brings."""
        units = self._units(first, min(last, len(self.tokens)))
        return Modifiers(self.tokens, self.index, phrase).after(units).taken(phrase.start, phrase.end)

    # --- apposition --------------------------------------------------------------------------------------------------

    def _with_apposition(self, phrase: Phrase, at: int, last: int) -> Phrase:
        """A name after a role, or a role after a name, set off by a comma or brackets."""
        if at >= last or self.tokens[at].low not in {",", "(", "—", "–", "who"}:
            return phrase
        at += 1
        at = self._skip_marks(at, last)
        added = self.read_core(at, self._core_end(at, last)) if at < last else None
        return self.joined(phrase, added) if added else phrase

    def joined(self, phrase: Phrase, added: Phrase) -> Phrase:
        """A phrase and its apposition as one; a name described as "a group in Geneva" is no person's."""
        nouns = self.words["body_nouns"] | self.words["medium_nouns"]
        if phrase.kind == "person" and not phrase.certain and added.kind == "words" and added.head in nouns:
            return replace(phrase, kind="body", actors=())
        return joined(phrase, added)

    def _text(self, first: int, last: int) -> str:
        parts = [self.tokens[first].text]
        for at in range(first + 1, last):
            gap = self.tokens[at].start - self.tokens[at - 1].end
            parts.append((" " if gap else "") + self.tokens[at].text)  # a space of any kind becomes a plain one
        return "".join(parts)

    def form_of(self, institution: str, phrase: Phrase) -> str | None:
        """How the text names a kind of body in or right behind a phrase: "the Afghan foreign ministry"."""
        first, last = self.tokens.within(phrase.start, phrase.end + FORM_REACH)
        for at in range(first, last):
            unit = self.units.get(at)
            if unit and unit.hit and institution in unit.hit.ids("institution"):
                while at > 0 and self._belongs(at - 1):
                    at = self.inside[at - 1].start if at - 1 in self.inside else at - 1
                return self._text(at, unit.end)
        return None

    def _belongs(self, at: int) -> bool:
        """Whether a token before a body's name is part of how it is named: nation, possessive, article."""
        unit, low = self.inside.get(at), self.tokens[at].low
        return low in {"the", "'s", "own"} or (unit is not None and bool(unit.hit and not unit.hit.has("role")))

    def text_of(self, unit: Unit) -> str:
        """The words of a unit."""
        return self._text(unit.start, unit.end)


def _looks_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))
