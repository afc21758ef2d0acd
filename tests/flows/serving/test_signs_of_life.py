"""``serve``, as systemd starts it, tells over a real socket that it is ready, what passes did, and that it goes on."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from flows.settings.model import PREFIX, Settings

SERVE = [sys.executable, "-c", "from flows.cli import main; main()", "serve"]
BOUND_S = 240.0
pytestmark = pytest.mark.usefixtures("bare")


@contextmanager
def _service(settings: Settings, folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], socket.socket]]:
    """The schedule with passes two seconds apart, without Prefect at hand; and systemd's end of the socket."""
    (folder / "recognition-watch.toml").write_text(
        f'database = "{settings.database}"\nfeeds = "{settings.feeds}"\nschedule_s = 2\nprefect_wait_s = 0.1\n'
        "[poll]\nallow_private_addresses = true\npause_s = 0\n"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith((PREFIX, "PREFECT_"))}
    given = {
        "NOTIFY_SOCKET": str(folder / "notify"),
        "WATCHDOG_USEC": "3000000",
        # Nothing listens there, so that no server is started.
        "PREFECT_API_URL": "http://127.0.0.1:1/api",
    }
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener, (folder / "log").open("wb") as log:
        listener.bind(str(folder / "notify"))
        listener.settimeout(1)
        process = subprocess.Popen(SERVE, cwd=folder, env=kept | given, stdout=log, stderr=log)
        try:
            yield process, listener
        finally:
            process.kill()
            process.wait(60)


def _until(listener: socket.socket, process: subprocess.Popen[bytes], beginning: str) -> str:
    """The first message that begins so; the process must live until then."""
    ends = time.monotonic() + BOUND_S
    while time.monotonic() < ends:
        with suppress(TimeoutError):
            heard = listener.recv(4096).decode()
            if heard.startswith(beginning):
                return heard
            continue
        assert process.poll() is None, Path("log").read_text()
    raise AssertionError(f"{beginning} not heard within {BOUND_S} s:\n{Path('log').read_text()}")


def test_serve_is_ready_tells_its_passes_and_its_progress_and_that_it_stops(settings: Settings, tmp_path: Path) -> None:
    with _service(settings, tmp_path) as (process, listener):
        ready = _until(listener, process, "READY=1")
        assert ready.splitlines()[1].startswith("STATUS=watching")
        assert "1 feed polled, 0 failed" in _until(listener, process, "STATUS=1 feed")
        assert _until(listener, process, "WATCHDOG=1") == "WATCHDOG=1"
        process.send_signal(signal.SIGTERM)
        assert _until(listener, process, "STOPPING=1")
        assert process.wait(BOUND_S) == 0
