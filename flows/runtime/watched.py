"""A pass as it can be watched from outside while it is made: its stages, its steps, and what it came to.

Whoever makes the pass tells; who watches may sit in another thread and another event loop, come late, stop half-way or
hang: the pass never waits for them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from flows.runtime.run_report import Progress, RunReport

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that has begun; ``done`` ends with it, with its exception where it failed."""

    name: str
    done: Future[None]


@dataclass(frozen=True, slots=True)
class _Link:
    told: Stage | Progress | None
    next: Future[_Link] = field(default_factory=lambda: _promise())


def _promise() -> Future[Any]:
    """A future that those who wait for it cannot cancel for the others."""
    future: Future[Any] = Future()
    future.set_running_or_notify_cancel()
    return future


class PassStoppedError(Exception):
    """Whoever made the pass stopped it; what it did is stored."""

    def __str__(self) -> str:
        return "stopped before its end; what it did is stored"


class WatchedPass:
    """The stages of one pass (``flows.passing.one_pass.Stages``), told to who watches.

    ``outcome`` is its report or its error, ``end`` when that came, in seconds of the monotonic clock.
    """

    def __init__(self) -> None:
        self.outcome: Future[RunReport] = _promise()
        self.end: Future[float] = _promise()
        self._first: Future[_Link] = _promise()
        self._last = self._first
        self._lock = Lock()

    @property
    def had_the_store(self) -> bool:
        """Whether the pass has come to its end and no other was under way on its store."""
        done = self.outcome.done() and self.outcome.exception() is None
        return done and not self.outcome.result().skipped

    async def run(self, name: str, work: Callable[[], Awaitable[T]]) -> T:
        """Do the work of a stage, and tell that it begins and how it ends."""
        done = _promise()
        self._tell(Stage(name, done))
        try:
            answer = await work()
        except BaseException as error:
            done.set_exception(_reason(error))
            raise
        done.set_result(None)
        return answer

    def hear(self, progress: Progress) -> None:
        """Tell of a step, from any thread."""
        self._tell(progress)

    async def make(self, work: Callable[[], Awaitable[RunReport]]) -> RunReport:
        """Make the pass itself; its end is told however it ends."""
        try:
            report = await work()
        except BaseException as error:
            self.outcome.set_exception(_reason(error))
            raise
        else:
            self.outcome.set_result(report)
            return report
        finally:
            self._tell(None)
            self.end.set_result(time.monotonic())

    async def told(self) -> AsyncIterator[Stage | Progress]:
        """Everything that is told, from the first on, until the pass ends."""
        link = await asyncio.wrap_future(self._first)
        while link.told is not None:
            yield link.told
            link = await asyncio.wrap_future(link.next)

    def _tell(self, told: Stage | Progress | None) -> None:
        link = _Link(told)
        with self._lock:
            self._last.set_result(link)
            self._last = link.next


def _reason(error: BaseException) -> Exception:
    """An error that does not stop those who hear of it."""
    return error if isinstance(error, Exception) else PassStoppedError()
