"""The corners of Prefect that are awkwardly typed, each behind a plain function."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from prefect.artifacts import acreate_markdown_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from prefect.states import Cancelled, Completed

from flows.serving.prefect.dead_runs import declare_dead


async def publish_markdown(key: str, markdown: str, description: str) -> None:
    """Leave a markdown artifact at the run that is under way; ``key`` groups those of all runs."""
    await cast("Any", acreate_markdown_artifact)(key=key, markdown=markdown, description=description)


async def describe_run(name: str, tags: Sequence[str]) -> None:
    """Give the run that is under way another name, and tags beside those it has."""
    run = _under_way().flow_run
    kept = [tag for tag in run.tags if tag not in tags]
    async with get_client() as client:
        await client.update_flow_run(run.id, name=name, tags=[*kept, *tags])
    run.name = name


async def declare_forerunners_dead() -> None:
    """Show what came before the run that is under way for what it is; only for one that had the store for itself."""
    context = _under_way()
    if context.flow_run.deployment_id:
        async with get_client() as client:
            await declare_dead(client, context.flow_run.deployment_id, context.start_time)


def _under_way() -> Any:
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        raise RuntimeError("no flow run is under way here")
    return context


def completed(name: str | None, message: str) -> State[Any]:
    """A run that finished, under its own name where it did not go as usual."""
    return Completed(name=name, message=message) if name else Completed(message=message)


def cancelled(message: str) -> State[Any]:
    """A run that was stopped from outside."""
    return Cancelled(message=message)
