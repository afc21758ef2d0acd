"""Whether the watch was awake: the hours of the last days in which no pass ended well. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

DAYS = 7
_HOUR = timedelta(hours=1)
Hour = str  # "awake", "asleep", or "unknown" before the record begins and where a day has not come so far


@dataclass(frozen=True, slots=True)
class Gap:
    """Hours on end without a pass that ended well: from ``start``, so many."""

    start: datetime
    hours: int


@dataclass(frozen=True, slots=True)
class Wakefulness:
    """Of ``hours`` on record ``asleep`` were without a good pass; ``days`` has what each of 24 hours was."""

    hours: int
    asleep: int
    gaps: tuple[Gap, ...]
    days: tuple[tuple[date, tuple[Hour, ...]], ...]


def wakefulness_of(awake: Collection[datetime], now: datetime, zone: ZoneInfo) -> Wakefulness | None:
    """How the last seven days were, None where there is no record yet. The hour that runs does not count.

    ``awake`` are the beginnings of hours with a good pass, the earliest first; days are those of ``zone``.
    """
    if not awake:
        return None
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    begun = max(min(awake), this_hour - timedelta(days=DAYS))
    known = [begun + number * _HOUR for number in range(int((this_hour - begun) / _HOUR))]
    states: dict[datetime, Hour] = {hour: "awake" if hour in awake else "asleep" for hour in known}
    asleep = [hour for hour, state in states.items() if state == "asleep"]
    return Wakefulness(len(known), len(asleep), tuple(_gaps(asleep)), tuple(_days(states, now, zone)))


def _gaps(asleep: list[datetime]) -> Iterator[Gap]:
    """The latest first."""
    starts = asleep[:1] + [hour for before, hour in pairwise(asleep) if hour - before > _HOUR]
    for start in reversed(starts):
        end = start
        while end in asleep:
            end += _HOUR
        yield Gap(start, int((end - start) / _HOUR))


def _days(states: dict[datetime, Hour], now: datetime, zone: ZoneInfo) -> Iterator[tuple[date, tuple[Hour, ...]]]:
    local = {(hour.astimezone(zone).date(), hour.astimezone(zone).hour): state for hour, state in states.items()}
    today = now.astimezone(zone).date()
    for back in reversed(range(DAYS)):
        day = today - timedelta(days=back)
        yield day, tuple(local.get((day, hour), "unknown") for hour in range(24))
