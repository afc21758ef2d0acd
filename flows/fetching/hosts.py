"""Turns: how many requests a host, and all hosts together, see at once, and with what pause between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from math import inf


@dataclass(slots=True)
class _Host:
    slots: asyncio.Semaphore
    starting: asyncio.Lock = field(default_factory=asyncio.Lock)
    last_start: float = -inf
    closed_until: float = -inf
    closed_by: int = 0


class HostTurns:
    """Hands out turns. Whoever waits for a slow host waits at that host's door and holds nothing of the others."""

    def __init__(self, concurrency: int, per_host: int) -> None:
        self._all = asyncio.Semaphore(concurrency)
        self._per_host = per_host
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, pause_s: float) -> AsyncIterator[None]:
        """A turn at ``host``: its start is at least ``pause_s`` after the start of the turn before."""
        door = self._door(host)
        async with door.slots:
            await _wait_for_start(door, pause_s)
            async with self._all:
                yield

    def close(self, host: str, status: int, seconds: float) -> None:
        """Leave a host alone for a while: it said by ``status`` that we ask too much."""
        door = self._door(host)
        until = _clock() + seconds
        if until > door.closed_until:
            door.closed_until, door.closed_by = until, status

    def closed(self, host: str) -> tuple[int, float]:
        """The status by which a host closed its door and the seconds that are left; 0 and 0 if it is open."""
        door = self._door(host)
        left_s = door.closed_until - _clock()
        return (door.closed_by, left_s) if left_s > 0 else (0, 0.0)

    def _door(self, host: str) -> _Host:
        door = self._hosts.get(host)
        if door is None:
            door = self._hosts[host] = _Host(asyncio.Semaphore(self._per_host))
        return door


async def _wait_for_start(door: _Host, pause_s: float) -> None:
    """Wait by when the last one really started, so that a program that lags behind does not send a burst."""
    async with door.starting:
        left_s = door.last_start + pause_s - _clock()
        if left_s > 0:
            await asyncio.sleep(left_s)
        door.last_start = _clock()


def _clock() -> float:
    return asyncio.get_running_loop().time()
