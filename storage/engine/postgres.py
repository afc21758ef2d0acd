"""A store on a PostgreSQL server: its connections, and what they ask of the server."""

from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc

from storage.engine.json_text import OPTIONS

# A list reads some hundred rows, mostly from memory: to compile its plan or share it among processes takes longer.
_PLANNING = {"jit": "off", "random_page_cost": 1.1, "max_parallel_workers_per_gather": 0}
_IDLE_MS = 3_600_000  # an hour: an export to a slow reader holds one state open, a process that hangs must not for ever
_RESTED_S = 1
_SINCE = "rests_since"


def postgres_engine(url: sa.URL, busy_timeout_s: float) -> sa.Engine:
    """Connections to the server; a write waits up to ``busy_timeout_s`` seconds for others."""
    # A plan for any words at all would go by the index of words for the commonest ones, too.
    options = {"lock_timeout": round(busy_timeout_s * 1000), "timezone": "UTC", "plan_cache_mode": "force_custom_plan"}
    options["idle_in_transaction_session_timeout"] = _IDLE_MS
    options |= _PLANNING
    arguments: dict[str, Any] = {
        "connect_timeout": max(2, round(busy_timeout_s)),
        "options": " ".join(f"-c {name}={value}" for name, value in options.items()),
        "application_name": "recognition-watch",
        "tcp_user_timeout": 60_000,  # ms: a server that is gone is missed within a minute, not a quarter of an hour
    }
    arguments = {key: value for key, value in arguments.items() if key not in url.query}
    pool = {"pool_size": 5, "max_overflow": 15, "pool_timeout": max(30, busy_timeout_s), "pool_recycle": 1800}
    engine = sa.create_engine(url, connect_args=arguments, **OPTIONS, **pool)
    event.listen(engine, "checkin", _rests)
    event.listen(engine, "checkout", _Roused(engine.dialect))
    return engine


def _rests(_driver: object, record: Any) -> None:
    record.info[_SINCE] = time.monotonic()


class _Roused:
    """Asks a connection that has rested whether its server is still there, another is made where it is not.

    One that was in use just now is not asked: that was a sixth of what a short look-up cost.
    """

    def __init__(self, dialect: sa.Dialect) -> None:
        self._dialect = dialect

    def __call__(self, driver: Any, record: Any, _proxy: object) -> None:
        rested = time.monotonic() - record.info.get(_SINCE, time.monotonic())
        if rested > _RESTED_S and not self._answers(driver):
            raise exc.DisconnectionError

    def _answers(self, driver: Any) -> bool:
        try:
            return self._dialect.do_ping(driver)
        except self._dialect.loaded_dbapi.Error:
            return False
