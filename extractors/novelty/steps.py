"""By which steps envoys and missions come and go, and a law is made: the words that tell one from another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from extractors.records import ClaimRecord

STEPPED = "representation"
FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Step:
    """A row of ``steps.yaml``."""

    id: str
    topic: str
    pattern: re.Pattern[str]
    ex: str
    not_: str


def other_steps(claim: ClaimRecord, other: ClaimRecord) -> bool:
    """Whether two claims tell of steps, and share none."""
    ours, theirs = steps_of(claim), steps_of(other)
    return bool(ours) and not ours & theirs


def only_a_flag(claim: ClaimRecord) -> bool:
    """Whether a claim tells of a flag and of nothing else, which goes with whatever was done on that day."""
    return steps_of(claim) == {FLAG}


def steps_of(claim: ClaimRecord) -> frozenset[str]:
    """The ids of the steps that a claim's words tell of; none on a topic that does not go by steps.

    Those by which a law is made lead up to an act, and tell nothing of it once it is done.
    """
    return steps_in(claim.topic, claim.words) if claim.topic == STEPPED or claim.position != "done" else frozenset()


@lru_cache(maxsize=4096)
def steps_in(topic: str, words: str) -> frozenset[str]:
    """The ids of the steps that words tell of."""
    return frozenset(step.id for step in steps() if step.topic == topic and step.pattern.search(words))


@lru_cache(maxsize=1)
def steps() -> tuple[Step, ...]:
    """All rows, in the file's order."""
    rows = yaml.safe_load(files("extractors.novelty").joinpath("steps.yaml").read_text(encoding="utf-8"))
    return tuple(_step(row) for row in rows)


def _step(row: dict[str, Any]) -> Step:
    pattern = re.compile(rf"\b(?:{'|'.join(row['words'])})", re.IGNORECASE)
    return Step(row["id"], row["topic"], pattern, row["ex"], row["not"])
