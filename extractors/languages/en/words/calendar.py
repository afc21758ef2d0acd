"""Finds expressions of time in a text and resolves those that name a day; vague ones are found too, but name none.

A day is never guessed: a weekday needs a publication date, "a day earlier" needs a day to count from, a month or a week
is no day. Each form is one row of ``FORMS``: its id, what it looks like, and the function that resolves it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta

from extractors.sentences.times import DayOf, TimeExpression, TimeKind, made, without_year

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
               "november", "december")  # fmt: skip
# By their names, whole and short.
MONTHS = {form: number for number, name in enumerate(MONTH_NAMES, 1) for form in (name, name[:3])} | {"sept": 9}
COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {"a": 1, "the": 1} | {word: number for number, word in enumerate(COUNTS, 1)}
DAY = "|".join(day.capitalize() for day in WEEKDAYS) + r"|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)(?=\.)"
MONTH = "|".join(sorted((name.capitalize() for name in MONTHS), key=len, reverse=True))
COUNT = rf"(?P<count>\d{{1,2}}|(?i:a|the|{'|'.join(COUNTS)}))"
NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
REACH = 30  # characters; no form is longer on either side of its trigger
PART = "morning|afternoon|evening|night"
BACK_TO = "in|since|during|by|as (?:recently|late|early|far back) as"
LONG = "week|weekend|month|year|decade|spring|summer|autumn|fall|winter"


def _iso(match: re.Match[str], published: date | None, anchor: date | None) -> date | None:  # noqa: ARG001
    return made(int(match["year"]), int(match["month"]), int(match["day"]))


def _dated(match: re.Match[str], published: date | None, anchor: date | None) -> date | None:  # noqa: ARG001
    """A day and a month; without a year it is the last one up to publication, unless one is nearer ahead."""
    month, day = MONTHS[match["month"].lower().rstrip(".")], int(match["day"])
    if match["year"]:
        return made(int(match["year"]), month, day)
    return without_year(month, day, published) if published else None


def _weekday(match: re.Match[str], published: date | None, anchor: date | None) -> date | None:  # noqa: ARG001
    """The last such day up to publication; "last Tuesday" is never the day of publication itself."""
    before = (match["before"] or "").lower()
    if published is None or "next" in before or "every" in before:
        return None
    weekday = next(n for n, day in enumerate(WEEKDAYS) if day.startswith(match["weekday"].lower()[:3]))
    back = (published.weekday() - weekday) % 7
    return published - timedelta(days=back or (7 if "last" in before else 0))


def _today(match: re.Match[str], published: date | None, anchor: date | None) -> date | None:  # noqa: ARG001
    return published


def _yesterday(match: re.Match[str], published: date | None, anchor: date | None) -> date | None:  # noqa: ARG001
    days = 2 if match.group().lower().startswith("the day before") else 1
    return published - timedelta(days=days) if published else None


def _ago(match: re.Match[str], published: date | None, anchor: date | None) -> date | None:  # noqa: ARG001
    return published - timedelta(days=_count(match)) if published else None


def _earlier(match: re.Match[str], published: date | None, anchor: date | None) -> date | None:  # noqa: ARG001
    return anchor - timedelta(days=_count(match)) if anchor else None


def _later(match: re.Match[str], published: date | None, anchor: date | None) -> date | None:
    found = anchor + timedelta(days=_count(match)) if anchor else None
    return found if found and (published is None or found <= published) else None


def _same(match: re.Match[str], published: date | None, anchor: date | None) -> date | None:  # noqa: ARG001
    return anchor


def _none(match: re.Match[str], published: date | None, anchor: date | None) -> date | None:  # noqa: ARG001
    return None


def _count(match: re.Match[str]) -> int:
    word = (match.groupdict().get("count") or "a").lower()
    return int(word) if word.isdigit() else NUMBERS.get(word, 1)


FORMS: tuple[tuple[str, TimeKind, str, DayOf], ...] = (
    ("iso", "day", rf"\b{YEAR}-(?P<month>\d\d)-(?P<day>\d\d)\b", _iso),
    ("numeric", "day", rf"\b(?P<day>\d\d?)\.(?P<month>\d\d?)\.{YEAR}\b", _iso),
    ("day-month", "day", rf"\b(?:[Tt]he )?{NTH}(?: of)? (?P<month>{MONTH})\.?(?:,? {YEAR})?\b", _dated),
    ("month-day", "day", rf"\b(?P<month>{MONTH})\.? {NTH}\b(?!:|[-–]\d)(?:,? {YEAR}\b)?", _dated),
    ("same-day", "relative", rf"\b(?i:(?:on )?(?:the same|that|that same) (?:day|{PART}))\b", _same),
    ("day-before-yesterday", "day", r"\b(?i:the day before yesterday)\b", _yesterday),
    ("after-clause", "clause", rf"\b(?:{COUNT} days? after|(?i:the day after))\b", _earlier),
    ("before-clause", "clause", rf"\b(?:{COUNT} days? before|(?i:the day before)) (?=[\w’'-]+ \w)", _later),
    ("days-earlier", "relative", rf"\b{COUNT} days? (?:earlier|before|prior|previously)\b", _earlier),
    ("day-before", "relative", rf"\b(?i:the (?:previous|preceding|prior) (?:day|{PART})|the day before)\b", _earlier),
    ("days-later", "relative", rf"\b{COUNT} days? later\b", _later),
    ("day-after", "relative", rf"\b(?i:(?:the )?(?:following|next) (?:day|{PART}))\b", _later),
    ("days-ago", "day", rf"\b{COUNT} days? ago\b", _ago),
    (
        "weekday",
        "day",
        rf"\b(?P<before>(?i:last|next|every|each|this|this past) )?(?P<weekday>{DAY})\b(?!s\b)",
        _weekday,
    ),
    ("today", "day", rf"\b(?:(?<![A-Za-z] )Today|today|(?i:tonight|this (?:{PART})))\b", _today),
    ("yesterday", "day", r"\b(?i:yesterday|last night)\b", _yesterday),
    ("week-or-longer", "vague", rf"\b(?i:last|this|next|that|past|previous) (?:{LONG}|{MONTH})\b", _none),
    ("month", "vague", rf"\b(?i:{BACK_TO})(?: early| late| mid)?[ -](?:{MONTH})\b", _none),
    ("year", "vague", rf"\b(?i:{BACK_TO}) {YEAR}\b", _none),
    ("long-ago", "vague", rf"\b(?:(?i:several|some|many|a few|{COUNT}) )?(?i:{LONG})s? (?:ago|earlier|later)\b", _none),
)
_TRIGGER = re.compile(
    rf"(?i:\b(?:{DAY}|{MONTH}|days?|today|tonight|yesterday|(?:{LONG})s?|{PART})\b)|\b(?:19|20)\d\d\b"
)
_PATTERNS = tuple((form, kind, re.compile(pattern), resolver) for form, kind, pattern, resolver in FORMS)


def find_times(text: str) -> tuple[TimeExpression, ...]:
    """Every expression of time, in the order of the text; of two that overlap the earlier form of the table stands."""
    found: list[TimeExpression] = []
    for start, end in _windows(text):
        here: list[TimeExpression] = []
        taken: list[tuple[int, int]] = []
        for form, kind, pattern, resolver in _PATTERNS:
            for match in pattern.finditer(text, start, end):
                at = bisect_left(taken, match.span())
                if _is_free(taken, at, match.start(), match.end()):
                    taken.insert(at, match.span())
                    here.append(TimeExpression(match.start(), match.end(), kind, form, match, resolver))
        found += sorted(here, key=lambda expression: expression.start)
    return tuple(found)


def _is_free(taken: list[tuple[int, int]], at: int, start: int, end: int) -> bool:
    return (at == 0 or taken[at - 1][1] <= start) and (at == len(taken) or end <= taken[at][0])


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """The stretches around the words without which no form matches; far apart from one another."""
    start = end = -1
    for trigger in _TRIGGER.finditer(text):
        if end >= 0 and trigger.start() - REACH > end:
            yield start, end
            start = -1
        start = max(0, trigger.start() - REACH) if start < 0 else start
        end = min(len(text), trigger.end() + REACH)
    if end >= 0:
        yield start, end
