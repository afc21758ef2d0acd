"""Runs that a Prefect server shows as under way though nobody makes them any more.

Automations (``deploy/automations.yaml``) find most of them by their silence. What a server had heard in the second in
which it was killed itself it has forgotten, and with that the sign after which silence would count; so a pass that is
through looks after its forerunners, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Crashed

from flows.runtime.clock import utc_now

# A pass that another one has kept from the store ends within seconds; a worker has a run going within half a minute.
ENDS_WITHIN = timedelta(seconds=60)
BEGINS_WITHIN = timedelta(seconds=300)


async def unended_runs(client: PrefectClient, deployment: UUID, *, scheduled: bool) -> list[FlowRun]:
    """The runs of a deployment that are shown as under way, and those that are yet to come, the first due first."""
    types = [StateType.RUNNING, StateType.PENDING, *([StateType.SCHEDULED] if scheduled else [])]
    return await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            deployment_id=FlowRunFilterDeploymentId(any_=[deployment]),
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=types)),
        ),
        sort=FlowRunSort.EXPECTED_START_TIME_ASC,
    )


async def declare_dead(client: PrefectClient, deployment: UUID, since: datetime) -> None:
    """Show as crashed what came before a pass that began at ``since`` and had the store for itself.

    It could not have had it otherwise. Runs of other deployments work on other stores and are left alone.
    """
    shown = await unended_runs(client, deployment, scheduled=False)
    for dead in _dead_among(shown, since):
        message = "Its process is gone. What the pass did until then is stored; the next one went on from there."
        await client.set_flow_run_state(dead.id, Crashed(message=message))


def _dead_among(runs: Sequence[FlowRun], since: datetime) -> Iterator[FlowRun]:
    """Those that began well before ``since``, and those that a worker took and did not begin."""
    for run in runs:
        if run.start_time is not None:
            if run.start_time < since - ENDS_WITHIN:
                yield run
        elif run.state is not None and run.state.timestamp < utc_now() - BEGINS_WITHIN:
            yield run
