"""The workers: processes that read pages and feeds. They start when there is work, stay warm, and are replaced."""

from __future__ import annotations

import asyncio
import atexit
import math
import multiprocessing
import os
import threading
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from extractors.errors import SettingsError
from flows.reading.worker import Reply, attempt, begin
from flows.runtime.faults import ElsewhereError

if TYPE_CHECKING:
    from pebble import ProcessPool

    from extractors.records import Article, Entry, Extraction, Feed, Page
    from flows.reading.messages import FeedRead, How, PageAnswer

WORK = "flows.reading.work"
START_S = 300.0  # for loading on a machine that is busy with other things
# Two workers at rest cost this process 0.28 % of a core where they are looked after every 0.1 s, and so 0.05 %.
LOOKED_AFTER_EVERY_S = 0.6
RENEWED_AFTER = 2_000  # the language pipeline keeps every word that it has ever met
_QUOTA = Path("/sys/fs/cgroup/cpu.max")


@dataclass(frozen=True, slots=True)
class CrewRules:
    """How many workers there are at most, and what bounds them: seconds for one article, megabytes for one worker."""

    workers: int
    article_s: float
    memory_mb: int
    model: str = ""
    learned: bool = True


@dataclass(slots=True, eq=False)
class _Worker:
    """One process, alone in its pool: so that what becomes of it touches no other."""

    pool: ProcessPool
    jobs: int = 0
    warm: set[str] = field(default_factory=set)


class Crew:
    """Reads pages and feeds in processes of their own, side by side. Safe to use from many loops, one after another.

    ``work`` names the module whose functions the workers call.
    """

    def __init__(self, rules: CrewRules, work: str = WORK) -> None:
        self._rules = rules
        self._work = work
        self._lock = threading.Lock()
        self._resting: list[_Worker] = []
        self._turns: MutableMapping[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    async def read_page(self, page: Page, entry: Entry, now: datetime, how: How) -> PageAnswer:
        """See ``work.read_page``; ElsewhereError where the worker hangs, dies, or meets what nobody foresaw."""
        rules = self._rules
        answer: PageAnswer = await self._do("read_page", page, entry, now, rules.model, rules.learned, how)
        return answer

    async def read_stored(self, article: Article) -> Extraction:
        """See ``work.read_stored``; ElsewhereError as above."""
        answer: Extraction = await self._do("read_stored", article, self._rules.model, self._rules.learned)
        return answer

    async def read_feed(self, page: Page, feed: Feed, now: datetime) -> FeedRead:
        """See ``work.read_feed``; ElsewhereError as above."""
        answer: FeedRead = await self._do("read_feed", page, feed, now)
        return answer

    def close(self) -> None:
        """End all workers that rest; a later call starts new ones."""
        with self._lock:
            resting, self._resting = self._resting, []
        for worker in resting:
            _end(worker)

    async def _do(self, name: str, *args: Any) -> Any:
        async with self._turn():
            worker = await self._ready(name)
            try:
                answer = await self._answer(worker, name, args, self._rules.article_s)
            except BaseException:  # whoever is cancelled, too, leaves a worker that is still at work
                _dismiss(worker)
                raise
            self._rest(worker, answer)
        return _value(answer)

    async def _ready(self, name: str) -> _Worker:
        """A worker that has loaded what the work needs: the time that takes is no article's."""
        with self._lock:
            worker = self._resting.pop() if self._resting else _hired(self._rules.memory_mb)
        if name in worker.warm:
            return worker
        try:
            answer = await self._answer(worker, f"load_for_{name}", (self._rules.model, self._rules.learned), START_S)
            _value(answer)
        except ElsewhereError as error:
            _dismiss(worker)
            why, mend = f"cannot load what it needs ({error})", "see whether workers.memory_mb is too little"
            raise SettingsError("worker process", why, mend) from None
        except BaseException:
            _dismiss(worker)
            raise
        worker.warm.add(name)
        return worker

    async def _answer(self, worker: _Worker, name: str, args: tuple[Any, ...], limit_s: float) -> Reply:
        job = (self._work, name, args)
        try:
            future = await asyncio.to_thread(worker.pool.schedule, attempt, job, timeout=limit_s)
            answer: Reply = await asyncio.wrap_future(future)
        except TimeoutError:
            raise ElsewhereError(f"TookTooLong: no answer within {limit_s:g} seconds") from None
        except Exception as error:
            raise ElsewhereError(f"WorkerDied: {_end_of(error)}") from error
        worker.jobs += 1
        return answer

    def _rest(self, worker: _Worker, answer: Reply) -> None:
        if answer.worn or worker.jobs >= RENEWED_AFTER:
            _dismiss(worker)
            return
        with self._lock:
            self._resting.append(worker)

    def _turn(self) -> asyncio.Semaphore:
        return self._turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(self._rules.workers))


@cache
def crew_for(rules: CrewRules) -> Crew:
    """The crew of this process under these rules: it stays warm from pass to pass and ends with the process."""
    crew = Crew(rules)
    atexit.register(crew.close)
    return crew


def usable_cores() -> int:
    """How many cores this process may use: those it may run on, or what a container grants it of them."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        granted, period = _QUOTA.read_text(encoding="ascii").split()
        return max(1, min(allowed, math.ceil(int(granted) / int(period))))
    except (OSError, ValueError):
        return allowed


def _hired(memory_mb: int) -> _Worker:
    from pebble import CONSTS, ProcessPool  # a pass that finds nothing to read starts without it

    CONSTS.sleep_unit = LOOKED_AFTER_EVERY_S
    # A fork would take locks along that threads of this process hold, and all that it has loaded.
    context = multiprocessing.get_context("spawn")
    return _Worker(ProcessPool(max_workers=1, initializer=begin, initargs=(memory_mb,), context=context))


def _value(answer: Reply) -> Any:
    if answer.error is not None:
        raise answer.error
    if answer.unforeseen is not None:
        raise ElsewhereError(*answer.unforeseen)
    return answer.value


def _dismiss(worker: _Worker) -> None:
    """End a worker without waiting for it: one that hangs is given some seconds before it is killed."""
    threading.Thread(target=_end, args=(worker,), daemon=True).start()


def _end(worker: _Worker) -> None:
    worker.pool.stop()  # type: ignore[no-untyped-call]
    worker.pool.join()


def _end_of(error: Exception) -> str:
    code = getattr(error, "exitcode", None)
    if code is None:
        return f"{type(error).__name__}: {error}"
    return f"killed by signal {-code}" if code < 0 else f"ended with {code}"
