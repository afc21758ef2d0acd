"""When a claim was uttered, as well as the text tells: a day, a month, a year, or shortly before publication.

An occasion is a span of days. Two claims may be one utterance when their spans meet; a claim whose whole span lies
long before its publication is a recap.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from extractors.languages.en.words.calendar import MONTHS
from extractors.languages.en.words.newsworthiness import says
from extractors.records import ClaimRecord

REPORTING_LAG = timedelta(days=3)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class UtteranceTime:
    """First and last day on which it may have been said; ``told`` when the text says so, not just publication."""

    first: date
    last: date
    told: bool

    def meets(self, other: UtteranceTime) -> bool:
        """Whether both may be one and the same occasion."""
        return self.first <= other.last and other.first <= self.last


def occasion(claim: ClaimRecord) -> UtteranceTime | None:
    """Return when the claim was uttered, or None for an undated text that does not say."""
    if claim.said_on:
        return UtteranceTime(claim.said_on, claim.said_on, told=True)
    published = claim.published_day
    if published is None:
        return None
    told = _told(claim.words, None if claim.kind == "narrative" else claim.context, published)
    return told or UtteranceTime(published - REPORTING_LAG, published, told=False)


def recalled(claim: ClaimRecord) -> bool:
    """Whether its own sentence tells it as what was said before: what the voice says now stands elsewhere."""
    return claim.kind != "narrative" and bool(claim.context) and _recalled(claim.words, claim.context)


@lru_cache(maxsize=4096)
def _recalled(words: str, context: str) -> bool:
    return says("recalled", _around(words, context))


# A claim is asked for its occasion each time that another one is compared with it.
@lru_cache(maxsize=4096)
def _told(words: str, context: str | None, published: date) -> UtteranceTime | None:
    return told_in_words(words if context is None else _around(words, context), published)


def _around(words: str, context: str) -> str:
    """Return the attribution's own words: the sentences that hold the claim, less what is claimed."""
    pieces = [piece.strip() for piece in re.split(r"\s*(?:\.\.\.|…)\s*", words) if piece.strip()]
    starts = [context.find(piece) for piece in pieces]
    if not pieces or min(starts) < 0:
        return ""
    first, last = min(starts), max(start + len(piece) for start, piece in zip(starts, pieces, strict=True))
    before = re.split(r"[.!?;][”\"’»]?\s", context[:first])[-1]
    after = re.split(r"[.!?;](?:\s|$)", context[last:])[0]
    return f"{before} {after}"


def told_in_words(text: str, published: date) -> UtteranceTime | None:
    """Return the day, month or year before publication that a text names, None if it names none."""
    for pattern, read in _CUES:
        match = pattern.search(text)
        if match and (told := read(match, published)):
            return told
    return None


def _day(match: re.Match[str], published: date) -> UtteranceTime | None:
    month, number = MONTHS[match["month"].casefold()], int(match["day"])
    try:
        day = date(int(match["year"] or published.year), month, number)
        past = day if match["year"] or day <= published else date(published.year - 1, month, number)
    except ValueError:
        return None
    to_come = past > published or (past < published < day and day - published < published - past)
    return None if to_come else UtteranceTime(past, past, told=True)


def _month(match: re.Match[str], published: date) -> UtteranceTime | None:
    month = MONTHS[match["month"].casefold()]
    year = int(match["year"]) if match["year"] else published.year
    if match["past"]:
        year = published.year - 1
    elif not match["year"] and month > published.month:
        year -= 1
    told = UtteranceTime(date(year, month, 1), date(year, month, monthrange(year, month)[1]), told=True)
    return None if told.last >= published - REPORTING_LAG else told


def _year(match: re.Match[str], published: date) -> UtteranceTime | None:
    year = int(match["year"])
    return UtteranceTime(date(year, 1, 1), date(year, 12, 31), told=True) if 1990 <= year < published.year else None


def _last_year(_match: re.Match[str], published: date) -> UtteranceTime:
    return UtteranceTime(date(published.year - 1, 1, 1), date(published.year - 1, 12, 31), told=True)


def _last_month(_match: re.Match[str], published: date) -> UtteranceTime:
    last = published.replace(day=1) - timedelta(days=1)
    return UtteranceTime(last.replace(day=1), last, told=True)


def _long_ago(match: re.Match[str], published: date) -> UtteranceTime:
    days = {"week": 7, "month": 31, "year": 366}[match["unit"].casefold()]
    counts = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "several": 6, "some": 6}
    count = counts.get(match["count"].casefold()) or int(match["count"])
    middle = published - timedelta(days=days * count)
    return UtteranceTime(middle - timedelta(days=days), min(middle + timedelta(days=days), published), told=True)


_Read = Callable[[re.Match[str], date], UtteranceTime | None]
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
        (_COUNTED + r"\s+(?:ago|earlier|before)\b", _long_ago),
        (r"\blast year\b", _last_year),
        (r"\blast month\b", _last_month),
    )
)
