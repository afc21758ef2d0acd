"""All that is known, in one frozen object; other rooms read their own files through it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from extractors.lexicon.actors import (
    Actor,
    FirstNames,
    Gender,
    GivenName,
    Institution,
    PatternRow,
    Place,
    Role,
    WordSet,
)
from extractors.lexicon.loading import FOLDER, LexiconRow, load_rows

R = TypeVar("R", bound=LexiconRow)

ACTOR_FILES = (
    "actors.russia.yaml",
    "actors.iea.yaml",
    "actors.world.yaml",
    "actors.states.yaml",
    "actors.media.yaml",
)


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Actors, institutions, roles, first names, places, words and patterns; ``rows`` reads any other file."""

    folder: Path
    actors: tuple[Actor, ...]
    institutions: tuple[Institution, ...]
    roles: tuple[Role, ...]
    places: tuple[Place, ...]
    first_names: Mapping[str, Gender]
    by_id: Mapping[str, Actor]
    words: Mapping[str, frozenset[str]]
    patterns: Mapping[str, re.Pattern[str]]
    _tables: dict[str, tuple[Any, ...]] = field(default_factory=dict, repr=False)

    def rows(
        self,
        file: str,
        row_type: type[R],
        *,
        unique: Collection[str] = (),
        references: Mapping[str, Collection[str] | None] | None = None,
    ) -> tuple[R, ...]:
        """The rows of a file in this lexicon's folder, read once; see ``extractors.lexicon.loading``."""
        if file not in self._tables:
            self._tables[file] = load_rows(self.folder / file, row_type, unique=unique, references=references)
        return self._tables[file]


def load_lexicon(folder: Path = FOLDER) -> Lexicon:
    """Reads and checks the actors and all that belongs to them; raises LexiconError."""
    institutions = load_rows(
        folder / "en/institutions.yaml", Institution, unique=("names",), references={"broader": None}
    )
    roles = load_rows(folder / "en/roles.yaml", Role, unique=("forms", "plurals"), references={"broader": None})
    actors = _actors(folder, institutions, roles)
    # Institutions and actors point at one another, so the former are checked once more when the latter are known.
    load_rows(folder / "en/institutions.yaml", Institution, references={"alone": {actor.id for actor in actors}})
    actors = _in_all_spellings(actors, load_rows(folder / "given_names.yaml", GivenName, unique=("names",)))
    names = load_rows(folder / "first_names.yaml", FirstNames, unique=("names",))
    patterns = load_rows(folder / "en/statement_patterns.yaml", PatternRow)
    return Lexicon(
        folder=folder,
        actors=actors,
        institutions=institutions,
        roles=roles,
        places=load_rows(folder / "en/places.yaml", Place, unique=("names",)),
        first_names={name.casefold(): row.id for row in names for name in row.names},
        by_id={actor.id: actor for actor in actors},
        words={row.id: frozenset(row.words) for row in load_rows(folder / "en/word_sets.yaml", WordSet)},
        patterns={row.id: re.compile(row.pattern) for row in patterns},
    )


def _actors(folder: Path, institutions: Sequence[Institution], roles: Sequence[Role]) -> tuple[Actor, ...]:
    return load_rows(
        [folder / file for file in ACTOR_FILES],
        Actor,
        unique=("names", "metonyms", "adjectives"),
        references={
            "belongs_to": None,
            "country": None,
            "home": None,
            "institution": {row.id for row in institutions},
            "offices.of": None,
            "offices.role": {row.id for row in roles},
        },
    )


def _in_all_spellings(actors: Sequence[Actor], given: Sequence[GivenName]) -> tuple[Actor, ...]:
    """The actors, each person known under its full English names with the given name spelled otherwise, too.

    What is somebody's name already stays theirs.
    """
    spellings = {name: row.names for row in given for name in row.names}
    taken = {name for actor in actors for name in actor.names.get("en", ())}
    return tuple(_respelled(actor, spellings, taken) if actor.kind == "person" else actor for actor in actors)


def _respelled(actor: Actor, spellings: Mapping[str, Sequence[str]], taken: Collection[str]) -> Actor:
    english = actor.names["en"]
    found = {
        f"{first}{gap}{rest}": None
        for first, gap, rest in (name.partition(" ") for name in english)
        for first in (spellings.get(first, ()) if rest else ())
    }
    return replace(actor, names={**actor.names, "en": (*english, *(name for name in found if name not in taken))})
