"""What robots.txt said outlives the run; a broken memory is no trouble."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from math import inf
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import FetchError
from extractors.records import Page
from flows.fetching.fetcher import Fetcher
from flows.fetching.results import FetchRules
from flows.fetching.robots import Robots, RobotsBook
from flows.fetching.robots_file import load_robots, save_robots

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
ORIGIN = "https://outlet.example"


def test_what_was_said_is_kept_and_failures_and_old_pages_are_not(tmp_path: Path) -> None:
    said = Robots(ORIGIN, NOW, "User-agent: *\nDisallow: /x")
    failed = Robots("https://down.example", NOW, failure=FetchError(ORIGIN, "timeout"))
    old = Robots("https://old.example", NOW - timedelta(days=2))
    path = tmp_path / "var" / "robots.json"
    save_robots(RobotsBook((said, failed, old)), path, NOW)
    assert load_robots(path).pages() == (said,)
    assert [file.name for file in path.parent.iterdir()] == ["robots.json"]


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", '{"a": 1}', '[{"origin": "x"}]', '[{"origin": "x", "asked_at": "now", "text": ""}]',
             '[{"origin": "x", "asked_at": "2026-11-24", "text": ""}]']
)  # fmt: skip
def test_a_broken_file_is_an_empty_book(tmp_path: Path, text: str) -> None:
    path = tmp_path / "robots.json"
    path.write_text(text)
    assert load_robots(path).pages() == ()


async def test_the_next_run_does_not_ask_again(newsroom: Any, names: Any, tmp_path: Path) -> None:
    url = newsroom.publish("outlet.test/feed", newsroom.whole(b"text"))
    path = tmp_path / "robots.json"
    for _ in range(2):
        rules = FetchRules(pause_s=0, allow_private_addresses=True)
        async with Fetcher(rules, robots=load_robots(path), resolver=names) as fetcher:
            assert isinstance(await fetcher.fetch(url), Page)
        save_robots(fetcher.robots, path, datetime.now(UTC))
    assert len(newsroom.seen("/robots.txt")) == 1


AGENTS = ["User-agent: *", "User-agent: recognition-watch"]
RULES = ["Disallow: /*", "Disallow: %", "Allow: $", "Request-rate: 1/0"]
DELAYS = [f"Crawl-delay: {value}" for value in ("x", "1e400", "nan", "inf", "-3", "0.5")]
LINES = st.sampled_from([*AGENTS, *RULES, *DELAYS])


@settings(deadline=None)
@given(st.text() | st.lists(LINES).map("\n".join), st.text())
def test_no_robots_file_breaks_the_rules(text: str, path: str) -> None:
    book, page = RobotsBook(), Robots(ORIGIN, NOW, text)
    with suppress(FetchError):
        assert book.allows(page, f"{ORIGIN}/{path}") in (True, False)
        assert 0 <= book.crawl_delay_s(page) < inf
