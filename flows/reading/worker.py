"""The process of a worker: how it begins, what bounds it, how it answers. What it does stands in ``work.py``."""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import resource
import signal
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from extractors.errors import RecognitionWatchError
from flows.runtime.faults import ErrorText, told_of

# There is a worker a core: libraries for numbers that bring threads of their own would only take turns with the others.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
# What judges and stores is one process and all that workers do goes through it: with the same right to the cores it got
# two thirds of one, and a backlog of 500 pages on two cores took 98 s; going first, 88 s.
_AFTER_PARENT = 5
_FIRST_TO_GO = "500"  # of -1000 to 1000


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one piece of work: a value, an error that has a name, or what nobody foresaw.

    ``worn`` is whether the worker should be replaced: where memory ran out, nobody knows what is left of it.
    """

    value: Any = None
    error: RecognitionWatchError | None = None
    unforeseen: ErrorText | None = None
    worn: bool = False


def begin(memory_mb: int) -> None:
    """Before anything is loaded: let the parent go first, bound the memory, end with the parent.

    Where memory is short a worker is the first to go.
    """
    os.nice(_AFTER_PARENT)
    for name in _ONE_THREAD:
        os.environ[name] = "1"
    _end_with_parent()
    most = memory_mb * 1_000_000
    # Not the address space: what libraries only reserve, or map from files, costs addresses and no memory.
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    # Where /proc is closed to us, the kernel chooses by size; the bound above still holds.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")


def attempt(module: str, name: str, args: tuple[Any, ...]) -> Reply:
    """Do one piece of work: call a function of a module. Whatever goes wrong is in the answer."""
    try:
        return Reply(getattr(import_module(module), name)(*args))
    except RecognitionWatchError as error:
        return Reply(error=error)
    except Exception as error:  # noqa: BLE001 - the boundary of this process
        return Reply(unforeseen=told_of(error), worn=isinstance(error, MemoryError))


def _end_with_parent() -> None:
    """Have the kernel end this process when its parent's end of the pipe between them closes, whatever closes it.

    A thread that waits for it would not be heard while an expression or a parser holds the interpreter.
    """
    parent = multiprocessing.parent_process()
    if parent is None or not hasattr(fcntl, "F_SETSIG"):
        return
    pipe = parent.sentinel
    fcntl.fcntl(pipe, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)
    if not parent.is_alive():  # it ended before the signal was asked for
        os.kill(os.getpid(), signal.SIGKILL)
