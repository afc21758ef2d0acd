"""The flow: one pass over the feeds, from polls to mails, as it can be watched in Prefect.

No task has retries of Prefect's: each feed, entry and mail carries its own next attempt in the store, where it outlives
the run, and to repeat a whole task would only ask again what was just asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from extractors.records import Feed, FeedMemory, InboxEntry
from flows import steps
from flows.call import Call, calling, current_call
from flows.clock import utc_now
from flows.desk import Desk, open_desk
from flows.extracting import load_extractor
from flows.log import log_end, log_progress
from flows.prefect_room import completed, publish_markdown, reach_server
from flows.revisits import look_again
from flows.run_markdown import markdown_of
from flows.run_report import EntryRead, FeedPolled, MailsSent, Observer, Progress, RunReport
from flows.settings import Settings
from flows.sole_run import sole_run

ANOTHER_RUNS = "another pass is under way on this store; this one left it alone"
BATCH = 50
MOST_POLL_TASKS = 100


def run_once(settings: Settings, *, observe: Observer | None = None, every_feed: bool = True) -> RunReport:
    """One pass as a flow run of this process; it can be called again. ``observe`` hears of each step at once.

    ``every_feed`` polls also those whose next poll is not due. StoreError and SettingsError come through.
    """
    call = Call(settings, observe or (lambda _: None), every_feed)
    with ThreadPoolExecutor(1) as beside:
        server = beside.submit(reach_server)
        load_extractor(settings.model)
        server.result()
    with calling(call):
        asyncio.run(monitor())
    if call.report is None:
        raise RuntimeError("the flow ended without a report")
    return call.report


def _run_name() -> str:
    return f"pass of {utc_now():%Y-%m-%d %H:%M:%S} UTC"


@flow(name="monitor", flow_run_name=_run_name, persist_result=False)
async def monitor() -> State[Any]:
    """Poll the feeds, read what is new, keep what is on the subject, tell what is new in it."""
    call = current_call()
    started_at = utc_now()
    async with open_desk(call.settings, _logged(call.observe)) as desk, sole_run(desk.store, desk.holder) as alone:
        if not alone:
            call.report = RunReport(started_at, utc_now(), skipped=ANOTHER_RUNS)
            return completed("Skipped", ANOTHER_RUNS)
        feeds = await poll_feeds(desk, call.every_feed)
        entries = await read_entries(desk) + await reread_alerted(desk)
        mails = await deliver(desk)
        unsent = await tell_of_feeds(desk, feeds)
        call.report = _report(desk, started_at, feeds, entries, mails, unsent)
    log_end(get_run_logger(), call.report)
    await publish_markdown("monitor", markdown_of(call.report), call.report.summary())
    return completed(None if call.report.all_went_well else "CompletedWithErrors", call.report.summary())


def _logged(observe: Observer) -> Observer:
    """Tell the run's log, too; it is what can be seen beside the run in Prefect."""
    logger = get_run_logger()

    def both(progress: Progress) -> None:
        log_progress(logger, progress)
        observe(progress)

    return both


async def poll_feeds(desk: Desk, every_feed: bool) -> tuple[FeedPolled, ...]:
    """Poll the feeds that are due side by side: a task each, or a task for a few where there are very many."""
    due = steps.due_feeds(desk, every=every_feed)
    size = -(-len(due) // MOST_POLL_TASKS) or 1
    groups = [due[start : start + size] for start in range(0, len(due), size)]
    polled = await asyncio.gather(*(poll_group(desk, group, _outlets(group)) for group in groups))
    return tuple(one for group in polled for one in group)


async def read_entries(desk: Desk) -> tuple[EntryRead, ...]:
    """Read what waits in the inbox, a task a batch, the first published first."""
    done: list[EntryRead] = []
    due = desk.store.due_entries(utc_now(), desk.settings.entries_per_run)
    for start in range(0, len(due), BATCH):
        batch = due[start : start + BATCH]
        done += await read_batch(desk, batch, f"{start + 1} to {start + len(batch)}")
    return tuple(done)


@task(task_run_name="poll {outlets}", cache_policy=NO_CACHE)
async def poll_group(
    desk: Desk,
    group: Sequence[tuple[Feed, FeedMemory]],
    outlets: str,  # noqa: ARG001 - names the task run
) -> list[FeedPolled]:
    """Poll a few feeds at once, usually one."""
    return list(await asyncio.gather(*(steps.poll(desk, feed, memory) for feed, memory in group)))


@task(task_run_name="read articles {which}", cache_policy=NO_CACHE)
async def read_batch(
    desk: Desk,
    batch: Sequence[InboxEntry],
    which: str,  # noqa: ARG001 - names the task run
) -> tuple[EntryRead, ...]:
    """Read and judge one batch of articles."""
    return await steps.read(desk, batch)


@task(task_run_name="read alerted articles again", cache_policy=NO_CACHE)
async def reread_alerted(desk: Desk) -> tuple[EntryRead, ...]:
    """Look for changes in articles that were told of."""
    return await look_again(desk, utc_now())


@task(task_run_name="deliver alerts", cache_policy=NO_CACHE)
async def deliver(desk: Desk) -> MailsSent:
    """Send what waits in the outbox."""
    return await asyncio.to_thread(steps.deliver, desk)


@task(task_run_name="tell of feeds", cache_policy=NO_CACHE)
async def tell_of_feeds(desk: Desk, feeds: tuple[FeedPolled, ...]) -> tuple[str, ...]:
    """Tell the operator of feeds that stay bad or are back, and finish."""
    await asyncio.to_thread(steps.finish, desk)
    return await asyncio.to_thread(steps.tell_of_feeds, desk, feeds)


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
