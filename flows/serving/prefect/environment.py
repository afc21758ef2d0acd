"""Prefect's environment, as this program wants it: nothing leaves the machine, its files lie under ours.

Prefect reads its environment while it is imported, so this is called before. What the operator has set stays.
"""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from storage.engine.private import FOLDER, private_folder

# Of the processes that make passes; what servers are told stands in deploy/prefect-server.env, however one is run.
CLIENT = {
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


def defaults() -> dict[str, str]:
    """What is set unless the operator has set it."""
    lines = (files("deploy") / "prefect-server.env").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#")) | CLIENT


def prepare_prefect(state: str) -> None:
    """Set what is not set yet; none of Prefect's own words reach the terminal."""
    wanted = defaults() | QUIET | {"PREFECT_HOME": str(Path(state).resolve() / "prefect")}
    for name, value in wanted.items():
        os.environ.setdefault(name, value)
    # Prefect makes its folder but not those above it, and its server dies of that without a word.
    private_folder(Path(os.environ["PREFECT_HOME"]))
    # What Prefect keeps there tells as much as the store does, and it leaves the rights to the umask.
    os.umask(0o777 & ~FOLDER)
