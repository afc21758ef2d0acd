"""Threads for what waits rather than works, such as name look-ups: with the usual few, one feed waits for others."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from weakref import WeakKeyDictionary

_roomy: WeakKeyDictionary[asyncio.AbstractEventLoop, int] = WeakKeyDictionary()


def roomy_executor(threads: int) -> None:
    """Give the running loop that many threads for its blocking calls, once: a loop may live for many passes."""
    # Python gives a loop a thread a core and four: of two cores six, for which polls, store and mails would wait.
    loop, wanted = asyncio.get_running_loop(), min(max(threads, 8), 128)
    if _roomy.get(loop, 0) < wanted:
        loop.set_default_executor(ThreadPoolExecutor(wanted))
        _roomy[loop] = wanted
