"""Nouns for looks over many things at once: what a list can be narrowed to, how right and of one mind reviewers are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from extractors.records import NoveltyKind, Topic, Verdict

FacetName = Literal["actor", "topic", "position", "sure", "outlet", "year", "month"]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value that a list can be narrowed to, what it is called, and how many would be left."""

    value: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Values by what they narrow, the most frequent first; ``more`` says that only the latest ``counted`` count."""

    counted: int = 0
    more: bool = False
    values: Mapping[FacetName, tuple[FacetValue, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToldVerdict:
    """The latest verdict on a claim that an alert told, and when it was told."""

    told_at: datetime
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """What of a claim tells whether it is to be reviewed, and when."""

    claim_id: str
    novelty: NoveltyKind
    topic: Topic
    certainty: float


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What several people said of a claim as it read when they saw it: each one's latest verdict, by name."""

    claim_id: str
    verdicts: tuple[tuple[str, Verdict], ...]
