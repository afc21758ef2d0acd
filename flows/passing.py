"""One pass over the feeds, from polls to mails, as a plain function that knows no Prefect.

Each stage of a pass goes through ``Stages``: as it is, or so that it can be watched (``flows/monitor.py``).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar

from extractors.records import Feed, FeedMemory, InboxEntry
from flows import steps
from flows.clock import utc_now
from flows.desk import Desk, open_desk
from flows.pings import pinged
from flows.revisits import look_again
from flows.run_report import EntryRead, FeedPolled, MailsSent, Observer, RunReport
from flows.settings import Settings
from flows.sole_run import sole_run

ANOTHER_RUNS = "another pass is under way on this store; this one left it alone"
BATCH = 50
# A stage costs whoever watches it some milliseconds and some kilobytes: a feed has one of its own only among few.
FEW_FEEDS = 20
POLL_STAGES = 10
T = TypeVar("T")


class Stages(Protocol):
    """How the stages of a pass are run."""

    async def run(self, name: str, work: Callable[[], Awaitable[T]]) -> T:
        """Do the work once and answer what it answers; its exceptions come through."""
        ...


class PlainStages:
    """Each stage as it is."""

    async def run(self, name: str, work: Callable[[], Awaitable[T]]) -> T:  # noqa: ARG002 - nobody watches
        """Do the work."""
        return await work()


async def watch_once(settings: Settings, stages: Stages, observe: Observer, *, every_feed: bool) -> RunReport:
    """Open the desk and make one pass, unless another is under way on this store; StoreError, SettingsError.

    ``every_feed`` polls also those whose next poll is not due.
    """
    started_at = utc_now()
    async with pinged(settings, observe) as pings:
        async with open_desk(settings, observe) as desk, sole_run(desk.store, desk.holder) as alone:
            if alone:
                pings.start()
                report = await make_pass(desk, stages, every_feed=every_feed)
            else:
                report = RunReport(started_at, utc_now(), skipped=ANOTHER_RUNS)
        await pings.ended(report)
        return report


async def make_pass(desk: Desk, stages: Stages, *, every_feed: bool) -> RunReport:
    """Poll the feeds, read what is new, keep what is on the subject, tell what is new in it."""
    started_at = utc_now()
    feeds = await _poll_feeds(desk, stages, every_feed)
    entries = await _read_entries(desk, stages)
    entries += await stages.run("read alerted articles again", partial(look_again, desk, utc_now()))
    mails = await stages.run("deliver alerts", partial(asyncio.to_thread, steps.deliver, desk))
    unsent = await stages.run("tell of feeds", partial(asyncio.to_thread, _tell_of_feeds, desk, feeds))
    return _report(desk, started_at, feeds, entries, mails, unsent)


async def _poll_feeds(desk: Desk, stages: Stages, every_feed: bool) -> tuple[FeedPolled, ...]:
    """Poll the feeds that are due side by side: a stage each where they are few, else a stage for several."""
    due = steps.due_feeds(desk, every=every_feed)
    size = 1 if len(due) <= FEW_FEEDS else -(-len(due) // POLL_STAGES)
    groups = [due[start : start + size] for start in range(0, len(due), size)]
    polls = (stages.run(f"poll {_outlets(group)}", partial(_poll_group, desk, group)) for group in groups)
    return tuple(one for group in await asyncio.gather(*polls) for one in group)


async def _poll_group(desk: Desk, group: Sequence[tuple[Feed, FeedMemory]]) -> list[FeedPolled]:
    return list(await asyncio.gather(*(steps.poll(desk, feed, memory) for feed, memory in group)))


async def _read_entries(desk: Desk, stages: Stages) -> tuple[EntryRead, ...]:
    """Read what waits in the inbox, a stage a batch, the first published first."""
    done: tuple[EntryRead, ...] = ()
    due = desk.store.due_entries(utc_now(), desk.settings.entries_per_run)
    for start in range(0, len(due), BATCH):
        batch: Sequence[InboxEntry] = due[start : start + BATCH]
        name = f"read articles {start + 1} to {start + len(batch)}"
        done += await stages.run(name, partial(steps.read, desk, batch))
    return done


def _tell_of_feeds(desk: Desk, feeds: tuple[FeedPolled, ...]) -> tuple[str, ...]:
    """Finish, and tell the operator of feeds that stay bad or are back."""
    steps.finish(desk)
    return steps.tell_of_feeds(desk, feeds)


def _outlets(group: Sequence[tuple[Feed, FeedMemory]]) -> str:
    first, more = group[0][0].outlet, len(group) - 1
    return f"{first} and {more} more" if more else first


def _report(
    desk: Desk,
    started_at: datetime,
    feeds: tuple[FeedPolled, ...],
    entries: tuple[EntryRead, ...],
    mails: MailsSent,
    unsent: tuple[str, ...],
) -> RunReport:
    counts = desk.store.counts()
    return RunReport(
        started_at=started_at,
        ended_at=utc_now(),
        feeds=feeds,
        entries=entries,
        mails=mails,
        operator_mails_failed=unsent,
        resting=len(desk.feeds) - len(feeds),
        waiting=counts.get("entries waiting", 0),
        counts=counts,
        store=desk.store.name,
        faults=desk.faults.faults,
    )
