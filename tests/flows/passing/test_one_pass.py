"""The pass without Prefect: whole from feed to mail, its stages named, few of them, one pass at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from flows.passing.one_pass import ANOTHER_RUNS, PlainStages, watch_once
from flows.passing.sole_run import LEASE
from flows.runtime.clock import utc_now
from flows.settings.model import Settings
from storage.store import Store

T = TypeVar("T")


class NamedStages:
    """Runs each stage and remembers its name."""

    def __init__(self) -> None:
        self.names: list[str] = []

    async def run(self, name: str, work: Callable[[], Awaitable[T]]) -> T:
        """Do the work."""
        self.names.append(name)
        return await work()


async def test_a_pass_needs_no_prefect_and_goes_from_feed_to_mail(settings: Settings, tmp_path: Path) -> None:
    report = await watch_once(settings, PlainStages(), lambda _: None, every_feed=True)
    assert report.all_went_well
    assert "1 feed polled, 0 failed; 1 article read, 1 kept" in report.summary()
    assert len(report.alerts) == 1
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 1


@pytest.mark.parametrize(("feeds", "polls"), [(1, 1), (20, 20), (21, 1), (76, 1), (500, 5)])
async def test_a_feed_has_a_stage_of_its_own_only_among_few(
    feeds: int, polls: int, settings: Settings, tmp_path: Path
) -> None:
    rows = [
        f'{{url: "http://127.0.0.1:1/{n}", outlet: Shut {n}, language: en, country: NO, covers: russia}}'
        for n in range(feeds)
    ]
    (tmp_path / "feeds.yaml").write_text("feeds:\n" + "".join(f"  - {row}\n" for row in rows))
    stages = NamedStages()
    report = await watch_once(settings, stages, lambda _: None, every_feed=True)
    named = [name for name in stages.names if name.startswith("poll Shut ")]
    assert (len(report.feeds), len(named)) == (feeds, polls)


async def test_a_pass_leaves_the_store_to_one_that_is_under_way(settings: Settings, store: Store) -> None:
    store.acquire_lease(LEASE, "another", utc_now(), 600)
    stages = NamedStages()
    report = await watch_once(settings, stages, lambda _: None, every_feed=True)
    assert (report.skipped, stages.names) == (ANOTHER_RUNS, [])


async def test_delivering_is_a_stage_only_where_something_is_to_go_out(settings: Settings) -> None:
    first, second = NamedStages(), NamedStages()
    await watch_once(settings, first, lambda _: None, every_feed=True)
    await watch_once(settings, second, lambda _: None, every_feed=True)
    assert (first.names[-1], second.names) == ("deliver", ["poll Lantern Wire"])
