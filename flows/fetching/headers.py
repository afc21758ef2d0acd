"""The few response headers that decide when to come back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_RETRY_AFTER_S = 86_400.0  # a day: whoever says a year, by mistake, is asked tomorrow

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_SECONDS = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


def header(headers: Iterable[tuple[str, str]], name: str) -> str | None:
    """The first value of a header, whatever the case of its name; None if there is none."""
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), None)


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header (seconds or an HTTP date), from 0 to a day; None if it says nothing."""
    if value is None:
        return None
    stripped = value.strip()
    seconds = float(stripped) if _SECONDS.fullmatch(stripped) else _until(stripped, now)
    return None if seconds is None else min(max(seconds, 0.0), LONGEST_RETRY_AFTER_S)


def max_age_s(value: str | None) -> float | None:
    """The max-age of a Cache-Control header in seconds; None if it has none or forbids keeping."""
    if value is None or "no-store" in value.lower() or "no-cache" in value.lower():
        return None
    found = _MAX_AGE.search(value)
    return float(found.group(1)) if found else None


def _until(text: str, now: datetime) -> float | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # "-0000" and a zone that is not known give a naive moment; HTTP knows only GMT (RFC 9110, 5.6.7).
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return (aware - now).total_seconds()
    except OverflowError:
        return None
