"""A Prefect server of our own on loopback, for ``serve`` where the operator has none."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractors.errors import SettingsError
from storage.private import open_private, private_folder

START_S = 120.0
STOP_S = 15.0


@contextmanager
def prefect_server(port: int, log: Path) -> Iterator[str]:
    """The address of a server's API: the one that listens on ``port`` of loopback already, else one that is started.

    What was started is stopped at the end. SettingsError when something else has the port.
    """
    address = f"http://127.0.0.1:{port}/api"
    if is_healthy(address):
        yield address
        return
    process = _start(port, log)
    try:
        _wait(address, process, port, log)
        yield address
    finally:
        _stop(process)


def is_healthy(address: str, timeout_s: float = 2.0) -> bool:
    """Whether a Prefect API answers at ``address``."""
    try:
        with urllib.request.urlopen(f"{address.rstrip('/')}/health", timeout=timeout_s) as answer:  # noqa: S310
            return bool(answer.status == 200 and answer.read(100).strip() == b"true")
    except (urllib.error.URLError, OSError, ValueError):
        return False


def _start(port: int, log: Path) -> subprocess.Popen[bytes]:
    private_folder(log.parent)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with open_private(log, append=True) as file:
        # In a session of its own: Ctrl-C is for us, and the server goes after the work is put away.
        return subprocess.Popen(  # noqa: S603 - our own interpreter and fixed words
            command, stdout=file, stderr=file, stdin=subprocess.DEVNULL, start_new_session=True, env=_environment(port)
        )


def _environment(port: int) -> dict[str, str]:
    """Ours, with the address at which the pages in the browser find the server; they guess another port."""
    kept = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    return {"PREFECT_UI_API_URL": f"http://127.0.0.1:{port}/api"} | kept


def _wait(address: str, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    ends = time.monotonic() + START_S
    while not is_healthy(address):
        if process.poll() is not None:
            why = f"the Prefect server ended at once, with code {process.returncode}"
            raise SettingsError(f"port {port}", why, f"see {log}, or set ui_port to a free port")
        if time.monotonic() > ends:
            raise SettingsError(f"port {port}", f"no Prefect server within {START_S:.0f} s", f"see {log}")
        time.sleep(0.2)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
