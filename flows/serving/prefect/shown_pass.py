"""The pass that a flow run of this process shows; a run in a worker's process finds none and makes its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flows.runtime.watched import WatchedPass

_current: ContextVar[WatchedPass | None] = ContextVar("watched pass", default=None)


@contextmanager
def showing(watched: WatchedPass) -> Iterator[None]:
    """Let the flow that is run inside show this pass."""
    token = _current.set(watched)
    try:
        yield
    finally:
        _current.reset(token)


def pass_to_show() -> WatchedPass | None:
    """The pass that is to be shown, if one was handed over."""
    return _current.get()
