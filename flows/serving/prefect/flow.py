"""The flow: a pass over the feeds as it can be watched in Prefect.

What a pass does stands in ``flows/passing/one_pass.py``.

The flow shows a pass and does not make it: its stages are task runs that wait for their ends. So whatever becomes of
Prefect in the middle of a pass, the pass goes on. No task has retries of Prefect's: each feed, entry and mail carries
its own next attempt in the store, where it outlives the run, and to repeat a whole stage would ask again what was just
asked.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from pathlib import Path
from typing import Any, cast

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from flows.passing.one_pass import watch_patiently
from flows.runtime.clock import utc_now
from flows.runtime.log import log_end, log_progress
from flows.runtime.run_report import FeedPolled, Progress, RunReport
from flows.runtime.watched import PassStoppedError, Stage, WatchedPass
from flows.serving.prefect.artifacts import artifacts_of
from flows.serving.prefect.shown_pass import pass_to_show
from flows.serving.prefect.typed import cancelled, completed, declare_forerunners_dead, describe_run, publish_markdown
from flows.settings.settings_file import load_settings


def run_name() -> str:
    """What a run is called until it has come to something."""
    return f"under way since {utc_now():%H:%M:%S} UTC"


# No result is kept. Without a place for them the engine asks the server for one, twice a run, over a new connection.
# Nor are parameters checked, of which there are none: a model is made for that in every run.
@flow(
    name="monitor",
    flow_run_name=run_name,
    persist_result=False,
    result_storage=Path("results"),
    validate_parameters=False,
)
async def monitor() -> State[Any]:
    """Poll the feeds, read what is new, keep what is on the subject, tell what is new in it."""
    watched = pass_to_show()
    return await show(watched) if watched else await _make_and_show()


async def _make_and_show() -> State[Any]:
    """In a process of its own, as a worker starts it: the pass is made here, too."""
    watched, settings = WatchedPass(), load_settings()
    made = asyncio.create_task(watched.make(lambda: watch_patiently(settings, watched, watched.hear)), name="the pass")
    try:
        state = await show(watched)
        if watched.had_the_store:
            await declare_forerunners_dead()
        return state
    finally:
        await asyncio.wait([made])


async def show(watched: WatchedPass) -> State[Any]:
    """Show a pass in the run that is under way, from its first stage to what it came to. Its error comes through."""
    stages: list[asyncio.Task[Any]] = []
    logger = get_run_logger()
    async for told in watched.told():
        if isinstance(told, Stage):
            stages.append(asyncio.create_task(_shown(told)))
        elif _is_worth_a_line(told):
            log_progress(logger, told)
    await asyncio.gather(*stages, return_exceptions=True)
    try:
        report = await asyncio.wrap_future(watched.outcome)
    except PassStoppedError as error:
        return cancelled(str(error))
    log_end(logger, report)
    return await _ended(report)


async def _shown(stage: Stage) -> None:
    """A stage that fails, fails in Prefect's eyes, too; what becomes of the pass is told by the pass."""
    await cast("Any", _stage)(stage.name, stage.done, return_state=True)


@task(task_run_name="{name}", cache_policy=NO_CACHE, persist_result=False)
async def _stage(name: str, done: Future[None]) -> None:  # noqa: ARG001 - names the task run
    await asyncio.wrap_future(done)


def _is_worth_a_line(told: Progress) -> bool:
    """A feed without anything new has its row among the feeds; a line for each, every pass, is 6 MB a day."""
    return not isinstance(told, FeedPolled) or bool(told.error or told.new)


async def _ended(report: RunReport) -> State[Any]:
    await describe_run(report.headline(), report.tags())
    for key, markdown in artifacts_of(report).items():
        await publish_markdown(key, markdown, report.summary())
    if report.skipped:
        return completed("Skipped", report.skipped)
    return completed(None if report.all_went_well else "CompletedWithErrors", report.summary())
