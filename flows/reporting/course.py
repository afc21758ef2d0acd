"""The course of events: the landmarks that timelines mark, from ``course.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

from extractors.records import Topic

_FILE = Path(__file__).with_name("course.yaml")


@dataclass(frozen=True, slots=True)
class Landmark:
    """Something that was done, on a day, that bears on a topic."""

    id: str
    day: date
    topic: Topic
    title: str


@lru_cache(maxsize=1)
def course() -> tuple[Landmark, ...]:
    """Every landmark, the earliest first."""
    found = (Landmark(**row) for row in yaml.safe_load(_FILE.read_text(encoding="utf-8")))
    return tuple(sorted(found, key=lambda landmark: landmark.day))
