"""One pass now, shown in Prefect where a server is at hand."""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass

from flows.passing.one_pass import PlainStages, watch_once
from flows.runtime.log import NAME
from flows.runtime.run_report import Observer, Progress, RunReport
from flows.runtime.watched import WatchedPass
from flows.serving.prefect.availability import Availability
from flows.serving.prefect.server import is_healthy
from flows.serving.prefect.side_thread import PrefectSide
from flows.settings.model import Settings


@dataclass(frozen=True, slots=True)
class Once:
    """What one pass came to, and why it cannot be seen in Prefect where it should be."""

    report: RunReport
    unseen: str = ""


def run_once(settings: Settings, *, observe: Observer | None = None, every_feed: bool = True) -> RunReport:
    """One pass without Prefect; it can be called again. ``observe`` hears of each step at once.

    ``every_feed`` polls also those whose next poll is not due. StoreError and SettingsError come through.
    """
    return asyncio.run(watch_once(settings, PlainStages(), observe or (lambda _: None), every_feed=every_feed))


def run_seen(settings: Settings, *, observe: Observer, every_feed: bool) -> Once:
    """One pass that Prefect shows: the server that the environment names, or that of ``serve`` where one is up."""
    address = _server(settings)
    if not address:
        return Once(run_once(settings, observe=observe, every_feed=every_feed))
    os.environ["PREFECT_API_URL"] = address
    standing = Availability(logging.getLogger(f"{NAME}.once"))
    side = PrefectSide(address, standing, patience_s=settings.prefect_wait_s, scheduled=False)
    watched = WatchedPass()

    def hear(progress: Progress) -> None:
        observe(progress)
        watched.hear(progress)

    side.show(watched)
    report = asyncio.run(watched.make(lambda: watch_once(settings, watched, hear, every_feed=every_feed)))
    through = side.finish()
    return Once(report, "" if through and standing.is_here else standing.reason)


def _server(settings: Settings) -> str | None:
    own = f"http://127.0.0.1:{settings.ui_port}/api"
    return os.environ.get("PREFECT_API_URL") or (own if is_healthy(own, timeout_s=1.0) else None)
