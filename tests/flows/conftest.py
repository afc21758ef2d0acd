"""What the tests of this room share: a Prefect server on loopback."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from flows.prefect_env import prepare_prefect
from flows.prefect_server import prefect_server


@pytest.fixture(scope="session")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server with a database of its own, started once: that takes longer than most runs."""
    folder = tmp_path_factory.mktemp("prefect")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(folder / "home"))
        prepare_prefect(str(folder), quiet=True, temporary_server=False)
        with prefect_server(port, folder / "server.log") as address:
            yield address
