"""Which days English words name for when something was said, and whether they tell it as said before."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from extractors.languages.en.words.calendar import MONTHS, NUMBERS
from extractors.languages.en.words.newsworthiness import says
from extractors.sentences.times import made, without_year

_LATELY = timedelta(days=3)  # a month that ended within these days may be the one that is told of
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
Days = tuple[date, date]


def said_between(text: str, published: date) -> Days | None:
    """The first and the last day that a text names before its publication, None if it names none."""
    for pattern, read in _CUES:
        match = pattern.search(text)
        if match and (told := read(match, published)):
            return told
    return None


def labelled_between(paragraph: str, published: date) -> Days | None:
    """The days that a paragraph's label names ("July 2025: …", "In March 2003 – …"), None if it has none."""
    label = _LABEL.match(paragraph)
    return said_between(f"in {label['label']}", published) if label else None


def without_asides(before: str, after: str) -> str:
    """What stands before and after a statement in its sentence, less clauses that date something else.

    Those are "X, who was jailed in 2022, says …", "Recalling that he objected last year, X says …" and "…, as it did in
    July"; "X, who in May said …" is of the statement.
    """
    return f"{_CLOSED_ASIDE.sub(' ', before)} {_ASIDE.sub(' ', after)}"


def without_since(text: str) -> str:
    """The text without clauses that tell since what event something is so; what is so since a date keeps the date."""
    return _SINCE_CLAUSE.sub(" ", text)


def recalls(text: str) -> bool:
    """Whether the words around a statement tell it as said before what is told now: "as he had insisted in May".

    "His office said that the guest had promised" is said now, whatever it tells of.
    """
    return says("recalled", _TOLD_NOW.sub(r"\1", text))


def still_holds(text: str) -> bool:
    """Whether the words around a statement tell it as what somebody goes on holding, whenever it is told."""
    return says("still-held", text)


def _day(match: re.Match[str], published: date) -> Days | None:
    month, number = MONTHS[match["month"].casefold()], int(match["day"])
    day = made(int(match["year"]), month, number) if match["year"] else without_year(month, number, published)
    return (day, day) if day and day <= published else None


def _month(match: re.Match[str], published: date) -> Days | None:
    month = MONTHS[match["month"].casefold()]
    year = int(match["year"]) if match["year"] else published.year
    if match["past"]:
        year = published.year - 1
    elif not match["year"] and month > published.month:
        year -= 1
    told = (date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return None if told[1] >= published - _LATELY else told


def _year(match: re.Match[str], published: date) -> Days | None:
    year = int(match["year"])
    return (date(year, 1, 1), date(year, 12, 31)) if 1990 <= year < published.year else None


def _last_year(_match: re.Match[str], published: date) -> Days:
    return (date(published.year - 1, 1, 1), date(published.year - 1, 12, 31))


def _last_month(_match: re.Match[str], published: date) -> Days:
    last = published.replace(day=1) - timedelta(days=1)
    return (last.replace(day=1), last)


def _long_ago(match: re.Match[str], published: date) -> Days:
    days = {"week": 7, "month": 31, "year": 366}[match["unit"].casefold()]
    count = _COUNTS.get(match["count"].casefold()) or int(match["count"])
    middle = published - timedelta(days=days * count)
    either_way = timedelta(days=(days + 1) // 2 if count == 1 else days)
    return (middle - either_way, min(middle + either_way, published))


_DATED = rf"(?:(?:{_MONTH})\.?,? (?:[0-3]?\d,? )?(?:19|20)\d\d|[0-3]?\d (?:{_MONTH}),? (?:19|20)\d\d|(?:19|20)\d\d)"
_LABEL = re.compile(rf"\W*(?:in |on )?(?P<label>{_DATED})(?: ?:| [–—-] )", re.IGNORECASE)
_ASIDE_OPENS = r"\b(?:who|whom|whose|which|where|as \w+ did|\w+ing that)\b[^,;]*"
_CLOSED_ASIDE = re.compile(rf"{_ASIDE_OPENS},", re.IGNORECASE)
_ASIDE = re.compile(rf"{_ASIDE_OPENS}", re.IGNORECASE)
_SINCE_CLAUSE = re.compile(
    rf"\bsince (?!(?:early |mid-|late |last )?(?:{_MONTH})\b|last |(?:19|20)\d\d)[^,;.]*", re.IGNORECASE
)
_HAD = "".join(rf"(?<!\bhad {adverb})" for adverb in ("", "already ", "also ", "earlier ", "long ", "once "))
_TOLD_NOW = re.compile(
    rf"{_HAD}\b((?:said|says|stated|announced|wrote|reported)\b[^;:“”\"]{{0,60}}?) that\b.*", re.DOTALL
)
# A vague number reaches far: six years, give or take one.
_COUNTS = NUMBERS | {"several": 6, "some": 6}
_Read = Callable[[re.Match[str], date], Days | None]
_DAY = r"(?P<day>[0-3]?\d)"
_IN_YEAR = r"(?:,? (?P<year>(?:19|20)\d\d))?\b"
_PLACED = rf"\b(?:in|back in|since|of)\s+(?:early |mid-|late )?(?P<month>{_MONTH})\b\.?,?"
_COUNTED = r"\b(?P<count>a|one|two|three|four|five|several|some|\d{1,2})\s+(?P<unit>week|month|year)s?"
_CUES: tuple[tuple[re.Pattern[str], _Read], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (rf"\b(?P<month>{_MONTH})\.? {_DAY}{_IN_YEAR}", _day),
        (rf"\b{_DAY} (?P<month>{_MONTH})\b{_IN_YEAR}", _day),
        (_PLACED + r"\s*(?P<past>last year)?(?:of )?(?P<year>(?:19|20)\d\d)?", _month),
        (rf"\blast\s+(?P<month>{_MONTH})\b(?P<past>$^)?(?P<year>$^)?", _month),
        (r"\bin\s+(?P<year>(?:19|20)\d\d)\b", _year),
        (_COUNTED + r"\s+(?:ago|back|earlier|before)\b", _long_ago),
        (r"\blast year\b", _last_year),
        (r"\blast month\b", _last_month),
    )
)
