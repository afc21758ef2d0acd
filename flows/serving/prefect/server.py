"""A Prefect server of our own on loopback, for ``serve`` where the operator has none: looked after while we live."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from extractors.errors import SettingsError
from flows.serving.prefect.availability import Availability
from storage.engine.private import open_private, private_folder

START_S = 120.0
STOP_S = 15.0


@dataclass(frozen=True, slots=True)
class ServerPauses:
    """In seconds: between two looks at the server, how long it may be silent, and the pauses before new starts.

    A server that lived for ``settled_s`` is started again after the first pause.
    """

    look_s: float = 30.0
    silent_s: float = 120.0
    first_pause_s: float = 2.0
    longest_pause_s: float = 600.0
    settled_s: float = 600.0


class ServerKeeper:
    """Keeps a server on ``port`` of loopback alive: the one that listens there already, else one that is started."""

    def __init__(self, port: int, log: Path, standing: Availability, patience: ServerPauses | None = None) -> None:
        self.address = f"http://127.0.0.1:{port}/api"
        self.ready = asyncio.Event()
        self._port = port
        self._log = log
        self._standing = standing
        self._patience = patience or ServerPauses()
        self._process: subprocess.Popen[bytes] | None = None

    @asynccontextmanager
    async def keeping(self) -> AsyncIterator[ServerKeeper]:
        """Keep it while the block runs; what was started is stopped at the end."""
        keeper = asyncio.create_task(self._keep(), name="keeper of the server")
        try:
            yield self
        finally:
            keeper.cancel()
            with suppress(asyncio.CancelledError):  # our own, from the line above
                await keeper
            if self._process:
                await asyncio.to_thread(_stop, self._process)

    async def _keep(self) -> None:
        pause_s = self._patience.first_pause_s
        while True:
            began = time.monotonic()
            self._standing.away(await self._one_life())
            self.ready.clear()
            if time.monotonic() - began > self._patience.settled_s:
                pause_s = self._patience.first_pause_s
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, self._patience.longest_pause_s)

    async def _one_life(self) -> str:
        """From a start to an end; why it ended."""
        if not await self._is_healthy():
            if self._process:
                await asyncio.to_thread(_stop, self._process)
            self._process = _start(self._port, self._log)
        trouble = await self._until_ready()
        if trouble:
            return trouble
        self._standing.here(self.address)
        self.ready.set()
        return await self._until_away()

    async def _until_ready(self) -> str:
        """Wait for the first answer; why there is none."""
        ends = time.monotonic() + START_S
        while not await self._is_healthy():
            if self._has_ended():
                return f"the server on port {self._port} ended at once; see {self._log}, or set ui_port to a free port"
            if time.monotonic() > ends:
                return f"no server on port {self._port} within {START_S:.0f} s; see {self._log}"
            await asyncio.sleep(0.5)
        return ""

    async def _until_away(self) -> str:
        """Look after it until it ends or is silent for too long; which of these."""
        answered = time.monotonic()
        while time.monotonic() - answered < self._patience.silent_s:
            for _ in range(max(round(self._patience.look_s), 1)):
                await asyncio.sleep(min(1.0, self._patience.look_s))
                if self._has_ended():
                    return f"the server on port {self._port} ended; see {self._log}"
            if await self._is_healthy():
                answered = time.monotonic()
        return f"the server on port {self._port} is silent"

    def _has_ended(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    async def _is_healthy(self) -> bool:
        return await asyncio.to_thread(is_healthy, self.address)


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
