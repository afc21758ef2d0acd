"""One thing that ``check`` or ``watchdog`` has looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Grade = Literal["ok", "note", "bad"]
CheckedPart = Literal[
    "settings",
    "database",
    "passes",
    "clock",
    "outbox",
    "set aside",
    "disk",
    "watchdog",
    "lexicon",
    "feeds",
    "policy",
    "mail",
    "prefect",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: right, worth a note, or bad; with the mend where there is one.

    ``about`` tells one of several findings on a part from another: which disk. ``number`` is what a finding counts,
    where more of it is worse; ``measure`` the same for a program that draws it: ``name=value;warning;critical``.
    """

    part: CheckedPart
    verdict: Grade
    what: str
    mend: str = ""
    about: str = ""
    number: int = 0
    measure: str = ""
