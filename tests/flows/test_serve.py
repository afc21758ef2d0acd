"""The schedule against a real Prefect server on loopback: a pass comes by itself, can be seen, and it all stops."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from flows.settings import PREFIX

from .asking_prefect import ask

BOUND_S = 120.0


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def schedule(outlet: str, port: int, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    row = f'{{url: "{outlet}/feed", outlet: Lantern Wire, language: en, country: NO, covers: russia}}'
    (tmp_path / "feeds.yaml").write_text(f"feeds:\n  - {row}\n")
    settings = f'feeds = "feeds.yaml"\nbacklog = "alert"\nschedule_s = 5\nui_port = {port}\n'
    polling = "[poll]\nallow_private_addresses = true\npause_s = 0\n"
    (tmp_path / "recognition-watch.toml").write_text(settings + polling)
    kept = {name: value for name, value in os.environ.items() if not name.startswith((PREFIX, "PREFECT_"))}
    command = [sys.executable, "-c", "from flows.cli import main; main()", "serve"]
    with (tmp_path / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=tmp_path, env=kept, stdout=log, stderr=log)
        yield process
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def _ask(port: int, what: str, narrow: dict[str, Any]) -> list[dict[str, Any]]:
    """What the server says, nothing as long as it does not answer."""
    with suppress(OSError):
        return ask(f"http://127.0.0.1:{port}/api", what, narrow)
    return []


def _until(found: Callable[[], Any], process: subprocess.Popen[bytes], log: Path) -> Any:
    """What is found, as soon as it is there; the schedule must live until then."""
    ends = time.monotonic() + BOUND_S
    while time.monotonic() < ends:
        assert process.poll() is None, log.read_text()
        if it := found():
            return it
        time.sleep(0.5)
    raise AssertionError(f"not there within {BOUND_S} s:\n{log.read_text()}")


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_scheduled_pass_completes_can_be_seen_in_prefect_and_the_schedule_stops_when_told(
    schedule: subprocess.Popen[bytes], port: int, tmp_path: Path
) -> None:
    log = tmp_path / "serve.log"
    completed = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
    run = _until(lambda: _ask(port, "flow_runs", completed), schedule, log)[0]

    assert run["auto_scheduled"] is True
    assert run["name"].startswith("pass of ")
    (artifact,) = _ask(port, "artifacts", {"artifacts": {"flow_run_id": {"any_": [run["id"]]}}})
    assert artifact["key"] == "monitor"
    assert "Lantern Wire" in artifact["data"]
    assert "1 feed polled, 0 failed; 1 article read, 1 kept" in artifact["description"]
    names = {"poll Lantern Wire", "read articles 1 to 1", "deliver alerts"}
    of_run = {"flow_runs": {"id": {"any_": [run["id"]]}}}
    _until(lambda: names <= {task["name"] for task in _ask(port, "task_runs", of_run)}, schedule, log)

    schedule.send_signal(signal.SIGTERM)
    assert schedule.wait(60) == 0, log.read_text()
    assert not _answers(port)
