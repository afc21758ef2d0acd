"""The one place that reads the clock: everything below is given ``now``."""

from __future__ import annotations

from datetime import UTC, datetime

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))


def utc_now() -> datetime:
    """This moment, aware and in UTC."""
    return datetime.now(UTC)


def ago(value: datetime | None) -> str:
    """How long ago, or in how long, in the unit that fits."""
    if value is None:
        return ""
    seconds = (utc_now() - value).total_seconds()
    size, unit = next((size, unit) for size, unit in _UNITS if abs(seconds) >= size or size == 1)
    text = f"{abs(seconds) / size:.0f} {unit}"
    return f"{text} ago" if seconds >= 0 else f"in {text}"
