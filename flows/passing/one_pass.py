"""One pass over the feeds, from polls to mails, as a plain function that knows no Prefect.

Each stage of a pass goes through ``Stages``: as it is, or so that it can be watched, as
``flows/serving/prefect/flow.py`` does.
"""

from __future__ import annotations

import asyncio
from asyncio import sleep
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from extractors.records import InboxEntry
from flows.passing import inbox, steps
from flows.passing.asking import Asked, ask_feeds
from flows.passing.revisits import look_again, looks_due
from flows.passing.run_context import RunContext, open_run_context
from flows.passing.sole_run import sole_run
from flows.runtime.clock import utc_now
from flows.runtime.moments import LATEST_GOOD_RUN
from flows.runtime.run_report import EntryRead, MailsSent, Observer, RunReport
from flows.runtime.stages import PlainStages as PlainStages
from flows.runtime.stages import Stages as Stages
from flows.settings.model import Settings
from flows.telling.outage import AGAIN_S
from flows.telling.pings import pinged

ANOTHER_RUNS = "another pass is under way on this store; this one left it alone"
BATCH = 50  # entries a stage of the pass, each of which costs whoever watches some milliseconds


async def watch_once(settings: Settings, stages: Stages, observe: Observer, *, every_feed: bool) -> RunReport:
    """Open the context and make one pass, unless another is under way on this store; StoreError, SettingsError.

    ``every_feed`` polls also those whose next poll is not due.
    """
    started_at = utc_now()
    async with pinged(settings, observe) as pings:
        async with open_run_context(settings, observe) as context, sole_run(context.store, context.holder) as alone:
            if alone:
                pings.start()
                report = await make_pass(context, stages, every_feed=every_feed)
            else:
                report = RunReport(started_at, utc_now(), skipped=ANOTHER_RUNS)
        await pings.ended(report)
        return report


async def watch_patiently(settings: Settings, stages: Stages, observe: Observer) -> RunReport:
    """As ``watch_once``, for whoever is started by the schedule's ticks alone: without a network, pass after pass.

    It comes back before the next tick at the latest, with the report of its last pass.
    """
    ends_at = utc_now() + timedelta(seconds=settings.schedule_s - AGAIN_S)
    while True:
        report = await watch_once(settings, stages, observe, every_feed=False)
        pause_s = report.again_within_s
        if pause_s is None or utc_now() + timedelta(seconds=pause_s) > ends_at:
            return report
        await sleep(pause_s)


async def make_pass(context: RunContext, stages: Stages, *, every_feed: bool) -> RunReport:
    """Poll the feeds, read what is new, keep what is on the subject, tell what is new in it."""
    started_at = utc_now()
    asked = await ask_feeds(context, stages, every_feed=every_feed)
    # Without a network every page would only fail, and count as an attempt.
    entries = () if asked.outage else await _read_all(context, stages)
    mails, unsent = await _deliver(context, stages, asked)
    return _report(context, started_at, asked, entries, mails, unsent)


async def _read_all(context: RunContext, stages: Stages) -> tuple[EntryRead, ...]:
    return await _read_entries(context, stages) + await _read_again(context, stages)


async def _read_again(context: RunContext, stages: Stages) -> tuple[EntryRead, ...]:
    """Look for changes in articles on the subject; where none is due, that is no stage."""
    now = utc_now()
    due = looks_due(context, now)
    if due is None:
        return ()
    looking = partial(look_again, context, due, now)
    return await (stages.run("look at articles again", looking) if due else looking())


async def _read_entries(context: RunContext, stages: Stages) -> tuple[EntryRead, ...]:
    """Read what waits in the inbox, a stage a batch, the first published first; reading goes on from batch to batch."""
    done: tuple[EntryRead, ...] = ()
    due = inbox.waiting(context)
    async with inbox.reading(context, due) as readings:
        for start in range(0, len(due), BATCH):
            batch: Sequence[InboxEntry] = due[start : start + BATCH]
            name = f"read articles {start + 1} to {start + len(batch)}"
            done += await stages.run(name, partial(inbox.settle, context, batch, readings))
    return done


async def _deliver(context: RunContext, stages: Stages, asked: Asked) -> tuple[MailsSent, tuple[str, ...]]:
    """Send what waits, and finish; where nothing is to go out, that is no stage."""
    waits = await asyncio.to_thread(steps.fill_outbox, context)
    ending = partial(asyncio.to_thread, _end, context, asked)
    return await (stages.run("deliver", ending) if waits else ending())


def _end(context: RunContext, asked: Asked) -> tuple[MailsSent, tuple[str, ...]]:
    """Send what waits, finish, and tell the operator of feeds that stay bad or are back, and of faults."""
    mails = steps.deliver(context)
    steps.end_pass(context)
    # A watch that never was of use counts its time from its first pass on.
    if not asked.trouble or context.store.moment(LATEST_GOOD_RUN) is None:
        context.store.set_moment(LATEST_GOOD_RUN, utc_now())
    if not asked.trouble:
        context.store.note_awake(utc_now())
    return mails, steps.tell_of_feeds(context, asked.feeds) + steps.tell_of_faults(context)


def _report(
    context: RunContext,
    started_at: datetime,
    asked: Asked,
    entries: tuple[EntryRead, ...],
    mails: MailsSent,
    unsent: tuple[str, ...],
) -> RunReport:
    counts = context.store.counts()
    return RunReport(
        started_at=started_at,
        ended_at=utc_now(),
        feeds=asked.feeds,
        entries=entries,
        mails=mails,
        operator_mails_failed=unsent,
        resting=len(context.feeds) - len(asked.feeds),
        waiting=counts.get("entries waiting", 0),
        counts=counts,
        store=context.store.name,
        faults=context.faults.faults,
        trouble=asked.trouble,
        again_within_s=AGAIN_S if asked.outage else None,
    )
