"""The course of events: the acts that the timelines mark, from ``course.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

from extractors.records import Topic

_FILE = Path(__file__).with_name("course.yaml")


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done, on a day, that bears on a topic."""

    id: str
    day: date
    topic: Topic
    title: str


@lru_cache(maxsize=1)
def course() -> tuple[Act, ...]:
    """Every act, the earliest first."""
    found = (Act(**row) for row in yaml.safe_load(_FILE.read_text(encoding="utf-8")))
    return tuple(sorted(found, key=lambda act: act.day))
