"""The one place that reads the clock: everything below is given ``now``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))


def utc_now() -> datetime:
    """This moment, aware and in UTC."""
    return datetime.now(UTC)


def ago(value: datetime | None) -> str:
    """How long ago, or in how long, in the unit that fits."""
    if value is None:
        return ""
    passed = utc_now() - value
    return f"{span(passed)} ago" if passed >= timedelta() else f"in {span(passed)}"


def span(length: timedelta) -> str:
    """A length of time, whatever its direction, in the unit that fits: 40 s, 5 min, 2 h, 3 d."""
    seconds = abs(length.total_seconds())
    size, unit = next((size, unit) for size, unit in _UNITS if seconds >= size or size == 1)
    return f"{seconds / size:.0f} {unit}"


def in_utc(moment: datetime) -> str:
    """A moment as an operator is told it: 2026-03-01 09:30 UTC. It must be in UTC already."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"
