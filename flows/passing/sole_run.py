"""Of several passes on one store, one runs at a time: a lease in the store itself, prolonged while the pass works."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from flows.runtime.clock import utc_now

if TYPE_CHECKING:
    from storage.store import Store

LEASE = "monitor"
TTL_S = 90.0  # prolonged every quarter of it: three in a row must fail before another pass takes over


@asynccontextmanager
async def sole_run(store: Store, holder: str, *, ttl_s: float = TTL_S) -> AsyncIterator[bool]:
    """Hold the lease while the body runs; False where another pass has it. One that hangs loses it after ``ttl_s``."""
    if not store.acquire_lease(LEASE, holder, utc_now(), ttl_s):
        yield False
        return
    # Beside the pass, whose steps may each take longer than the lease.
    keeper = asyncio.create_task(_prolong(store, holder, ttl_s))
    try:
        yield True
    finally:
        keeper.cancel()
        store.release_lease(LEASE, holder)


async def _prolong(store: Store, holder: str, ttl_s: float) -> None:
    while True:
        await asyncio.sleep(ttl_s / 4)
        await asyncio.to_thread(store.acquire_lease, LEASE, holder, utc_now(), ttl_s)
