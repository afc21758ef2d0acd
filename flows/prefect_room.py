"""The corners of Prefect that are awkwardly typed, each behind a plain function."""

from __future__ import annotations

from typing import Any, cast

from prefect.artifacts import acreate_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed


async def publish_markdown(key: str, markdown: str, description: str) -> None:
    """Leave a markdown artifact at the run that is under way; ``key`` groups those of all runs."""
    await cast("Any", acreate_markdown_artifact)(key=key, markdown=markdown, description=description)


def completed(name: str | None, message: str) -> State[Any]:
    """A run that finished, under its own name where it did not go as usual."""
    return Completed(name=name, message=message) if name else Completed(message=message)
