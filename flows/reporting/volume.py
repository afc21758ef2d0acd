"""How much was said of each topic, month by month: a calendar with a row a year. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from extractors.records import TOPICS, ClaimRecord, Topic
from flows.reporting.axis import BEGINNING
from flows.reporting.standings import day_of

_SHADES = 4


@dataclass(frozen=True, slots=True)
class Month:
    """How many claims a month brought; ``shade`` is between 0 for none and 4 for as many as the fullest month."""

    key: str
    claims: int
    shade: int


@dataclass(frozen=True, slots=True)
class TopicCalendar:
    """One topic's months, twelve a year."""

    topic: Topic
    years: tuple[tuple[int, tuple[Month, ...]], ...]
    claims: int


def calendars(claims: Iterable[ClaimRecord], today: date) -> tuple[TopicCalendar, ...]:
    """A calendar for each topic of which anything was said since 2021."""
    counts: dict[Topic, Counter[str]] = {topic: Counter() for topic in TOPICS}
    for claim in claims:
        day = day_of(claim)
        if BEGINNING <= day <= today:
            counts[claim.topic][f"{day:%Y-%m}"] += 1
    begun = min((int(month[:4]) for months in counts.values() for month in months), default=today.year)
    years = range(begun, today.year + 1)
    return tuple(_calendar(topic, months, years) for topic, months in counts.items() if months)


def _calendar(topic: Topic, months: Counter[str], years: range) -> TopicCalendar:
    most = max(months.values())
    rows = tuple(
        (year, tuple(_month(f"{year}-{number:02}", months, most) for number in range(1, 13))) for year in years
    )
    return TopicCalendar(topic, rows, sum(months.values()))


def _month(key: str, months: Counter[str], most: int) -> Month:
    claims = months[key]
    return Month(key, claims, -(-claims * _SHADES // most))
