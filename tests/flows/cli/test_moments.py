"""Moments as people type them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import typer

from flows.cli.terminal import moments
from flows.cli.terminal.moments import parse_since

NOW = datetime(2026, 5, 6, 15, 30, tzinfo=UTC)  # a Wednesday


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "utc_now", lambda: NOW)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-05-01", "2026-05-01T00:00"),
        ("2026-05-01T12:30+04:30", "2026-05-01T08:00"),
        ("36h", "2026-05-05T03:30"),
        ("7d", "2026-04-29T15:30"),
        ("2w", "2026-04-22T15:30"),
        ("today", "2026-05-06T00:00"),
        ("yesterday", "2026-05-05T00:00"),
        ("Yesterday 14:00", "2026-05-05T14:00"),
        ("3 days ago", "2026-05-03T00:00"),
        ("a week ago", "2026-04-29T00:00"),
        ("last week", "2026-04-29T00:00"),
        ("last month", "2026-04-01T00:00"),
        ("last year", "2025-01-01T00:00"),
        ("36 hours ago", "2026-05-05T03:30"),
        ("monday", "2026-05-04T00:00"),
        ("on Friday", "2026-05-01T00:00"),
        ("3 May 2026", "2026-05-03T00:00"),
        ("May 3, 2026", "2026-05-03T00:00"),
        ("March 2026", "2026-03-01T00:00"),
        ("2025", "2025-01-01T00:00"),
        ("31.12.2025", "2025-12-31T00:00"),
    ],
)
def test_a_moment_is_read(text: str, moment: str) -> None:
    assert parse_since(text) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize("text", ["weather", "", "12", "3/5", "3/5/2026", "20260503x", "the other day", "36x"])
def test_what_is_no_moment_or_could_be_several_is_refused(text: str) -> None:
    with pytest.raises(typer.BadParameter, match=r"is no day such as|can be read in several ways"):
        parse_since(text)
