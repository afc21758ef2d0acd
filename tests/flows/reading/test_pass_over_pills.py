"""A pass over pages that break the worker which reads them: each is put off, all others are read and judged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from extractors.records import Entry, FeedMemory
from flows.passing import run_context as desk
from flows.passing.one_pass import PlainStages, watch_once
from flows.reading.crew import Crew
from flows.runtime.clock import utc_now
from flows.settings.model import Settings
from storage.store import Store

PILLS = ("raises", "dies", "exits", "eats", "recurs", "odd", "hangs")


def _put_into_inbox(store: Store, outlet: str) -> None:
    """Pills and pages turn by turn, the first published first."""
    now = utc_now()
    paths = [path for number, pill in enumerate(PILLS) for path in (f"pill-{pill}", f"page-{number}")]
    entries = [
        Entry(path, "feed", f"{outlet}/{path}", path, "", "Lantern Wire", "en", now - timedelta(minutes=len(paths) - n))
        for n, path in enumerate(paths)
    ]
    store.record_poll(FeedMemory("feed"), entries, now - timedelta(seconds=1))


async def test_pages_that_break_their_worker_are_put_off_and_all_others_are_read(
    settings: Settings,
    outlet: str,
    store: Store,
    faulty_crew: Callable[..., Crew],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crew = faulty_crew(workers=2, article_s=20.0)
    monkeypatch.setattr(desk, "crew_for", lambda _rules: crew)
    _put_into_inbox(store, outlet)
    report = await watch_once(settings, PlainStages(), lambda _: None, every_feed=True)

    outcomes = {read.entry.key: read.outcome for read in report.entries}
    assert {outcomes[f"page-{number}"] for number in range(len(PILLS))} == {"irrelevant"}
    assert {outcomes[f"pill-{pill}"] for pill in PILLS} == {"postponed"}
    assert sorted(fault.subject for fault in report.faults) == sorted(f"{outlet}/pill-{pill}" for pill in PILLS)
    assert not report.all_went_well
    assert report.mails is not None
    waiting = store.due_entries(utc_now() + timedelta(hours=1), 100)
    assert {one.entry.key: one.attempts for one in waiting} == {f"pill-{pill}": 1 for pill in PILLS}
    known = {fault.error.partition(":")[0]: fault.times for fault in store.known_faults()}
    assert known == dict.fromkeys(("ValueError", "MemoryError", "RecursionError", "OddError", "TookTooLong"), 1) | {
        "WorkerDied": 2
    }
