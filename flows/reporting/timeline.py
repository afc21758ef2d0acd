"""The timeline: a dot a claim, days from left to right, the ladder from bottom to top. Numbers for an SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extractors.records import RUNGS, ClaimRecord, JudgedClaim, Topic
from flows.reporting.standings import day_of

WIDTH = 920
HEIGHT = 330
LEFT, RIGHT, TOP, BOTTOM = 92, 14, 14, 34
_ROW = (HEIGHT - TOP - BOTTOM) / (len(RUNGS) - 1)
_BESIDE = 8.0
_STEPS = (1, 2, 7, 14, 31, 61, 92, 183, 366, 731, 1827)


@dataclass(frozen=True, slots=True)
class Dot:
    """A claim's place in the picture and what it tells when pointed at."""

    x: float
    y: float
    topic: Topic
    news: bool
    title: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A label on one of the axes."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture: dots, and both axes."""

    dots: tuple[Dot, ...]
    days: tuple[Mark, ...]
    rungs: tuple[Mark, ...]


def timeline_of(judged: Sequence[JudgedClaim]) -> Timeline:
    """Lay out the claims that are no repeats; those of one day and rung lie side by side so that each can be seen."""
    shown = sorted((one for one in judged if one.novelty.kind != "repeat"), key=lambda one: day_of(one.claim))
    rungs = tuple(Mark(_y(rung), position) for position, rung in RUNGS.items())
    if not shown:
        return Timeline((), (), rungs)
    first, last = day_of(shown[0].claim), day_of(shown[-1].claim)
    first, last = first - timedelta(days=1), last + timedelta(days=1)
    taken: dict[tuple[date, int], int] = {}
    dots = tuple(_dot(one, first, last, taken) for one in shown)
    return Timeline(dots, _day_marks(first, last), rungs)


def _dot(one: JudgedClaim, first: date, last: date, taken: dict[tuple[date, int], int]) -> Dot:
    claim, day = one.claim, day_of(one.claim)
    place = day, RUNGS[claim.position]
    above = taken[place] = taken.get(place, -1) + 1
    step = ((above + 1) // 2) * (1 if above % 2 else -1)
    x, y = _x(day, first, last) + step * _BESIDE, _y(RUNGS[claim.position])
    return Dot(round(x, 1), round(y, 1), claim.topic, one.novelty.kind in ("new", "shift"), _title(claim))


def _title(claim: ClaimRecord) -> str:
    words = claim.words if len(claim.words) <= 160 else claim.words[:159] + "…"
    return (
        f"{day_of(claim):%-d %b %Y} · {claim.speaker_name}: {claim.topic} {claim.position} — “{words}” ({claim.outlet})"
    )


def _day_marks(first: date, last: date) -> tuple[Mark, ...]:
    span = (last - first).days
    step = next((days for days in _STEPS if span / days <= 8), _STEPS[-1])
    form = "%-d %b" if span <= 120 else "%b %Y"
    days = [first + timedelta(days=offset) for offset in range(1, span, step)]
    return tuple(Mark(round(_x(day, first, last), 1), f"{day:{form}}") for day in days)


def _x(day: date, first: date, last: date) -> float:
    share = (day - first).days / max((last - first).days, 1)
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(rung: int) -> float:
    return TOP + (max(RUNGS.values()) - rung) * _ROW
