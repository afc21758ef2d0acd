"""The schedule in one process: the flow served to Prefect every few minutes, until it is told to stop."""

from __future__ import annotations

from datetime import timedelta

from prefect.schedules import Interval

from flows.clock import utc_now
from flows.monitor import monitor
from flows.settings import Settings

DEPLOYMENT = "watch"
SLUG = "every-few-minutes"


def serve_forever(settings: Settings) -> None:
    """Serve the flow until SIGTERM or Ctrl-C. A pass that is under way then is abandoned: what it did is stored.

    The schedule stays active on the server; the next start replaces it. One pass at a time.
    """
    interval = timedelta(seconds=settings.schedule_s)
    schedule = Interval(interval, anchor_date=utc_now() + timedelta(seconds=2), slug=SLUG, active=True)
    monitor.serve(
        name=DEPLOYMENT,
        schedule=schedule,
        limit=1,
        pause_on_shutdown=False,
        print_starting_message=False,
        tags=["recognition-watch"],
        description="One pass over the feeds: poll, read, judge, tell.",
    )
