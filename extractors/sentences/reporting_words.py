"""The verbs and nouns of saying as data: which there are and what they take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

VerbKind = Literal["say", "tell", "ask", "think", "act", "show", "manner"]
Takes = Literal[
    "clause", "that", "wh", "to", "object", "object_to", "object_as", "object_if_any", "object_pair",
    "object_predicate", "it_predicate", "gerund", "quote", "colon"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """A row of the lexicon: a verb that makes words of its complement."""

    id: str
    kind: VerbKind
    takes: tuple[Takes, ...]
    lemma: str = ""
    past: str = ""
    participle: str = ""
    particle: str = ""
    listener: bool = False
    prepositions: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """The form without ending."""
        return self.lemma or self.id


@dataclass(frozen=True, slots=True)
class VerbForm:
    """What one word form can be: rows of verbs, particle verbs first."""

    word: str
    rows: tuple[ReportingVerb, ...]


@dataclass(frozen=True, slots=True)
class CueVerb:
    """A verb of a sentence that may attribute: its place, its row, and the place of its particle, or its own."""

    place: int
    row: ReportingVerb
    last: int


@dataclass(frozen=True, slots=True)
class CueNoun:
    """A row of the lexicon: a noun that makes somebody's words of a clause or of what drew it."""

    id: str
    forms: tuple[str, ...]
    takes: tuple[Literal["that", "from", "colon"], ...]
