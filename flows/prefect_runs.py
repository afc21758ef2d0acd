"""Flow runs made in this process: of the deployment for the passes of the schedule, else for themselves."""

from __future__ import annotations

import logging
from contextlib import AsyncExitStack
from contextvars import copy_context
from copy import copy
from typing import Any, cast

from prefect import Flow
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun
from prefect.context import AsyncClientContext
from prefect.flow_engine import run_flow
from prefect.states import Pending

from flows.clock import utc_now
from flows.monitor import monitor, run_name
from flows.prefect_automations import put_automations
from flows.showing import showing
from flows.watched import WatchedPass

DEPLOYMENT = "watch"
TAGS = ["recognition-watch"]


class PassRuns:
    """Makes a flow run for each pass. ``scheduled`` passes are runs of the deployment, which is registered before."""

    def __init__(self, *, scheduled: bool) -> None:
        # That a task run has begun and ended can be seen; as lines they are half of a pass's log.
        logging.getLogger("prefect.task_runs").setLevel(logging.WARNING)
        self._scheduled = scheduled
        self._deployment: Any = None
        self._clients = AsyncExitStack()
        self._kept: AsyncClientContext | None = None
        # The client stays in a context of this object's own: to make one costs 40 ms, with its certificates.
        self.context = copy_context()

    async def show(self, watched: WatchedPass) -> None:
        """One run that shows the pass. An error of the pass fails the run; only one of Prefect comes through."""
        if self._kept is None:
            self._kept = await self._clients.enter_async_context(AsyncClientContext())
        run = await self._next(self._kept.client) if self._scheduled else None
        with showing(watched):
            await cast("Any", run_flow)(_named() if run else monitor, flow_run=run, return_type="state")

    async def _next(self, client: PrefectClient) -> FlowRun:
        """The run that somebody asked for in Prefect's pages, if one waits, else one by our own clock."""
        if self._deployment is None:
            await put_automations(client)
            self._deployment = await _deploy(client)
        waiting = await client.get_scheduled_flow_runs_for_deployments([self._deployment], utc_now(), limit=1)
        run = waiting[0] if waiting else await self._new(client)
        # The engine listens for each run of a deployment whether somebody suspends it, with a connection and a thread,
        # and waits for that connection without end. The server knows the deployment all the same.
        return run.model_copy(update={"deployment_id": None})

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
