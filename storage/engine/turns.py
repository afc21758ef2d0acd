"""Turns: one thread at a time does a thing, in the order in which they asked.

SQLite lets whoever happens to try at the right moment write next: of 64 threads that each began a write, some waited
for more than ten seconds while others wrote again and again. Within one process a line is enough to be fair.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import WeakValueDictionary


class Turns:
    """A lock whose waiters come to their turn in the order of their asking. No thread takes it twice."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self._line: deque[threading.Event] = deque()

    @contextmanager
    def turn(self, timeout_s: float) -> Iterator[None]:
        """Wait for one's turn and have it while the body runs; TimeoutError after ``timeout_s`` seconds in line."""
        self._wait(timeout_s)
        try:
            yield
        finally:
            self._next()

    def _wait(self, timeout_s: float) -> None:
        mine = threading.Event()
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            self._line.append(mine)
        came = False
        try:
            came = mine.wait(timeout_s)
        finally:
            if not came:
                self._leave(mine)
        if not came:
            raise TimeoutError

    def _leave(self, mine: threading.Event) -> None:
        """Go out of the line; a turn that was given in this very moment is handed on."""
        with self._guard:
            if not mine.is_set():
                self._line.remove(mine)
                return
        self._next()

    def _next(self) -> None:
        with self._guard:
            if self._line:
                self._line.popleft().set()
            else:
                self._taken = False


_OF_FILES: WeakValueDictionary[Path, Turns] = WeakValueDictionary()
_GUARD = threading.Lock()


def turns_of(file: Path) -> Turns:
    """The turns of all that write to one file in this process, through however many stores."""
    with _GUARD:
        return _OF_FILES.setdefault(file.resolve(), Turns())
