"""One thing that ``check`` has looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["ok", "note", "bad"]
Part = Literal["settings", "database", "lexicon", "feeds", "policy", "mail", "prefect"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: right, worth a note, or bad; with the mend where there is one."""

    part: Part
    verdict: Verdict
    what: str
    mend: str = ""
