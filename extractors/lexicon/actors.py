"""The row types of actors and of what points to them: institutions, roles, first names, places, plain words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

ActorKind = Literal["person", "body", "country", "medium", "collective"]
ActorSide = Literal["russia", "iea", "other"]
Gender = Literal["male", "female"]
GrammaticalNumber = Literal["singular", "plural"]
LanguageCode = Literal["en", "ru", "fa", "ps"]
NamesByLanguage = dict[LanguageCode, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Office:
    """A role that a person holds or held: ``role`` is a role's id, ``of`` the country or body it belongs to."""

    role: str
    of: str
    since: date | None = None
    until: date | None = None

    def held_on(self, day: date | datetime | None) -> bool:
        """Whether the office was held on a day; on an unknown day it may have been."""
        if day is None:
            return True
        day = day.date() if isinstance(day, datetime) else day
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who speaks or acts. ``id`` is the key that the answers carry.

    ``names`` are forms that point to this actor wherever they stand (the first English one is its proper name);
    ``short`` are forms that several share, trusted once the article has named the actor in full or given the role;
    ``metonyms`` are places that stand for it where somebody speaks or acts; ``adjectives`` its demonyms.
    ``country`` is the country or party it belongs to, ``institution`` what it is there ("foreign-ministry"), ``home``
    the country in whose politics somebody has a name who does not speak for it; a ``forum`` is a meeting that joint
    statements speak for.
    """

    id: str
    kind: ActorKind
    side: ActorSide
    names: NamesByLanguage
    short: NamesByLanguage = field(default_factory=dict)
    metonyms: NamesByLanguage = field(default_factory=dict)
    adjectives: NamesByLanguage = field(default_factory=dict)
    gender: Gender | None = None
    number: GrammaticalNumber = "singular"
    offices: tuple[Office, ...] = ()
    belongs_to: str | None = None
    country: str | None = None
    home: str | None = None
    institution: str | None = None
    state_owned: bool = False
    forum: bool = False
    wikidata: str | None = None

    def __post_init__(self) -> None:
        if not self.names.get("en"):
            raise ValueError("names: an English name is needed")

    @property
    def name(self) -> str:
        """The proper name in English."""
        return self.names["en"][0]


@dataclass(frozen=True, slots=True)
class Institution:
    """A kind of body that most countries have, by its names: "foreign ministry", "ministry of foreign affairs".

    ``alone`` is the actor that is meant where no country stands with it ("the Security Council"); what is
    called so ``abroad`` is none of the two sides' whose relation is told of, unless it is said to be.
    """

    id: str
    names: tuple[str, ...]
    broader: tuple[str, ...] = ()
    alone: str | None = None
    abroad: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A noun for what somebody is: forms, gender and number it implies, wider roles that it is one of.

    ``title`` says that it stands right before a name without an article ("Judge Nefedov"); ``loose`` that the forms are
    no synonyms, so that a historian is not taken for an economist.
    """

    id: str
    forms: tuple[str, ...]
    plurals: tuple[str, ...] = ()
    gender: Gender | None = None
    broader: tuple[str, ...] = ()
    title: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class FirstNames:
    """Given names that tell a gender."""

    id: Gender
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GivenName:
    """Spellings of one given name."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place or an occasion where something is said; never a speaker unless an actor has it as a metonym."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordSet:
    """Plain words that serve one purpose when noun phrases are read or resolved; ``note`` says which."""

    id: str
    note: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A row with its sentences; ``not_`` is written ``not`` in a file."""

    ex: tuple[str, ...] = ()
    not_: Annotated[tuple[str, ...], Field(alias="not")] = ()


@dataclass(frozen=True, slots=True)
class PatternRow(Shown):
    """Words that tell one thing, which ``note`` says: around a name, of a cue, of what was said.

    ``pattern`` is a plain expression; in ``ex`` it is found and in ``not`` it is not.
    """

    id: str
    note: str
    pattern: str
