"""Where everybody stands: for each voice and topic the latest position, and from where it came. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from extractors.records import RUNGS, TOPICS, ClaimRecord, JudgedClaim, Position, Topic


@dataclass(frozen=True, slots=True)
class Stand:
    """A voice's latest claim on one topic; ``previous`` is the last one with another position."""

    claim: ClaimRecord
    previous: ClaimRecord | None

    @property
    def before(self) -> Position | None:
        """The position that it moved from, if it moved."""
        return self.previous.position if self.previous else None

    @property
    def moved(self) -> int:
        """How many rungs up or down the ladder it moved last."""
        return RUNGS[self.claim.position] - RUNGS[self.before] if self.before else 0


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker with a stand on some of the topics."""

    key: str
    name: str
    latest: date
    stands: dict[Topic, Stand]

    @property
    def is_outlet(self) -> bool:
        """Whether it is an outlet speaking for itself."""
        return self.key.startswith("outlet:")


def day_of(claim: ClaimRecord) -> date:
    """The day a claim counts for: said, else published, else seen."""
    return claim.said_on or claim.published_day or claim.seen_at.date()


def said_by_voice(judged: Iterable[JudgedClaim]) -> dict[str, tuple[ClaimRecord, ...]]:
    """What each voice said, in order. Repeats, and what was rejected or taken back, are out."""
    by_voice: defaultdict[str, list[ClaimRecord]] = defaultdict(list)
    for one in judged:
        if one.novelty.kind != "repeat" and stands(one):
            by_voice[one.claim.speaker_key].append(one.claim)
    return {key: tuple(sorted(claims, key=_order)) for key, claims in by_voice.items()}


def stands(one: JudgedClaim) -> bool:
    """Whether a claim was neither rejected by a reviewer nor taken back by its article."""
    return one.verdict in (None, "right", "not_new") and one.vanished_at is None


def voices_of(judged: Iterable[JudgedClaim]) -> tuple[Voice, ...]:
    """Every voice with its stands, whoever spoke last first; of the same claims as ``said_by_voice``."""
    found = [_voice(key, claims) for key, claims in said_by_voice(judged).items()]
    return tuple(sorted(found, key=lambda voice: (voice.latest, voice.name), reverse=True))


def _voice(key: str, claims: Sequence[ClaimRecord]) -> Voice:
    stands = {topic: _stand([c for c in claims if c.topic == topic]) for topic in TOPICS}
    held = {topic: stand for topic, stand in stands.items() if stand}
    return Voice(key, claims[-1].speaker_name, day_of(claims[-1]), held)


def _stand(claims: Sequence[ClaimRecord]) -> Stand | None:
    if not claims:
        return None
    last = claims[-1]
    others = [claim for claim in claims if claim.position != last.position]
    return Stand(last, others[-1] if others else None)


def _order(claim: ClaimRecord) -> tuple[date, datetime, int]:
    """By day, then publication, then place in the text."""
    start = claim.evidence[0].start if claim.evidence else 0
    return day_of(claim), claim.published_at or claim.seen_at, start
