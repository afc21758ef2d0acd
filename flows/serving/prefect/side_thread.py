"""Shows passes in Prefect from a thread of its own: what becomes of Prefect becomes of nobody else.

The pass never waits here. A showing that is not through a while after its pass has ended is given up; where not even
that can be done, because something in Prefect holds its event loop, the thread is left alone and another takes over.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import Future, wait
from threading import Thread
from typing import TYPE_CHECKING, Any

from flows.runtime.watched import WatchedPass
from flows.serving.prefect.availability import Availability

if TYPE_CHECKING:
    # 1.4 s of CPU for Prefect, spent in this thread while the first pass is on its way.
    from flows.serving.prefect.runs import PassRuns

MOST_THREADS = 4  # one that hangs cannot be ended; what hangs four times will hang again
THREAD = "prefect"


class PrefectSide:
    """Prefect beside the passes of this process.

    ``patience_s`` is how long after the end of its pass a showing may take; ``scheduled`` passes are runs of the
    deployment, others stand for themselves.
    """

    def __init__(self, address: str, standing: Availability, *, patience_s: float, scheduled: bool) -> None:
        self._address = address
        self._standing = standing
        self._patience_s = patience_s
        self._scheduled = scheduled
        self._loops: list[asyncio.AbstractEventLoop] = []
        self._showing: Future[None] | None = None
        self._shown: WatchedPass | None = None
        self._runs: PassRuns | None = None

    def show(self, watched: WatchedPass) -> None:
        """Begin to show a pass; it stays unseen while the one before it is still being shown."""
        if self._showing and not self._showing.done() and not self._gives_up():
            return
        if not self._loops:
            self._loops.append(_loop_in_a_thread())
        self._shown = watched
        self._showing = asyncio.run_coroutine_threadsafe(self._show(watched), self._loops[-1])

    def finish(self, timeout_s: float | None = None) -> bool:
        """Wait for what is being shown, but not for long; whether it is through."""
        if self._showing is None:
            return True
        return bool(wait([self._showing], self._patience_s if timeout_s is None else timeout_s).done)

    def _gives_up(self) -> bool:
        """Leave the thread alone where not even giving up in it has worked; whether another one has taken over."""
        if self._shown is None or not self._shown.end.done():
            return False
        if time.monotonic() - self._shown.end.result() <= 3 * self._patience_s:
            return False
        self._away("something in Prefect hangs")
        if len(self._loops) == MOST_THREADS:
            return False
        self._loops.append(_loop_in_a_thread())
        return True

    def _room(self) -> PassRuns:
        # 1.4 s of CPU for Prefect, spent in this thread while the first pass is on its way.
        from flows.serving.prefect.runs import PassRuns

        self._runs = self._runs or PassRuns(scheduled=self._scheduled)
        return self._runs

    async def _show(self, watched: WatchedPass) -> None:
        """Show a pass as far as Prefect lets us, and note how it stands with Prefect."""
        runs = self._room()
        showing = asyncio.create_task(runs.show(watched), context=runs.context)
        either: set[asyncio.Future[Any]] = {showing, asyncio.wrap_future(watched.end)}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not showing.done():
            await asyncio.wait([showing], timeout=self._patience_s)
        if not showing.done():
            self._away(f"{self._address} does not answer in time")
            showing.cancel()
            await asyncio.wait([showing], timeout=self._patience_s)
        elif showing.cancelled() or (error := showing.exception()) is None:
            self._standing.here(self._address)
        else:
            self._away(f"{self._address}: {type(error).__name__}: {error}")

    def _away(self, reason: str) -> None:
        self._runs = None
        self._standing.away(reason)


def _loop_in_a_thread() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, name=THREAD, daemon=True).start()
    return loop
