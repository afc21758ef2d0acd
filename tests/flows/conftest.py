"""What the tests of this room share: a bare environment, a store, a tiny outlet and who watches it, Prefect."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, chdir
from pathlib import Path
from unittest.mock import patch

import pytest

from flows.serving.prefect.environment import defaults, prepare_prefect
from flows.serving.prefect.server import prefect_server
from flows.settings.model import PREFIX, MailSettings, PollSettings, Settings
from storage.store import Store, open_store

from .tiny_outlet import tiny_outlet


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[None]:
    """A folder of the test's own and an environment without our settings and Prefect's; what is set goes afterwards.

    A command sets Prefect's variables for its process, which is the test's where it is run in it.
    """
    known = defaults()
    ours = [name for name in os.environ if name.startswith((PREFIX, "PREFECT_")) or name in known]
    with patch.dict(os.environ), chdir(tmp_path):
        for name in ours:
            del os.environ[name]
        yield


@pytest.fixture(autouse=True)
def _nothing_is_left_set() -> Iterator[None]:
    before = {name for name in os.environ if name.startswith((PREFIX, "PREFECT_"))}
    yield
    assert {name for name in os.environ if name.startswith((PREFIX, "PREFECT_"))} == before


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a SQLite file."""
    with open_store(f"sqlite:///{tmp_path}/store.sqlite3") as opened:
        yield opened


@pytest.fixture
def outlet() -> Iterator[str]:
    """The address of an outlet with one feed and one page."""
    with tiny_outlet() as address:
        yield address


@pytest.fixture
def settings(outlet: str, tmp_path: Path) -> Settings:
    """Of a watch on that outlet, which writes nowhere but into the test's folder."""
    row = f'{{url: "{outlet}/feed", outlet: Lantern Wire, language: en, country: NO, covers: russia}}'
    (tmp_path / "feeds.yaml").write_text(f"feeds:\n  - {row}\n")
    return Settings(
        database=f"sqlite:///{tmp_path}/store.sqlite3",
        feeds=str(tmp_path / "feeds.yaml"),
        state=str(tmp_path / "var"),
        backlog="alert",
        poll=PollSettings(pause_s=0, timeout_s=5, allow_private_addresses=True),
        mail=MailSettings(folder=str(tmp_path / "mail")),
    )


@pytest.fixture(scope="session")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server with a database of its own, started once: that takes longer than most runs."""
    folder = tmp_path_factory.mktemp("prefect")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with ExitStack() as running:
        with patch.dict(os.environ, {"PREFECT_HOME": str(folder / "home")}):
            prepare_prefect(str(folder))
            address = running.enter_context(prefect_server(port, folder / "server.log"))
        yield address
