"""What takes long says so on a terminal, and takes it away again; a pipe or a log never gets any of it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress

AFTER_S = 2.0


class Patience:
    """Shows ``what`` is being done (and how many of ``total``) on standard error once it has taken two seconds."""

    def __init__(self, what: str, total: int | None = None) -> None:
        self._what = what
        self._total = total
        self._done = 0
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._shown: Progress | None = None

    def __enter__(self) -> Patience:
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._hide()

    def step(self) -> None:
        """One of them is done."""
        with self._lock:
            self._done += 1
            if self._shown is not None:
                self._shown.update(self._shown.task_ids[0], completed=self._done)

    @contextmanager
    def aside(self, stream: TextIO) -> Iterator[None]:
        """Something is printed to ``stream`` meanwhile: on a terminal it would run into what is shown."""
        if not stream.isatty():
            yield
            return
        self._hide()
        yield
        self._wait()

    def _wait(self) -> None:
        if sys.stderr.isatty():
            self._timer = threading.Timer(AFTER_S, self._show)
            self._timer.daemon = True
            self._timer.start()

    def _show(self) -> None:
        with self._lock:
            if self._timer is None:
                return
            self._shown = _display(self._what, self._total, self._done)
            self._shown.start()

    def _hide(self) -> None:
        with self._lock:
            timer, self._timer, shown, self._shown = self._timer, None, self._shown, None
        if timer is not None:
            timer.cancel()
        if shown is not None:
            shown.stop()


def _display(what: str, total: int | None, done: int) -> Progress:
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    counted = [MofNCompleteColumn()] if total is not None else []
    shown = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        *counted,
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    shown.add_task(what, total=total, completed=done)
    return shown
