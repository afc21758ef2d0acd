"""What the caller of a pass hands to the flow beside Prefect, which would write parameters down for all to see.

It has a module of its own because Prefect pickles the flow's module by value for the processes of ``serve``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from flows.run_report import Observer, Progress, RunReport
from flows.settings import Settings
from flows.settings_file import load_settings


@dataclass(slots=True)
class Call:
    """Settings and observer for the flow, and the report that it leaves here."""

    settings: Settings
    observe: Observer
    every_feed: bool
    report: RunReport | None = None


_current: ContextVar[Call | None] = ContextVar("call", default=None)


@contextmanager
def calling(call: Call) -> Iterator[None]:
    """Let the flow that is run inside find this call."""
    token = _current.set(call)
    try:
        yield
    finally:
        _current.reset(token)


def current_call() -> Call:
    """The call that is under way; a scheduled run has none and reads the settings itself, polling what is due."""
    return _current.get() or Call(load_settings(), _nobody, every_feed=False)


def _nobody(_: Progress) -> None:
    """No observer but the log."""
