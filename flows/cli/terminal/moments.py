"""Moments as people type them: a day, a time ago, or words such as ``yesterday`` and ``3 days ago``."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import typer

from flows.runtime.clock import utc_now

_UNITS = {"h": "hours", "d": "days", "w": "weeks"}
# dateparser takes these for something: a bare number for a day of some month, and 3/5 for May or March at its choice.
_GUESSED = re.compile(r"\d{1,3}|\d{5,}|\d{1,2}/\d{1,2}(?:/\d{2,4})?")


def parse_since(text: str) -> datetime:
    """A moment in UTC, also where no zone is given; words that name no time of day mean the beginning of theirs."""
    asked = text.strip()
    if ago := re.fullmatch(r"(\d{1,5})([hdw])", asked):
        return utc_now() - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    try:
        moment = datetime.fromisoformat(asked)
    except ValueError:
        return _in_words(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _in_words(text: str) -> datetime:
    if _GUESSED.fullmatch(text.strip()):
        raise typer.BadParameter(f"{text!r} can be read in several ways; write a day as 2024-05-29")
    from dateparser.date import DateDataParser  # a quarter of a second that few commands need

    settings = {
        "RELATIVE_BASE": utc_now().replace(tzinfo=None),
        "TIMEZONE": "UTC",
        "RETURN_AS_TIMEZONE_AWARE": True,
        "RETURN_TIME_AS_PERIOD": True,
        "PREFER_DATES_FROM": "past",
    }
    found = DateDataParser(languages=["en"], settings=settings).get_date_data(text)
    if found.date_obj is None:
        raise typer.BadParameter(
            f"{text!r} is no day such as 2024-05-29 or yesterday, and no time ago such as 36h, 7d or 3 weeks ago"
        )
    return _beginning(found.date_obj.astimezone(UTC), str(found.period))


def _beginning(moment: datetime, period: str) -> datetime:
    if period in ("time", "part_of_day"):
        return moment
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if period == "year":
        return midnight.replace(month=1, day=1)
    return midnight.replace(day=1) if period == "month" else midnight
