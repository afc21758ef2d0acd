"""How the stages of a pass are run: as they are, or so that they can be watched."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Stages(Protocol):
    """How the stages of a pass are run."""

    async def run(self, name: str, work: Callable[[], Awaitable[T]]) -> T:
        """Do the work once and answer what it answers; its exceptions come through."""
        ...


class PlainStages:
    """Each stage as it is."""

    async def run(self, name: str, work: Callable[[], Awaitable[T]]) -> T:  # noqa: ARG002 - nobody watches
        """Do the work."""
        return await work()
