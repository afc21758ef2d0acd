"""Flow runs made in this process: of the deployment for the passes of the schedule, else for themselves."""

from __future__ import annotations

import logging
import time
from contextlib import AsyncExitStack
from contextvars import copy_context
from copy import copy
from typing import Any, cast

from prefect import Flow
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun
from prefect.context import AsyncClientContext, SyncClientContext
from prefect.flow_engine import run_flow
from prefect.states import Pending

from flows.runtime.clock import utc_now
from flows.runtime.watched import WatchedPass
from flows.serving.prefect.automations import put_automations
from flows.serving.prefect.dead_runs import declare_dead, unended_runs
from flows.serving.prefect.flow import monitor, run_name
from flows.serving.prefect.shown_pass import showing

DEPLOYMENT = "watch"
TAGS = ["recognition-watch"]
# Prefect takes a deployment for ready that somebody has asked for runs within two hours (deploy/prefect-server.env). To
# ask costs its server as much as to begin a run.
READY_EVERY_S = 3600.0


class PassRuns:
    """Makes a flow run for each pass. ``scheduled`` passes are runs of the deployment, which is registered before."""

    def __init__(self, *, scheduled: bool) -> None:
        # That a task run has begun and ended can be seen; as lines they are half of a pass's log.
        logging.getLogger("prefect.task_runs").setLevel(logging.WARNING)
        self._scheduled = scheduled
        self._deployment: Any = None
        self._asked = -READY_EVERY_S
        self._clients = AsyncExitStack()
        self._kept: AsyncClientContext | None = None
        # The clients stay in a context of this object's own: to make one costs 40 ms, with its certificates, and the
        # engine wants a synchronous one, too, which it never asks anything.
        self.context = copy_context()

    async def show(self, watched: WatchedPass) -> None:
        """One run that shows the pass. An error of the pass fails the run; only one of Prefect comes through."""
        if self._kept is None:
            self._kept = await self._clients.enter_async_context(AsyncClientContext())
            self._clients.enter_context(SyncClientContext())
        client, began = self._kept.client, utc_now()
        run, others = await self._next(client) if self._scheduled else (None, False)
        with showing(watched):
            await cast("Any", run_flow)(_named() if run else monitor, flow_run=run, return_type="state")
        if others and watched.had_the_store:
            await declare_dead(client, self._deployment, began)

    async def _next(self, client: PrefectClient) -> tuple[FlowRun, bool]:
        """The run that somebody asked for in Prefect's pages, if one waits, else one by our own clock.

        And whether other runs of the deployment are shown as under way.
        """
        await self._be_ready(client)
        unended, now = await unended_runs(client, self._deployment, scheduled=True), utc_now()
        waiting = [one for one in unended if one.state and one.state.is_scheduled()]
        due = [one for one in waiting if one.next_scheduled_start_time and one.next_scheduled_start_time <= now]
        run = due[0] if due else await self._new(client)
        # The engine listens for each run of a deployment whether somebody suspends it, with a connection and a thread,
        # and waits for that connection without end. The server knows the deployment all the same.
        return run.model_copy(update={"deployment_id": None}), len(unended) > len(waiting)

    async def _be_ready(self, client: PrefectClient) -> None:
        """See that the server has the deployment, and shows it as one that somebody works for."""
        if self._deployment is None:
            await put_automations(client)
            self._deployment = await _deploy(client)
        if time.monotonic() - self._asked >= READY_EVERY_S:
            await client.get_scheduled_flow_runs_for_deployments([self._deployment], utc_now(), limit=1)
            self._asked = time.monotonic()

    async def _new(self, client: PrefectClient) -> FlowRun:
        return await client.create_flow_run_from_deployment(self._deployment, state=Pending(), name=run_name())


def _named() -> Flow[[], Any]:
    """The flow for a run that has its name already: to give it one is another question to the server."""
    flow = copy(monitor)
    flow.flow_run_name = None
    return flow


async def _deploy(client: PrefectClient) -> Any:
    """Register the deployment; it has no schedule at the server, for the clock is ours."""
    what = "One pass over the feeds: poll, read, judge, tell. Made every few minutes by `recognition-watch serve`."
    made = await monitor.ato_deployment(name=DEPLOYMENT, tags=TAGS, description=what)
    key = await cast("Any", made.aapply)()
    for schedule in await client.read_deployment_schedules(key):
        await client.delete_deployment_schedule(key, schedule.id)
    return key
