"""Prefect's environment, as this program wants it: nothing leaves the machine, its files lie under ours.

Prefect reads its environment while it is imported, so this is called before. What the operator has set stays.
"""

from __future__ import annotations

import os
from pathlib import Path

from storage.private import FOLDER, private_folder

DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    # The newer UI loads an analytics script from outside even with analytics off.
    "PREFECT_SERVER_UI_V2_ENABLED": "false",
    # A task run costs the server a third with its events written in batches.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE": "100",
    # One run ahead is enough, and none is made up after a pause of the server.
    "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_RUNS": "1",
    "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME": "PT1S",
    "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "10",
    # A pass leaves about 20 kB a feed in Prefect's database, and what counts is in ours: a week of runs is enough.
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "604800",
    "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P2D",
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    # A temporary server keeps a tenth of what it is told; without one that stays, a pass is simply not shown.
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
    # A server that is away is noticed soon; no pass waits for it.
    "PREFECT_API_REQUEST_TIMEOUT": "20",
    "PREFECT_CLIENT_MAX_RETRIES": "2",
}
QUIET = {
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
}


def prepare_prefect(state: str) -> None:
    """Set what is not set yet; none of Prefect's own words reach the terminal."""
    wanted = DEFAULTS | QUIET | {"PREFECT_HOME": str(Path(state).resolve() / "prefect")}
    for name, value in wanted.items():
        os.environ.setdefault(name, value)
    # Prefect makes its folder but not those above it, and its server dies of that without a word.
    private_folder(Path(os.environ["PREFECT_HOME"]))
    # What Prefect keeps there tells as much as the store does, and it leaves the rights to the umask.
    os.umask(0o777 & ~FOLDER)
