"""The schedule in one process: the flow served to Prefect every few minutes, until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
from datetime import timedelta
from typing import Any

from prefect.runner import Runner
from prefect.schedules import Interval

from flows.clock import utc_now
from flows.monitor import monitor
from flows.settings import Settings

DEPLOYMENT = "watch"
SLUG = "every-few-minutes"


class _StoppableRunner(Runner):
    """Prefect's runner forgets to await its own stop on SIGTERM, and leaves a pass that is under way running."""

    def handle_sigterm(self, *_: Any, **__: Any) -> None:
        """Stop in the loop that the runner works in; a second signal changes nothing."""
        if self.started and not self.stopping:
            self._stop_task = asyncio.get_running_loop().create_task(self.astop())


def serve_forever(settings: Settings) -> None:
    """Serve the flow until SIGTERM or Ctrl-C. A pass that is under way then is abandoned: what it did is stored.

    The schedule stays active on the server; the next start replaces it. One pass at a time.
    """
    interval = timedelta(seconds=settings.schedule_s)
    runner = _StoppableRunner(name=DEPLOYMENT, limit=1, pause_on_shutdown=False, query_seconds=_query_s(settings))
    runner.add_flow(
        monitor,
        name=DEPLOYMENT,
        schedule=Interval(interval, anchor_date=utc_now() + timedelta(seconds=2), slug=SLUG, active=True),
        tags=["recognition-watch"],
        description="One pass over the feeds: poll, read, judge, tell.",
    )
    asyncio.run(_until_stopped(runner))


async def _until_stopped(runner: _StoppableRunner) -> None:
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, runner.handle_sigterm)
    await runner.start()


def _query_s(settings: Settings) -> float:
    """How often to ask the server for what is due: ten seconds, or oftener where passes are closer together."""
    return max(1.0, min(10.0, settings.schedule_s / 3))
