"""Words of a text that tell a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

TimeKind = Literal["day", "relative", "clause", "vague"]
_HALF_A_YEAR = timedelta(days=183)
DayOf = Callable[[re.Match[str], date | None, date | None], date | None]


def without_year(month: int, day: int, published: date) -> date | None:
    """The day of a month that is named without a year: the last one up to publication.

    None where it is nearer ahead than behind, and so to come, or no day.
    """
    days = (made(published.year + years, month, day) for years in (-1, 0, 1))
    nearest = min((one for one in days if one), key=lambda one: abs(one - published), default=None)
    return nearest if nearest and timedelta() <= published - nearest <= _HALF_A_YEAR else None


def made(year: int, month: int, day: int) -> date | None:
    """The day of a calendar, None where it has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time. ``clause`` kinds count from what their clause tells ("a day after he spoke").

    ``form`` is the id of the language's form that matched, ``resolver`` what makes a day of it.
    """

    start: int
    end: int
    kind: TimeKind
    form: str
    match: re.Match[str]
    resolver: DayOf

    def day(self, published: date | None, anchor: date | None) -> date | None:
        """The day it names, with the publication day and the day that the text spoke of last."""
        return self.resolver(self.match, published, anchor)
