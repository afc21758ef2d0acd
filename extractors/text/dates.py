"""Moments as feeds and pages write them. What cannot be read, or cannot be true, is None: never "now"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

import dateparser

FIRST_YEAR = 1995  # no outlet was on the web before: an earlier day is a clock that was never set
FUTURE = timedelta(days=1)  # a zone that was told wrongly puts a moment up to so far ahead
_NOON = 12  # hours of half a day

_HOURS: dict[str, float] = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MET": 1, "MEST": 2,
    "EET": 2, "EEST": 3, "TRT": 3, "MSK": 3, "MSD": 4, "SAMT": 4, "GST": 4, "AZT": 4, "AMT": 4, "IRST": 3.5,
    "IRDT": 4.5, "AFT": 4.5, "PKT": 5, "UZT": 5, "TJT": 5, "TMT": 5, "YEKT": 5, "IST": 5.5, "NPT": 5.75, "KGT": 6,
    "ALMT": 6, "OMST": 6, "NOVT": 7, "KRAT": 7, "IRKT": 8, "YAKT": 9, "VLAT": 10, "MAGT": 11, "PETT": 12, "ICT": 7,
    "WIB": 7, "HKT": 8, "SGT": 8, "JST": 9, "KST": 9, "ACST": 9.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
# Abbreviations that mean another zone in these countries.
_HOURS_IN: dict[tuple[str, str], float] = {
    ("IST", "IL"): 2, ("IST", "IE"): 1, ("BST", "BD"): 6, ("CST", "CN"): 8, ("AST", "SA"): 3, ("AST", "IQ"): 3,
    ("AST", "QA"): 3, ("AMT", "AM"): 4, ("AST", "AF"): 4.5, ("PST", "PK"): 5, ("PST", "PH"): 8, ("IST", "IR"): 3.5,
    ("EST", "AU"): 10, ("CST", "AU"): 9.5,
}  # fmt: skip
# What browsers and content systems write for a zone.
_HOURS_OF: dict[str, float] = {
    "moscow": 3, "europe/moscow": 3, "russia": 3, "afghanistan": 4.5, "kabul": 4.5, "asia/kabul": 4.5, "tashkent": 5,
    "asia/tashkent": 5, "asia/dushanbe": 5, "pakistan": 5, "asia/karachi": 5, "islamabad": 5, "iran": 3.5,
    "asia/tehran": 3.5, "tehran": 3.5, "india": 5.5, "asia/kolkata": 5.5, "asia/almaty": 5, "asia/dubai": 4, "gulf": 4,
    "china": 8, "asia/shanghai": 8, "beijing": 8, "turkey": 3, "europe/istanbul": 3, "arabian": 3, "asia/riyadh": 3,
    "ekaterinburg": 5, "coordinated universal": 0, "greenwich mean": 0,
}  # fmt: skip
_HALF_DAY = re.compile(r"(?<![\d:.])(\d{1,2})((?:[:.]\d{2}){1,2})?\s?([ap])\.?m\b\.?", re.IGNORECASE)
_GMT_OFFSET = re.compile(r"\(?\b(GMT|UTC|MSK|МСК)\s?([+−–-])\s?(\d{1,2})(?::?(\d{2}))?(?!\d)\)?", re.IGNORECASE)
_LOOSE_OFFSET = re.compile(r"(?<=:\d\d) ([+-])(\d{1,2})(?:[:.](\d{2}))?$")  # "+4:30", "+04.30", "+03"
_NO_COLON = re.compile(r"(?<!\d)([01]\d|2[0-3])([0-5]\d)(?=(?: ?h(?:ou)?rs?)? ?(?:GMT|UTC|MSK|IST|PKT|AFT)\b)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_REMARK = re.compile(r"(?<=[+-]\d{4})\s*\([^()]{1,60}\)$")  # behind an offset: a zone's name, which says no more
_ZONE_NAME = re.compile(
    rf"\s*\(?\b({'|'.join(sorted(_HOURS_OF, key=len, reverse=True))})"
    r"(?:\s+(?:standard|summer|daylight))?(?:\s+time)?\)?$",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"(\d{10})(?:\.\d+|\d{3})?")
_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T\s]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)?")
_ZONE = re.compile(r"(?<![\w+-])\(?([A-Za-z]{1,4})\)?\s*$")
_NAMED_ZONE = re.compile(rf"(?<![\w+-])\(?({'|'.join(name for name in _HOURS if len(name) > 1)})\)?(?![\w+-])")
_MSK = re.compile(r"\bмск\b", re.IGNORECASE)
_DATEPARSER = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY",
               "TIMEZONE": "UTC", "RETURN_AS_TIMEZONE_AWARE": True}  # fmt: skip


def parse_moment(text: str | None, now: datetime, country: str = "") -> datetime | None:
    """The moment ``text`` names, aware and in UTC; None if unreadable, before 1995 or over a day after ``now``.

    A day alone, or its midnight in whichever zone, is its midnight in UTC, and so is a time without a zone taken.
    ``country`` (ISO 3166) decides what an abbreviation such as IST or CST means there.
    """
    written = moment_as_written(text, now, country)
    return written.astimezone(UTC) if written else None


def moment_as_written(text: str | None, now: datetime, country: str = "") -> datetime | None:
    """The same moment on the clock that it was written by: its ``date()`` is the day there."""
    text = " ".join((text or "").split())
    if not text or len(text) > 100:
        return None
    text = _plainly(text)
    # The free forms last: the library for them takes a millisecond, each of the others some microseconds.
    for form in (_epoch, _iso, _rfc822, _spelt):
        try:
            moment = form(text, country)
        except (ValueError, OverflowError):
            continue
        if moment is not None:
            return moment.replace(microsecond=0) if plausible(moment, now) else None
    return None


def _plainly(text: str) -> str:
    """The same with a clock of 24 hours and the zone as an offset."""
    text = _HALF_DAY.sub(_of_24_hours, text)
    if (clock := _NO_COLON.search(text)) and _YEAR.search(text[: clock.start()] + text[clock.end() :]):
        text = f"{text[: clock.start()]}{clock[1]}:{clock[2]}{text[clock.end() :]}"  # 1405 GMT
    text = _LOOSE_OFFSET.sub(lambda zone: f" {zone[1]}{int(zone[2]):02}{zone[3] or '00'}", text)
    text = _REMARK.sub("", _GMT_OFFSET.sub(_as_offset, text))
    zone = _ZONE_NAME.search(text)
    if zone is None or not re.search(r"\d:\d\d", text):
        return text
    minutes = round(_HOURS_OF[zone[1].lower()] * 60)
    return f"{text[: zone.start()].rstrip()} +{minutes // 60:02}{minutes % 60:02}"


def _as_offset(zone: re.Match[str]) -> str:
    """ "GMT+4:30" and, counted from Moscow, "MSK+1"."""
    minutes = (int(zone[3]) * 60 + int(zone[4] or 0)) * (1 if zone[2] == "+" else -1)
    minutes += 180 if zone[1].upper() in {"MSK", "МСК"} else 0
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def _of_24_hours(clock: re.Match[str]) -> str:
    hour = int(clock[1])
    if hour <= _NOON:
        hour = hour % _NOON + (_NOON if clock[3].lower() == "p" else 0)
    return f"{hour}{(clock[2] or ':00').replace('.', ':')}"


def plausible(moment: datetime, now: datetime) -> datetime | None:
    """``moment`` in UTC to the second if news can be of that time, else None."""
    try:
        moment = moment.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):  # 1 January of the year 1, east of Greenwich, has no day in UTC
        return None
    return moment if moment.year >= FIRST_YEAR and moment <= now + FUTURE else None


def _epoch(text: str, _country: str) -> datetime | None:
    match = _EPOCH.fullmatch(text)
    return datetime.fromtimestamp(int(match[1]), UTC) if match else None


def _iso(text: str, _country: str) -> datetime | None:
    match = _ISO.fullmatch(text)
    if not match:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)  # a leap second is 60
    return _in_zone(moment, _offset(match[7] or "Z"))


def _in_zone(moment: datetime, offset: timedelta) -> datetime:
    """The moment at which clocks that are ``offset`` ahead show this; midnight stands for the day, in UTC too."""
    midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return moment if midnight or not offset else moment.replace(tzinfo=timezone(offset))


def _rfc822(text: str, country: str) -> datetime | None:
    parts = parsedate_tz(text)
    if parts is None or not re.search(r"\d{1,2}\s+[A-Za-z]{3}|[A-Za-z]{3,9}\s+\d{1,2}", text):
        return None
    year, month, day, hour, minute, second = parts[:6]
    moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    zone = _ZONE.search(text)
    named = _hours(zone[1], country) if zone else None
    if named is not None and not re.search(r"[+-]\d{4}", text):
        return _in_zone(moment, timedelta(hours=named))
    return _in_zone(moment, timedelta(seconds=parts[9] or 0))


def _spelt(text: str, country: str) -> datetime | None:
    """Free forms ("May 29, 2024 at 4:05 pm", "29 мая 2024, 14:05 МСК"); relative ones ("2 hours ago") are not read."""
    if not re.search(r"(?<!\d)\d{4}(?!\d)", text):
        return None
    text = _MSK.sub("MSK", text)
    zone = _NAMED_ZONE.search(text)
    hours = _hours(zone[1], country) if zone else None
    if zone:
        text = f"{text[: zone.start()]} {text[zone.end() :]}".strip()
    moment = dateparser.parse(text, languages=["en", "ru"], settings=_DATEPARSER)
    if moment is None:
        return None
    return _in_zone(moment, timedelta(hours=hours)) if hours else moment


def _hours(zone: str, country: str) -> float | None:
    zone = zone.upper()
    return _HOURS_IN.get((zone, country.upper()), _HOURS.get(zone))


def _offset(zone: str) -> timedelta:
    match = _OFFSET.fullmatch(zone)
    if not match:
        return timedelta(0)
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return -offset if match[1] == "-" else offset
