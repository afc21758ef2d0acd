"""The schedule in one warm process: a pass every few minutes by a clock of our own, until it is told to stop.

Prefect shows the passes and has no say in when they come: without its server they go on as they are.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from extractors.errors import PrefectAwayError, RecognitionWatchError
from flows.passing.one_pass import watch_once
from flows.polling.websub.receiving import receiving
from flows.runtime.log import NAME, line, log_end, log_progress
from flows.runtime.run_report import Progress, RunReport
from flows.runtime.watched import WatchedPass
from flows.serving.notify import Heart
from flows.serving.prefect.availability import Availability
from flows.serving.prefect.server import ServerKeeper
from flows.serving.prefect.side_thread import PrefectSide
from flows.settings.model import Settings

LOGGER = logging.getLogger(NAME)
# Under the 60 s that systemd waits.
STOP_S = 45.0
# However many pushes come, passes stay so far apart.
AFTER_PUSH_S = 15.0
OK, FAILED = 0, 1


@dataclass(frozen=True, slots=True)
class Companions:
    """What goes along with the schedule: Prefect, how it stands with it, and the signs of life to systemd."""

    side: PrefectSide
    standing: Availability
    heart: Heart
    wake: asyncio.Event


def serve_forever(settings: Settings) -> None:
    """Make passes until SIGTERM or Ctrl-C. A pass that is under way then is abandoned: what it did is stored.

    PrefectAwayError where Prefect stays away and the settings want an end then.
    """
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    stop, heart = asyncio.Event(), Heart(settings.schedule_s)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with heart.beating():
        wake = asyncio.Event()
        async with receiving(settings, wake), _prefect(settings, heart, stop, wake) as beside:
            await _until(stop, settings, beside)
            heart.stops()


async def _until(stop: asyncio.Event, settings: Settings, beside: Companions) -> None:
    """Keep the schedule until it is stopped or something ends it; then everything ends, within a time."""
    passes = asyncio.create_task(_schedule(settings, beside), name="the schedule")
    watch = asyncio.create_task(_end_without_prefect(settings, beside.standing), name="whether Prefect is there")
    stopping = asyncio.create_task(stop.wait())
    done, left = await asyncio.wait([passes, watch, stopping], return_when=asyncio.FIRST_COMPLETED)
    _end_in_time(OK if stopping in done else FAILED)
    for task in left:
        task.cancel()
    await asyncio.wait(left)
    for task in done:
        await task


@asynccontextmanager
async def _prefect(
    settings: Settings, heart: Heart, stop: asyncio.Event, wake: asyncio.Event
) -> AsyncIterator[Companions]:
    """Prefect where it is named, else a server of our own; the first pass waits a while for it."""
    standing = Availability(LOGGER)
    async with AsyncExitStack() as stack:
        address = os.environ.get("PREFECT_API_URL")
        if not address:
            keeper = ServerKeeper(settings.ui_port, Path(settings.state) / "prefect-server.log", standing)
            address = os.environ["PREFECT_API_URL"] = keeper.address
            await stack.enter_async_context(keeper.keeping())
            heart.ready("waiting for Prefect")
            await _first_of(keeper.ready, stop, settings.prefect_wait_s)
        heart.ready("watching")
        side = PrefectSide(address, standing, patience_s=settings.prefect_wait_s, scheduled=True)
        yield Companions(side, standing, heart, wake)
        await asyncio.to_thread(side.finish, min(5.0, settings.prefect_wait_s))


async def _first_of(ready: asyncio.Event, stop: asyncio.Event, timeout_s: float) -> None:
    waiting = [asyncio.create_task(ready.wait()), asyncio.create_task(stop.wait())]
    await asyncio.wait(waiting, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()


async def _schedule(settings: Settings, beside: Companions) -> None:
    """A pass at each tick of the interval; ticks that are missed while a pass runs are left out."""
    clock = asyncio.get_running_loop().time
    due = clock()
    while True:
        report = await _one_pass(settings, beside)
        due, missed = next_tick(due, clock(), settings.schedule_s)
        if missed:
            LOGGER.info(line("ticks-missed", number=missed))
        pause_s = due - clock()
        if report and report.again_within_s is not None:
            pause_s = min(pause_s, report.again_within_s)
        await _pause(pause_s, beside.wake)


async def _pause(pause_s: float, wake: asyncio.Event) -> None:
    """Rest until the next pass, or until a push wants one; then, too, a while after the last."""
    least = min(pause_s, AFTER_PUSH_S)
    await asyncio.sleep(least)
    with suppress(TimeoutError):  # nobody pushed: the usual end of a rest
        await asyncio.wait_for(wake.wait(), pause_s - least)
    wake.clear()


def next_tick(due: float, now: float, interval_s: float) -> tuple[float, int]:
    """The first tick after ``now``, and how many were missed; ``due`` is the tick that was waited for last.

    A pass between two ticks, as an outage wants it, moves none of them.
    """
    passed = max(int((now - due) // interval_s) + 1, 0)
    return due + passed * interval_s, max(passed - 1, 0)


async def _one_pass(settings: Settings, beside: Companions) -> RunReport | None:
    """One pass, shown in Prefect where that can be had. An error ends this pass, not the schedule."""
    watched, report, summary = WatchedPass(), None, "the last pass failed; see the log"

    def hear(progress: Progress) -> None:
        beside.heart.beat()
        log_progress(LOGGER, progress)
        watched.hear(progress)

    beside.heart.begins()
    beside.side.show(watched)
    try:
        report = await watched.make(lambda: watch_once(settings, watched, hear, every_feed=False))
    except RecognitionWatchError as error:
        LOGGER.error(line("pass-failed", reason=error))  # noqa: TRY400 - it is one line for a person
    except Exception:
        LOGGER.exception(line("pass-failed", reason="unforeseen error"))
    else:
        summary = report.summary()
        log_end(LOGGER, report)
    beside.heart.ends(summary)
    return report


async def _end_without_prefect(settings: Settings, standing: Availability) -> None:
    """Come back with an error once Prefect has been away for too long, where the settings want that; else never."""
    if settings.without_prefect == "go-on":
        await asyncio.Event().wait()
    while standing.away_s <= settings.prefect_wait_s:
        await asyncio.sleep(1)
    raise PrefectAwayError(os.environ["PREFECT_API_URL"], settings.prefect_wait_s, standing.reason)


def _end_in_time(code: int) -> None:
    """See that the process ends although a thread that waits for a mail server, or for Prefect, does not."""
    timer = threading.Timer(STOP_S, os._exit, [code])
    timer.daemon = True
    timer.start()
