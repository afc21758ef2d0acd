"""Russian expressions of time that name a day: a date, a weekday, yesterday and today."""

from __future__ import annotations

import re
from datetime import date, timedelta

from extractors.sentences.times import DayOf, TimeExpression, TimeKind, made, without_year

MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
          "декабря")  # fmt: skip
WEEKDAYS = ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье")


def _dated(match: re.Match[str], published: date | None, anchor: date | None) -> date | None:  # noqa: ARG001
    """A day and a month; without a year it is the last one up to publication, unless one is nearer ahead."""
    month, day = MONTHS.index(match["month"].lower()) + 1, int(match["day"])
    if match["year"]:
        return made(int(match["year"]), month, day)
    return without_year(month, day, published) if published else None


def _weekday(match: re.Match[str], published: date | None, anchor: date | None) -> date | None:  # noqa: ARG001
    """The last such day up to publication."""
    if published is None:
        return None
    return published - timedelta(days=(published.weekday() - WEEKDAYS.index(match["weekday"].lower())) % 7)


def _today(match: re.Match[str], published: date | None, anchor: date | None) -> date | None:  # noqa: ARG001
    return published


def _yesterday(match: re.Match[str], published: date | None, anchor: date | None) -> date | None:  # noqa: ARG001
    return published - timedelta(days=1) if published else None


FORMS: tuple[tuple[str, TimeKind, re.Pattern[str], DayOf], ...] = (
    ("date", "day", re.compile(
        rf"(?i)\b(?P<day>\d{{1,2}}) (?P<month>{'|'.join(MONTHS)})\b(?: (?P<year>(?:19|20)\d\d)(?: года| г\.)?)?"),
     _dated),
    ("weekday", "day", re.compile(rf"(?i)\bво? (?P<weekday>{'|'.join(WEEKDAYS)})\b"), _weekday),
    ("today", "day", re.compile(r"(?i)\bсегодня\b"), _today),
    ("yesterday", "day", re.compile(r"(?i)\bвчера\b"), _yesterday),
)  # fmt: skip


def find_times(text: str) -> tuple[TimeExpression, ...]:
    """Every expression of time, in the order of the text; no form matches where another does."""
    found = [
        TimeExpression(match.start(), match.end(), kind, form, match, resolver)
        for form, kind, pattern, resolver in FORMS
        for match in pattern.finditer(text)
    ]
    return tuple(sorted(found, key=lambda expression: expression.start))
