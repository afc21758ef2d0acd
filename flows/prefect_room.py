"""The corners of Prefect that are awkwardly typed, each behind a plain function."""

from __future__ import annotations

from typing import Any, cast

from prefect import settings
from prefect.artifacts import acreate_markdown_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.states import Completed

from extractors.errors import SettingsError


def reach_server() -> None:
    """See that a Prefect server answers, bringing up a temporary one where none is named; SettingsError if not."""
    named = settings.PREFECT_API_URL.value()
    where = "PREFECT_API_URL" if named else "Prefect"
    try:
        with get_client(sync_client=True) as client:
            trouble = client.api_healthcheck()
    except (RuntimeError, ValueError, OSError) as error:
        trouble = error
    if trouble is not None:
        why = f"no server answers at {named}" if named else f"its temporary server does not start ({trouble})"
        mend = (
            "start it, or unset the variable" if named else "see that the state folder can be written, then try again"
        )
        raise SettingsError(where, " ".join(why.split()), mend)


async def publish_markdown(key: str, markdown: str, description: str) -> None:
    """Leave a markdown artifact at the run that is under way; ``key`` groups those of all runs."""
    await cast("Any", acreate_markdown_artifact)(key=key, markdown=markdown, description=description)


def completed(name: str | None, message: str) -> State[Any]:
    """A run that finished, under its own name where it did not go as usual."""
    return Completed(name=name, message=message) if name else Completed(message=message)
