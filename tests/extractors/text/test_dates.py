"""Moments in the forms that feeds and pages use; what cannot be read or be true is none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from extractors.text.dates import parse_moment

NOW = datetime(2026, 2, 12, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-05-29", "2024-05-29T00:00"),
        ("2024-05-29T10:00:00Z", "2024-05-29T10:00"),
        ("2024-05-29T10:00:00.123456+04:30", "2024-05-29T05:30"),
        ("2024-05-29T10:00:00+0430", "2024-05-29T05:30"),
        ("2024-05-29 10:00:00", "2024-05-29T10:00"),
        ("2024-05-29 10:00:00 UTC", "2024-05-29T10:00"),
        ("20240529T100000+0000", "2024-05-29T10:00"),
        ("20240529T100000Z", "2024-05-29T10:00"),
        ("2024-05-29T10:00", "2024-05-29T10:00"),
        ("Wed, 29 May 2024 10:00:00 GMT", "2024-05-29T10:00"),
        ("Wed, 29 May 2024 10:00:00 +0430", "2024-05-29T05:30"),
        ("Mon, 29 May 2024 10:00:00 GMT", "2024-05-29T10:00"),
        ("Wed, 29 May 24 10:00 GMT", "2024-05-29T10:00"),
        ("Wed May 29 10:00:00 2024", "2024-05-29T10:00"),
        ("Wed, 29 May 2024", "2024-05-29T00:00"),
        ("Wed, 29 May 2024 10:00:00 CET", "2024-05-29T09:00"),
        ("Wed, 29 May 2024 10:00:00 CEST", "2024-05-29T08:00"),
        ("Wed, 29 May 2024 10:00:00 BST", "2024-05-29T09:00"),
        ("Wed, 29 May 2024 10:00:00 IST", "2024-05-29T04:30"),
        ("Wed, 29 May 2024 10:00:00 MSK", "2024-05-29T07:00"),
        ("Wed, 29 May 2024 10:00:00 AFT", "2024-05-29T05:30"),
        ("Wed, 29 May 2024 10:00:00 PKT", "2024-05-29T05:00"),
        ("Wed, 29 May 2024 10:00:00 EST", "2024-05-29T15:00"),
        ("Wed, 29 May 2024 10:00:00 +0300 (MSK)", "2024-05-29T07:00"),
        ("1716976800", "2024-05-29T10:00"),
        ("1716976800000", "2024-05-29T10:00"),
        ("May 29, 2024", "2024-05-29T00:00"),
        ("May 29, 2024 at 4:05 pm", "2024-05-29T16:05"),
        ("29 May 2024, 14:05 MSK", "2024-05-29T11:05"),
        ("01:38:07 PM IST May 29, 2024", "2024-05-29T08:08"),
        ("29 мая 2024, 14:05 МСК", "2024-05-29T11:05"),
        ("Thursday, January 22, 2026 - 21:35", "2026-01-22T21:35"),
        ("29.05.2024 14:05", "2024-05-29T14:05"),
        ("Wed, 29 May 2024 11:45 PM +0430", "2024-05-29T19:15"),
        ("Wed, 29 May 2024 12:05 AM GMT", "2024-05-29T00:05"),
        ("Wed, 29 May 2024 12:05 p.m. GMT", "2024-05-29T12:05"),
        ("May 29, 2024 4:05 PM", "2024-05-29T16:05"),
        ("2024-05-29 04:05:30 PM", "2024-05-29T16:05"),
        ("Wed May 29 2024 14:05:00 GMT+0300 (Moscow Standard Time)", "2024-05-29T11:05"),
        ("Wed, 29 May 2024 14:05:00 GMT+3", "2024-05-29T11:05"),
        ("Wed, 29 May 2024 14:05:00 UTC+04:30", "2024-05-29T09:35"),
        ("29 May 2024 14:05 MSK+1", "2024-05-29T10:05"),
        ("Wed, 29 May 2024 14:05:00 MSK-1", "2024-05-29T12:05"),
        ("29 мая 2024, 14:05 (МСК+2)", "2024-05-29T09:05"),
        ("29 May 2024, 14:05 UTC+5", "2024-05-29T09:05"),
        ("Wed, 29 May 2024 14:05:00 GMT+0430", "2024-05-29T09:35"),
        ("May 29, 2024 2:05 PM (GMT+4:30)", "2024-05-29T09:35"),
        ("29 May 2024 14:05 UTC−5", "2024-05-29T19:05"),
        ("29 May 2024 14:05 +03", "2024-05-29T11:05"),
        ("29 May 2024 2.05 p.m. IST", "2024-05-29T08:35"),
        ("29 May 2024 2.05pm", "2024-05-29T14:05"),
        ("29 May 2024 1405 GMT", "2024-05-29T14:05"),
        ("29 May 2024 GMT", "2024-05-29T00:00"),
        ("Wed, 29 May 2024 14:05:00 YAKT", "2024-05-29T05:05"),
        ("29 May 2024 14:05 Moscow time", "2024-05-29T11:05"),
        ("29 May 2024 14:05 (Afghanistan Time)", "2024-05-29T09:35"),
        ("2024-05-29 14:05:00 Asia/Kabul", "2024-05-29T09:35"),
        ("2024-05-29T00:00:00+03:00", "2024-05-29T00:00"),
        ("Wed, 29 May 2024 00:00:00 +0430", "2024-05-29T00:00"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_written(text: str, moment: str) -> None:
    read = parse_moment(text, NOW)
    assert read is not None
    assert read.replace(second=0, tzinfo=None).isoformat(timespec="minutes") == moment
    assert read.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "country", "hour"),
    [
        ("Wed, 29 May 2024 10:00:00 IST", "IL", 8),
        ("Wed, 29 May 2024 10:00:00 IST", "ie", 9),
        ("Wed, 29 May 2024 10:00:00 BST", "BD", 4),
        ("Wed, 29 May 2024 10:00:00 CST", "CN", 2),
        ("Wed, 29 May 2024 10:00:00 CST", "US", 16),
        ("Wed, 29 May 2024 10:00:00 PST", "PK", 5),
    ],
)
def test_the_outlets_country_says_what_an_abbreviation_means(text: str, country: str, hour: int) -> None:
    read = parse_moment(text, NOW, country)
    assert read is not None
    assert read.hour == hour


@pytest.mark.parametrize(
    "text",
    [None, "", "   ", "soon", "now", "today", "yesterday", "2 hours ago", "10:00", "May 2024", "2024", "12",
     "0000-00-00 00:00:00", "2024-13-45", "Fri, 30 Feb 2024 10:00:00 GMT", "0", "-1", "99999999999",
     "Thu, 01 Jan 1970 00:00:00 GMT", "1795-01-01", "Sun, 13 Feb 2037 10:00:00 GMT", "2026-02-13T12:00:01Z", "x" * 5000,
     "1403 جوزا 9"],
)  # fmt: skip
def test_what_is_no_believable_date_is_none_and_never_now(text: str | None) -> None:
    assert parse_moment(text, NOW) is None


def test_a_clock_that_is_a_little_ahead_is_believed() -> None:
    ahead = NOW + timedelta(hours=23)
    assert parse_moment(ahead.isoformat(), NOW) == ahead
