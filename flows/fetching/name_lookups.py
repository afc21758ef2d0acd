"""Name look-ups in threads of their own, so that a dead name server holds up nobody else's work."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

from aiohttp.abc import AbstractResolver, ResolveResult

# Twice what is asked at once unless told otherwise: a look-up that a dead server leaves hanging keeps its thread.
_THREADS = 128
_NUMERIC = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV


class ThreadedNames(AbstractResolver):
    """The system's resolver, asked in a pool of its own."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="names")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The numeric addresses of ``host``; OSError if it has none."""
        infos = await asyncio.get_running_loop().run_in_executor(self._pool, _look_up, host, port, family)
        return [
            ResolveResult(hostname=host, host=str(address[0]), port=port, family=kind, proto=protocol, flags=_NUMERIC)
            for kind, _, protocol, _, address in infos
        ]

    async def close(self) -> None:
        """Let go of the threads without waiting for look-ups that nobody needs any more."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int, family: socket.AddressFamily) -> list[tuple]:  # type: ignore[type-arg]
    return socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
