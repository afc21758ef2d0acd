"""``deploy/prefect.yaml`` on a real server with a real pool and worker, all of which are killed in the middle.

Whatever of them goes, the next pass runs by the second interval after it is back, a run whose process is gone is shown
as crashed, and nothing is stuck.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows.serving.prefect.environment import defaults
from flows.serving.prefect.server import is_healthy
from flows.settings.model import PREFIX

from ..asking_prefect import ask, tell
from ..tiny_outlet import OutletPages

DEPLOY = Path(__file__).parents[3] / "deploy"
# Generous, for a machine that does much else.
BOUND_S = 600.0
EVERY = timedelta(seconds=30)
OUTAGE_S = 15.0
# Prefect sends signs of life no oftener than every half minute.
SILENT_S = 35


class GatedPages(OutletPages):
    """An outlet whose answers wait while its gate is closed."""

    def do_GET(self) -> None:  # noqa: N802 - the name is the base class's
        outlet: GatedOutlet = self.server  # type: ignore[assignment]
        if not outlet.gate.is_set():
            outlet.hung.set()
            outlet.gate.wait(BOUND_S)
        super().do_GET()


class GatedOutlet(ThreadingHTTPServer):
    """Can be told to hang; ``hung`` is set as soon as somebody waits for it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), GatedPages)
        self.gate, self.hung = threading.Event(), threading.Event()
        self.gate.set()

    def hang(self) -> None:
        """From now on."""
        self.hung.clear()
        self.gate.clear()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who asked may have been killed."""


class Plant:
    """A Prefect server, a worker of the pool and an outlet that can be told to hang, in a folder of their own."""

    def __init__(self, folder: Path, outlet: GatedOutlet, running: ExitStack) -> None:
        self.folder = folder
        self.outlet = outlet
        self.running = running
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.api = f"http://127.0.0.1:{self.port}/api"
        self.environment = self._environment()
        self.server: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None

    def _environment(self) -> dict[str, str]:
        """What the machines of server and worker set, with shorter loops."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith((PREFIX, "PREFECT_"))}
        machine = {
            "PREFECT_API_URL": self.api,
            "PREFECT_HOME": str(self.folder / "prefect"),
            "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "3",
            "PREFECT_SERVER_SERVICES_LATE_RUNS_LOOP_SECONDS": "3",
            "PREFECT_WORKER_QUERY_SECONDS": "2",
            "RECOGNITION_WATCH_SETTINGS": str(self.folder / "settings.toml"),
        }
        return kept | defaults() | machine

    def start_server(self) -> datetime:
        """Start it and wait until it answers; when it did."""
        arguments = ["server", "start", "--host", "127.0.0.1", "--port", str(self.port)]
        self.server = self._start(arguments)
        self.until(lambda: is_healthy(self.api))
        return datetime.now(UTC)

    def start_worker(self) -> datetime:
        """Start it; when that was."""
        self.worker = self._start(["worker", "start", "--pool", "recognition-watch", "--type", "process"])
        return datetime.now(UTC)

    def _start(self, arguments: list[str]) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "prefect", *arguments],
                cwd=self.folder,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.running.callback(_end, process)
        return process

    def call(self, *words: str) -> None:
        """Run a command to its end."""
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=BOUND_S,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def until(self, found: Callable[[], Any]) -> Any:
        """What is found, as soon as it is there."""
        ends = time.monotonic() + BOUND_S
        while time.monotonic() < ends:
            with suppress(OSError):
                if it := found():
                    return it
            time.sleep(0.3)
        raise AssertionError(f"not there within {BOUND_S} s:\n{(self.folder / 'log').read_text()[-4000:]}")

    def runs(self, *states: str) -> list[dict[str, Any]]:
        """The flow runs in one of these states."""
        return ask(self.api, "flow_runs", {"flow_runs": {"state": {"type": {"any_": list(states)}}}, "limit": 200})

    def completed_since(self, when: datetime) -> dict[str, Any] | None:
        """The first pass that was due after ``when`` and is through."""
        through = [run for run in self.runs("COMPLETED") if _due(run) > when and run["state_name"] != "Skipped"]
        return min(through, key=_due, default=None)

    def passes_again(self, back: datetime) -> None:
        """The first or the second run that is due after ``back`` is a pass and goes through."""
        through = self.until(lambda: self.completed_since(back))
        every = ("SCHEDULED", "PENDING", "RUNNING", "COMPLETED", "FAILED", "CRASHED", "CANCELLED")
        assert len([run for run in self.runs(*every) if back < _due(run) < _due(through)]) <= 1

    def crashed(self, run: str, *also: str) -> None:
        """Wait until this run is shown as what it is: crashed, or in one of the other states."""
        try:
            self.until(lambda: run in {one["id"] for one in self.runs("CRASHED", *also)})
        except AssertionError as error:
            (shown,) = ask(self.api, "flow_runs", {"flow_runs": {"id": {"any_": [run]}}})
            raise AssertionError(f"run {run} is shown as {shown['state_name']}: {shown}") from error

    def take_without_starting(self) -> str:
        """What a worker leaves that dies between taking a run and starting it; the run's id."""
        (deployment,) = ask(self.api, "deployments", {})
        state = {"type": "PENDING", "name": "Pending"}
        return str(tell(self.api, f"deployments/{deployment['id']}/create_flow_run", {"state": state})["id"])

    def _running_alone(self) -> list[dict[str, Any]] | None:
        """The run that the outlet keeps waiting, once the one before it is shown as ended and none after it begins."""
        running = self.runs("RUNNING") if self.outlet.hung.is_set() else []
        return running if len(running) == 1 else None

    def kill_worker_in_a_pass(self) -> str:
        """Kill a worker with the pass that it has started, while that waits for a feed; the id of its run."""
        self.outlet.hang()
        (run,) = self.until(self._running_alone)
        assert self.worker
        os.killpg(self.worker.pid, signal.SIGKILL)
        self.worker.wait()
        self.outlet.gate.set()
        return str(run["id"])


def _due(run: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(run["expected_start_time"])


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and what it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def outlet() -> Iterator[GatedOutlet]:
    with GatedOutlet() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.gate.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def plant(outlet: GatedOutlet, tmp_path: Path) -> Iterator[Plant]:
    with ExitStack() as running:
        feed = f"http://127.0.0.1:{outlet.server_port}/feed"
        row = f'{{url: "{feed}", outlet: Lantern Wire, language: en, country: NO, covers: russia}}'
        (tmp_path / "feeds.yaml").write_text(f"feeds:\n  - {row}\n")
        (tmp_path / "settings.toml").write_text(
            f'feeds = "{tmp_path}/feeds.yaml"\ndatabase = "sqlite:///{tmp_path}/store.sqlite3"\n'
            f'state = "{tmp_path}/var"\n[mail]\nfolder = "{tmp_path}/mail"\n'
            "[poll]\nallow_private_addresses = true\npause_s = 0\nshortest_s = 1\nlongest_s = 1\n"
        )
        (tmp_path / "prefect.yaml").write_text(
            (DEPLOY / "prefect.yaml")
            .read_text()
            .replace("/var/lib/recognition-watch", str(tmp_path))
            .replace("interval: 300", f"interval: {EVERY.seconds}")
        )
        automations = (DEPLOY / "automations.yaml").read_text()
        for within in ("within: 90", "within: 300"):
            assert within in automations
            automations = automations.replace(within, f"within: {SILENT_S}")
        (tmp_path / "automations.yaml").write_text(automations)
        yield Plant(tmp_path, outlet, running)


def _deploy(plant: Plant) -> None:
    """As the head of ``deploy/prefect.yaml`` says."""
    plant.call("prefect", "work-pool", "create", "--type", "process", "recognition-watch")
    plant.call("prefect", "--no-prompt", "deploy", "--all", "--prefect-file", "prefect.yaml")
    for _ in range(2):  # it may be repeated
        plant.call("flows.prefect_automations", "automations.yaml")
    automations = ask(plant.api, "automations", {})
    assert len({one["name"] for one in automations}) == len(automations) == 2


def test_the_next_pass_comes_whatever_was_stopped_or_killed_and_nothing_is_stuck(plant: Plant) -> None:
    plant.start_server()
    _deploy(plant)
    taken = plant.take_without_starting()
    plant.start_worker()
    first = plant.until(lambda: plant.completed_since(datetime.min.replace(tzinfo=UTC)))
    assert re.fullmatch(r"\d new · 1 of 1 feed", first["name"])
    assert (plant.folder / "store.sqlite3").exists()

    # The server alone.
    assert plant.server
    _end(plant.server)
    time.sleep(OUTAGE_S)
    plant.passes_again(plant.start_server())

    plant.crashed(taken)

    # A worker and its flow; nobody but the server is left to notice.
    dead = plant.kill_worker_in_a_pass()
    plant.crashed(dead)
    plant.passes_again(plant.start_worker())

    # All of them. What the server had heard last may be lost with it; then a later pass notices.
    dead = plant.kill_worker_in_a_pass()
    _end(plant.server)
    back = plant.start_server()
    plant.start_worker()
    plant.passes_again(back)
    plant.crashed(dead, "FAILED")  # where the pass saw the server go before it went itself, it tells so of itself
    plant.until(lambda: not [run for run in plant.runs("PENDING", "RUNNING", "CANCELLING") if _due(run) < back])
