"""Threads for what waits rather than works, such as name look-ups: with the usual few, one feed waits for others."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor


def roomy_executor(threads: int) -> None:
    """Give the running loop that many threads for its blocking calls."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(min(max(threads, 8), 128)))
