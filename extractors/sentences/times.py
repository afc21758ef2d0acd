"""Words of a text that tell a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

TimeKind = Literal["day", "relative", "clause", "vague"]
DayOf = Callable[[re.Match[str], date | None, date | None], date | None]


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
