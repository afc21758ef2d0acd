"""What a pass works with, and what it leaves for the next."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from flows.demo.newsroom.server import open_newsroom
from flows.demo.playing import DemoSettings
from flows.fetching.robots_file import load_robots
from flows.passing.run_context import keep_robots, open_fetcher
from flows.settings.model import PollSettings

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


async def test_what_robots_txt_said_is_kept_for_the_next_pass(tmp_path: Path) -> None:
    settings = DemoSettings(state=str(tmp_path), poll=PollSettings(pause_s=0.0, allow_private_addresses=True))
    with open_newsroom(NOW) as newsroom:
        async with open_fetcher(settings) as fetcher:
            await fetcher.fetch(f"{newsroom.address}/panjkora-post/feed")
            keep_robots(settings, fetcher.robots)
        kept = load_robots(tmp_path / "robots.json").pages()
    assert [page.origin for page in kept] == [newsroom.address]


async def test_a_folder_that_cannot_be_written_costs_only_the_memory(tmp_path: Path) -> None:
    nowhere = tmp_path / "file"
    nowhere.write_text("no folder", encoding="utf-8")
    settings = DemoSettings(state=str(nowhere), poll=PollSettings(pause_s=0.0, allow_private_addresses=True))
    with open_newsroom(NOW) as newsroom:
        async with open_fetcher(settings) as fetcher:
            page = await fetcher.fetch(f"{newsroom.address}/panjkora-post/feed")
            keep_robots(settings, fetcher.robots)
    assert page is not None
    assert nowhere.read_text(encoding="utf-8") == "no folder"
