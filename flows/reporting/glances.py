"""Each topic at a glance: how many voices stand on each rung today, and who moved of late. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from extractors.records import ALERTING_TOPICS, RUNGS, ClaimRecord, Position, Topic
from flows.reporting.standings import Stand, day_of

OF_LATE = timedelta(days=30)
_LADDER = tuple(sorted(RUNGS, key=RUNGS.__getitem__, reverse=True))


@dataclass(frozen=True, slots=True)
class Glance:
    """One topic: voices by the rung they stand on, the highest first, moves of the last 30 days, the last move ever."""

    topic: Topic
    voices: int
    rungs: tuple[tuple[Position, int], ...]
    up: int
    down: int
    last: Stand | None

    @property
    def most(self) -> int:
        """How many stand on the fullest rung."""
        return max(number for _, number in self.rungs)


def glances_of(said: Mapping[str, Sequence[ClaimRecord]], today: date) -> tuple[Glance, ...]:
    """A glance at each topic that alerts; ``said`` has each voice's claims in their order."""
    return tuple(
        _glance(topic, told, today)
        for topic in ALERTING_TOPICS
        if (told := [of for claims in said.values() if (of := [one for one in claims if one.topic == topic])])
    )


def _glance(topic: Topic, told: Sequence[Sequence[ClaimRecord]], today: date) -> Glance:
    stands = Counter(claims[-1].position for claims in told)
    moves = [Stand(b, a) for claims in told for a, b in pairwise(claims) if a.position != b.position]
    late = [move.moved > 0 for move in moves if today - day_of(move.claim) <= OF_LATE]
    last = max(moves, key=lambda move: (day_of(move.claim), move.claim.id), default=None)
    rungs = tuple((position, stands[position]) for position in _LADDER)
    return Glance(topic, len(told), rungs, sum(late), len(late) - sum(late), last)
