"""A noun phrase as it was read from a text, its joining with an apposition, and one that names somebody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from extractors.lexicon.actors import Gender, GrammaticalNumber

PhraseKind = Literal[
    "person", "body", "country", "medium", "collective", "role", "institution", "pronoun", "place", "words"
]


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
    number: GrammaticalNumber = "singular"
    definite: bool | None = None
    roles: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    of_institution: str | None = None
    owner: tuple[int, int] | None = None
    words: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NamedMention:
    """A phrase of the text that names somebody. ``subject`` when it looks like the subject of its clause."""

    phrase: Phrase
    subject: bool

    @property
    def start(self) -> int:
        """Where the phrase begins, in characters."""
        return self.phrase.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.phrase.end


def joined(phrase: Phrase, added: Phrase) -> Phrase:
    """A phrase and its apposition as one; the one that bears the name leads."""
    if phrase.kind == "person" and added.kind in {"role", "words"}:
        return _described(phrase, added)
    if phrase.kind == added.kind == "role" and added.definite is False and phrase.number == added.number:
        return _described(phrase, added)
    if phrase.kind == "role" and added.kind == "person":
        return replace(_described(added, phrase), start=phrase.start, end=max(phrase.end, added.end))
    if phrase.kind in {"institution", "body"} and not phrase.actors and added.kind == "body" and added.certain:
        return replace(phrase, kind="body", actors=added.actors, certain=True, end=max(phrase.end, added.end))
    return phrase


def _described(named: Phrase, described: Phrase) -> Phrase:
    return replace(
        named, roles=named.roles | described.roles, of=named.of | described.of,
        of_institution=named.of_institution or described.of_institution, gender=named.gender or described.gender,
        owner=named.owner or described.owner, words=named.words | described.words, heads=named.heads | described.heads,
        end=max(named.end, described.end))  # fmt: skip
