"""Which alerted articles are looked at again, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from flows.revisits import is_due

ALERTED = datetime(2025, 4, 17, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes_before", "minutes", "due"),
    [
        (50, 55, False),
        (55, 60, True),
        (60, 65, False),
        (5, 400, True),
        (65, 355, False),
        (24 * 60 - 1, 24 * 60, True),
        (72 * 60 - 1, 72 * 60, True),
        (73 * 60, 200 * 60, False),
    ],
    ids=["before the first hour", "at it", "after it", "a long pause", "between two", "a day", "three days", "later"],
)
def test_an_article_is_looked_at_again_some_times_in_its_first_days(
    minutes_before: int, minutes: int, due: bool
) -> None:
    since, now = ALERTED + timedelta(minutes=minutes_before), ALERTED + timedelta(minutes=minutes)

    assert is_due(ALERTED, since, now) is due
