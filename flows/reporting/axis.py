"""The axis of time that all pictures share: days as hundredths of its width, so that a picture fits every screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

BEGINNING = date(2021, 1, 1)  # the Emirate holds Kabul since August of that year: days before are misread, or history
_SHORTEST = timedelta(days=13)  # of a first day's claims alone the marks would lie on one another
_MARKS = 6
_STEPS = (1, 2, 3, 7, 14, 31, 61, 92, 183)  # days: weeks, then months, quarters and half years about
_YEARLY = 2 * 366


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on the axis; ``at`` is in hundredths of the width."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from ``first`` to ``last``."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day lies, in hundredths of the width; a day outside lies at the nearer end."""
        inside = min(max(day, self.first), self.last)
        return round(1 + 98 * (inside - self.first).days / max((self.last - self.first).days, 1), 2)

    def marks(self) -> tuple[Tick, ...]:
        """A handful of days to read the axis by."""
        return tuple(self._marks())

    def _marks(self) -> Iterator[Tick]:
        span = (self.last - self.first).days
        if span > _YEARLY:
            for year in range(self.first.year, self.last.year + 1):
                if self.first <= date(year, 1, 1):
                    yield Tick(self.at(date(year, 1, 1)), str(year))
            return
        step = next((days for days in _STEPS if span / days <= _MARKS), _STEPS[-1])
        form = "%-d %b" if span <= 200 else "%b %Y"
        for offset in range(0, span - step // 2 + 1, step):
            day = self.first + timedelta(days=offset)
            yield Tick(self.at(day), f"{day:{form}}")


def axis_of(days: list[date], today: date) -> Axis:
    """The axis on which days are shown: from the earliest one since 2021 to today."""
    last = max([today, *days]) if days else today
    last = min(last, today + timedelta(days=31))  # a misread date must not stretch it
    first = max(min([*days, last]), BEGINNING)
    return Axis(min(first, last - _SHORTEST), last)
