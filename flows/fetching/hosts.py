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

    def close(self, host: str, seconds: float) -> None:
        """Leave a host alone for a while: it said that we ask too much."""
        door = self._door(host)
        door.closed_until = max(door.closed_until, _clock() + seconds)

    def closed_for(self, host: str) -> float:
        """Seconds for which a host is still to be left alone; 0 if it may be asked."""
        return max(0.0, self._door(host).closed_until - _clock())

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
