"""Polls that end together are recorded together, whoever else writes to the store; a fault in one costs that one."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.errors import StoreError
from extractors.records import Entry, FeedMemory
from flows.passing.recording import PollRecorder
from storage.store import Store, open_store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PROGRAM = Path(__file__).parent / "programs" / "busy_writer.py"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite3"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{file}") as opened:
        yield opened


@pytest.fixture
def busy(store: Store, file: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another program that writes all the time."""
    writer = subprocess.Popen([sys.executable, PROGRAM, file], stdout=subprocess.PIPE)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        yield writer
    finally:
        writer.kill()
        writer.communicate(timeout=60)


def _feed(number: int) -> FeedMemory:
    return FeedMemory(f"https://outlet-{number}.example/feed", "unchanged", polls=number)


def _entry(number: int) -> Entry:
    url = f"https://outlet.example/{number}"
    return Entry(url, "https://outlet.example/feed", url, "Synthetic", "", "Example Outlet", "en", NOON)


async def test_five_thousand_unchanged_feeds_are_recorded_beside_a_program_that_writes_all_the_time(
    store: Store, busy: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    transactions = _counted(store, monkeypatch)
    recorder = PollRecorder(store)
    news = await asyncio.gather(*(recorder.record(_feed(number), []) for number in range(5000)))

    assert busy.poll() is None
    assert news == [()] * 5000
    assert store.feed_memories() == {_feed(number).url: _feed(number) for number in range(5000)}
    assert len(transactions) <= 26


async def test_each_poll_hears_of_its_own_news(store: Store) -> None:
    recorder = PollRecorder(store)
    told = await asyncio.gather(
        recorder.record(_feed(1), [_entry(1), _entry(2)]),
        recorder.record(_feed(2), [_entry(2), _entry(3)]),
        recorder.record(_feed(3), []),
    )
    assert told == [(_entry(1), _entry(2)), (_entry(3),), ()]


async def test_a_poll_that_ends_while_another_is_written_is_written_next(store: Store) -> None:
    recorder = PollRecorder(store)
    first = asyncio.create_task(recorder.record(_feed(1), [_entry(1)]))
    await asyncio.sleep(0)
    assert await recorder.record(_feed(2), [_entry(2)]) == (_entry(2),)
    assert await first == (_entry(1),)
    assert await recorder.record(_feed(3), [_entry(1)]) == ()


async def test_what_cannot_be_stored_of_one_feed_costs_that_feed_only(store: Store) -> None:
    recorder = PollRecorder(store)
    odd = replace(_entry(2), published_at=NOON.replace(tzinfo=None))
    good, bad, other = await asyncio.gather(
        recorder.record(_feed(1), [_entry(1)]),
        recorder.record(_feed(2), [odd]),
        recorder.record(_feed(3), [_entry(3)]),
        return_exceptions=True,
    )
    assert (good, other) == ((_entry(1),), (_entry(3),))
    assert "without time zone" in str(bad)
    assert set(store.feed_memories()) == {_feed(1).url, _feed(3).url}


async def test_a_store_that_cannot_be_used_is_told_to_all_who_wait(store: Store, file: Path) -> None:
    reading = open_store(f"sqlite:///file:{file}?mode=ro&uri=true")
    recorder = PollRecorder(reading)
    told = await asyncio.gather(*(recorder.record(_feed(number), []) for number in range(3)), return_exceptions=True)
    assert [type(one) for one in told] == [StoreError] * 3
    reading.close()


async def test_a_poll_that_was_cancelled_meanwhile_costs_no_other(store: Store) -> None:
    recorder = PollRecorder(store)
    gone = asyncio.create_task(recorder.record(_feed(1), []))
    stays = asyncio.create_task(recorder.record(_feed(2), []))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == ()


def _counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many polls were written by each transaction."""
    sizes: list[int] = []
    record = store.record_polls

    def counting(polls: Sequence[tuple[FeedMemory, Sequence[Entry]]], now: datetime) -> tuple[tuple[Entry, ...], ...]:
        sizes.append(len(polls))
        return record(polls, now)

    monkeypatch.setattr(store, "record_polls", counting)
    return sizes
