"""Recording polls: those that end while the store is being written to are written together, in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.errors import RecognitionWatchError
from flows.runtime.clock import utc_now

if TYPE_CHECKING:
    from extractors.records import Entry, FeedMemory
    from storage.store import Store

MOST_AT_ONCE = 200  # so that no other writer waits long

Poll = tuple["FeedMemory", Sequence["Entry"]]
NewEntries = tuple["Entry", ...]


class PollRecorder:
    """Writes the polls of one pass; as a poll costs the store a transaction otherwise, hundreds would wait in line."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[Poll, asyncio.Future[NewEntries]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def record(self, memory: FeedMemory, seen: Sequence[Entry]) -> NewEntries:
        """Remember how a feed was found and put its unseen entries into the inbox; the new ones come back.

        StoreError where the store cannot be used; what goes wrong with one poll's data comes from its own call alone.
        """
        told: asyncio.Future[NewEntries] = asyncio.get_running_loop().create_future()
        self._waiting.append(((memory, seen), told))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        return await told

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            await self._write_batch(batch)

    async def _write_batch(self, batch: Sequence[tuple[Poll, asyncio.Future[NewEntries]]]) -> None:
        try:
            news = await asyncio.to_thread(self._store.record_polls, [poll for poll, _ in batch], utc_now())
        except Exception as error:  # noqa: BLE001 - goes to those who wait for it
            # One of them holds what the store refuses: singly, it alone fails. A store that is away fails all alike.
            if len(batch) > 1 and not isinstance(error, RecognitionWatchError):
                for one in batch:
                    await self._write_batch([one])
                return
            for told in _waiting(batch):
                told.set_exception(error)
            return
        for (_, told), new in zip(batch, news, strict=True):
            if not told.done():
                told.set_result(new)


def _waiting(batch: Sequence[tuple[Poll, asyncio.Future[NewEntries]]]) -> list[asyncio.Future[NewEntries]]:
    """Those who still wait: a poll may have been cancelled meanwhile."""
    return [told for _, told in batch if not told.done()]
