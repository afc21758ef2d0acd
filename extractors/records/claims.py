"""The nouns of judging: topics, the ladder of positions, and what a statement claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Topic = Literal["recognition", "delisting", "representation", "legitimacy", "engagement", "conditions"]
Position = Literal["opposes", "premature", "conditional", "considering", "supports", "decided", "done"]
TOPICS: tuple[Topic, ...] = ("recognition", "delisting", "representation", "legitimacy", "engagement", "conditions")
ALERTING_TOPICS: tuple[Topic, ...] = ("recognition", "delisting", "representation")
# Parties to a claim by their actor keys: whose acts are watched, on whom, and what everybody would do.
RUSSIA, IEA, EVERYBODY = "russia", "iea", "international-community"
RUNGS: dict[Position, int] = {
    "opposes": -2,
    "premature": -1,
    "conditional": 0,
    "considering": 1,
    "supports": 2,
    "decided": 3,
    "done": 4,
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that decided, and the id of the lexicon row or rule that took them."""

    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What a statement claims: a topic, a rung on the ladder, who would act on whom, and the words that say so.

    ``certainty`` is how likely it is, between 0 and 1, that this speaker takes this position on this topic; 1 where
    nobody weighed it. ``like`` is the annotated statement that reads most alike, looked up for whoever asks why.
    """

    topic: Topic
    position: Position
    party: str
    target: str
    negated: bool
    confirmed: bool
    cameo: str | None
    evidence: tuple[Evidence, ...]
    certainty: float = 1.0
    like: str | None = None
