"""The flow: one pass over the feeds as it can be watched in Prefect. What a pass does stands in ``flows/passing.py``.

No task has retries of Prefect's: each feed, entry and mail carries its own next attempt in the store, where it outlives
the run, and to repeat a whole task would only ask again what was just asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from flows.call import Call, calling, current_call
from flows.clock import utc_now
from flows.log import log_end, log_progress
from flows.passing import watch_once
from flows.prefect_room import completed, publish_markdown, reach_server
from flows.reading.loading import load_extractor
from flows.run_markdown import markdown_of
from flows.run_report import Observer, Progress, RunReport
from flows.settings import Settings

T = TypeVar("T")


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
    observe = _logged(call.observe)
    call.report = report = await watch_once(call.settings, TaskStages(), observe, every_feed=call.every_feed)
    log_end(get_run_logger(), report)
    if report.skipped:
        return completed("Skipped", report.skipped)
    await publish_markdown("monitor", markdown_of(report), report.summary())
    return completed(None if report.all_went_well else "CompletedWithErrors", report.summary())


class TaskStages:
    """Each stage as a task run."""

    async def run(self, name: str, work: Callable[[], Awaitable[T]]) -> T:
        """Do the work in a task run of that name."""
        answer: T = await _stage(name, work)
        return answer


@task(task_run_name="{name}", cache_policy=NO_CACHE)
async def _stage(name: str, work: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ARG001 - names the task run
    return await work()


def _logged(observe: Observer) -> Observer:
    """Tell the run's log, too; it is what can be seen beside the run in Prefect."""
    logger = get_run_logger()

    def both(progress: Progress) -> None:
        log_progress(logger, progress)
        observe(progress)

    return both
