"""Prefect beside a pass: whatever becomes of it, the pass goes on, nobody waits, and it is told once."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextvars import Context, copy_context
from datetime import UTC, datetime
from typing import Any

import pytest

from flows.runtime.run_report import RunReport
from flows.runtime.watched import PassStoppedError, Stage, WatchedPass
from flows.serving.prefect.availability import Availability
from flows.serving.prefect.side_thread import MOST_THREADS, THREAD, PrefectSide

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
REPORT = RunReport(NOW, NOW)
LOGGER = logging.getLogger("test of prefect's side")
PATIENCE_S = 0.2


class Room:
    """What shows a pass, as a test wants it."""

    def __init__(self, show: Callable[[WatchedPass], Awaitable[None]]) -> None:
        self.show = show
        self.context: Context = copy_context()


class Side(PrefectSide):
    """Prefect's side with rooms of a test's own."""

    def __init__(self, standing: Availability, show: Callable[[WatchedPass], Awaitable[None]]) -> None:
        super().__init__("http://prefect.example/api", standing, patience_s=PATIENCE_S, scheduled=True)
        self._show_as = show

    def _room(self) -> Any:
        return Room(self._show_as)


@pytest.fixture
def standing() -> Availability:
    return Availability(LOGGER)


async def _pass(side: PrefectSide) -> RunReport:
    """A pass of two stages, shown; it must come to its end by itself."""
    watched = WatchedPass()
    side.show(watched)

    async def work() -> RunReport:
        await watched.run("poll", lambda: asyncio.sleep(0))
        await watched.run("deliver", lambda: asyncio.sleep(0))
        return REPORT

    return await watched.make(work)


async def _fails(_: WatchedPass) -> None:
    raise ConnectionRefusedError("nobody listens")


async def _never_ends(_: WatchedPass) -> None:
    await asyncio.Event().wait()


async def _does_not_hear(_: WatchedPass) -> None:
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        await asyncio.sleep(3 * PATIENCE_S)


async def _shows(watched: WatchedPass) -> None:
    async for _ in watched.told():
        pass


def _threads_of_prefect() -> int:
    """How many threads show passes; those that wait for them in a test are not counted."""
    return sum(thread.name == THREAD for thread in threading.enumerate())


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Holds an event loop until the test is over."""
    event = threading.Event()
    yield event
    event.set()


@pytest.mark.parametrize(
    ("show", "is_here", "reason"),
    [
        (_shows, True, ""),
        (_fails, False, "ConnectionRefusedError: nobody listens"),
        (_never_ends, False, "does not answer in time"),
        (_does_not_hear, False, "does not answer in time"),
    ],
    ids=["shows it", "fails", "never ends", "does not hear that it is over"],
)
async def test_a_pass_is_made_whatever_prefect_does(
    show: Callable[[WatchedPass], Awaitable[None]], is_here: bool, reason: str, standing: Availability
) -> None:
    side = Side(standing, show)
    assert await _pass(side) == REPORT
    assert await asyncio.to_thread(side.finish, 30)
    assert standing.is_here is is_here
    assert reason in standing.reason or is_here


async def test_what_holds_its_event_loop_is_left_alone_and_another_thread_takes_over(
    standing: Availability, gate: threading.Event
) -> None:
    held: list[int] = []

    async def holds_the_first(watched: WatchedPass) -> None:
        if not held:
            held.append(1)
            gate.wait()
        await _shows(watched)

    side = Side(standing, holds_the_first)
    assert await _pass(side) == REPORT
    assert not await asyncio.to_thread(side.finish, 4 * PATIENCE_S)
    assert await _pass(side) == REPORT
    assert await asyncio.to_thread(side.finish, 30)
    assert standing.is_here


async def test_threads_that_hang_do_not_grow_without_end(standing: Availability, gate: threading.Event) -> None:
    async def holds(_: WatchedPass) -> None:
        gate.wait()

    side = Side(standing, holds)
    before = _threads_of_prefect()
    for _ in range(MOST_THREADS + 3):
        assert await _pass(side) == REPORT
        await asyncio.to_thread(side.finish, 4 * PATIENCE_S)
    assert _threads_of_prefect() - before == MOST_THREADS
    assert not standing.is_here


def test_how_it_stands_with_prefect_is_told_once_at_each_change(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    standing = Availability(LOGGER, lambda: now[0])
    with caplog.at_level(logging.INFO):
        standing.away("refused")
        now[0] = 50.0
        standing.away("refused\nagain")
        assert (standing.away_s, standing.reason) == (50.0, "refused again")
        standing.here("http://x/api")
        standing.here("http://x/api")
        assert standing.away_s == 0
        standing.away("gone")
    told = [(record.levelname, record.message.split()[0]) for record in caplog.records]
    assert told == [("WARNING", "prefect-away"), ("INFO", "prefect-here"), ("WARNING", "prefect-away")]


async def test_who_comes_late_hears_of_everything_from_the_first_stage_on() -> None:
    watched = WatchedPass()

    async def work() -> RunReport:
        await watched.run("poll", lambda: asyncio.sleep(0))
        return REPORT

    await watched.make(work)
    told = [one.name async for one in watched.told() if isinstance(one, Stage)]
    assert told == ["poll"]
    assert watched.outcome.result(0) == REPORT


async def test_a_pass_that_is_stopped_says_so_to_who_watches() -> None:
    watched = WatchedPass()
    making = asyncio.create_task(watched.make(lambda: watched.run("poll", asyncio.Event().wait)))  # type: ignore[arg-type]
    await asyncio.sleep(0)
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    (stage,) = [one async for one in watched.told() if isinstance(one, Stage)]
    assert isinstance(stage.done.exception(0), PassStoppedError)
    assert isinstance(watched.outcome.exception(0), PassStoppedError)
    assert watched.end.result(0) <= time.monotonic()
