"""What nobody foresaw: caught at one boundary around each thing that a pass works on, told, and collected.

A fault of ours (or of a library) in one feed, entry, page or mail costs that one thing. What goes through the boundary
is what ends a pass: a store or settings that cannot be used.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, NamedTuple

from extractors.errors import SettingsError, StoreError
from flows.runtime.clock import utc_now

FaultKind = Literal["feed", "entry", "revisit", "digest", "mail", "operator mail", "upkeep"]

_ENDS_A_PASS = (StoreError, SettingsError)
_OURS = ("extractors", "storage", "flows")
_HOUSE = Path(__file__).resolve().parents[2]
_LONGEST_ERROR = 500  # characters: some exceptions carry the whole page that they met
_LONGEST_TRACEBACK = 20_000


@dataclass(frozen=True, slots=True)
class Fault:
    """Something unforeseen. ``subject`` is what was being worked on: an address, a recipient, a group's name.

    ``error`` is the exception in one line, ``place`` where in our code it came up, such as
    ``flows/passing/steps.py:poll``.
    """

    kind: FaultKind
    subject: str
    error: str
    traceback: str
    at: datetime
    place: str = ""


class ErrorText(NamedTuple):
    """An exception in words that can be handed from process to process: one line, its traceback, its place."""

    line: str
    traceback: str = ""
    place: str = ""


class ElsewhereError(Exception):
    """What came up in another process, as it was told there."""

    def __init__(self, line: str, traceback: str = "", place: str = "") -> None:
        super().__init__(line)
        self.told = ErrorText(line, traceback, place)


class FaultLog:
    """The faults of one pass in the order they came up; ``tell`` hears of each at once. Safe to use from threads."""

    def __init__(self, tell: Callable[[Fault], None] = lambda _: None) -> None:
        self._tell = tell
        self._faults: list[Fault] = []

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All so far."""
        return tuple(self._faults)

    def boundary(self, kind: FaultKind, subject: str) -> Boundary:
        """Catch what nobody foresaw in the block (``with``), which may await; the pass goes on after it."""
        return Boundary(self, kind, subject)

    def note(self, fault: Fault) -> None:
        """Collect a fault that was caught elsewhere, and tell it."""
        self._faults.append(fault)
        self._tell(fault)


class Boundary:
    """The boundary around one thing; ``fault`` is what came up in it, None as long as nothing did."""

    __slots__ = ("_kind", "_log", "_subject", "fault")

    def __init__(self, log: FaultLog, kind: FaultKind, subject: str) -> None:
        self._log = log
        self._kind = kind
        self._subject = subject
        self.fault: Fault | None = None

    def __enter__(self) -> Boundary:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception) or isinstance(error, _ENDS_A_PASS):
            return False
        self.fault = fault_of(error, self._kind, self._subject)
        self._log.note(self.fault)
        return True


def fault_of(error: Exception, kind: FaultKind, subject: str) -> Fault:
    """The record of an exception."""
    told = told_of(error)
    return Fault(kind, subject, told.line, told.traceback, utc_now(), told.place)


def told_of(error: Exception) -> ErrorText:
    """An exception in words; one of another process in the words of that process."""
    if isinstance(error, ElsewhereError):
        return error.told
    line = " ".join(f"{type(error).__name__}: {error}".split())
    shown = line if len(line) <= _LONGEST_ERROR else line[: _LONGEST_ERROR - 1] + "…"
    return ErrorText(shown.removesuffix(":"), _bounded("".join(traceback.format_exception(error))), place_of(error))


def _bounded(told: str) -> str:
    """Beginning and end of a traceback: two functions that call each other without end make a very long one."""
    half = _LONGEST_TRACEBACK // 2
    return told if len(told) <= _LONGEST_TRACEBACK else f"{told[:half]}\n  […]\n{told[-half:]}"


def place_of(error: BaseException) -> str:
    """Where in our own code an exception came up: file and function of its innermost frame there.

    Line numbers are left out, so that a fault is known again after an edit elsewhere in the file.
    """
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f"{file}:{frame.name}" for frame in frames if (file := _in_the_house(frame.filename))]
    return ours[-1] if ours else ""


def _in_the_house(file: str) -> str | None:
    path = Path(file)
    if not path.is_relative_to(_HOUSE):
        return None
    inside = path.relative_to(_HOUSE)
    return inside.as_posix() if inside.parts[0] in _OURS else None
