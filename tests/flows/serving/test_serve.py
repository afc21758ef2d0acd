"""The schedule against a real Prefect server on loopback: passes come by themselves, can be seen, and it all stops.

The server is stopped and killed in the middle: the passes go on, and the server comes back.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from flows.settings.model import PREFIX

from ..asking_prefect import ask

# Generous, for a machine that does much else; beside nothing all of it takes a minute.
BOUND_S = 600.0
SERVE = [sys.executable, "-c", "from flows.cli import main; main()", "serve"]


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def watched_folder(outlet: str, port: int, tmp_path: Path) -> Path:
    """A folder with the settings of a watch on the tiny outlet, every two seconds."""
    row = f'{{url: "{outlet}/feed", outlet: Lantern Wire, language: en, country: NO, covers: russia}}'
    (tmp_path / "feeds.yaml").write_text(f"feeds:\n  - {row}\n")
    settings = f'feeds = "feeds.yaml"\nbacklog = "alert"\nschedule_s = 2\nui_port = {port}\nprefect_wait_s = 500\n'
    polling = "[poll]\nallow_private_addresses = true\npause_s = 0\nshortest_s = 1\nlongest_s = 1\n"
    (tmp_path / "recognition-watch.toml").write_text(settings + polling)
    return tmp_path


@contextmanager
def _serving(folder: Path, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith((PREFIX, "PREFECT_"))}
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(SERVE, cwd=folder, env=kept | variables, stdout=log, stderr=log)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(60)


def _ask(port: int, what: str, narrow: dict[str, Any]) -> list[dict[str, Any]]:
    """What the server says, nothing as long as it does not answer."""
    with suppress(OSError):
        return ask(f"http://127.0.0.1:{port}/api", what, narrow)
    return []


def _until(found: Callable[[], Any], process: subprocess.Popen[bytes], folder: Path) -> Any:
    """What is found, as soon as it is there; the schedule must live until then."""
    ends = time.monotonic() + BOUND_S
    while time.monotonic() < ends:
        assert process.poll() is None, _log(folder)
        if it := found():
            return it
        time.sleep(0.3)
    raise AssertionError(f"not there within {BOUND_S} s:\n{_log(folder)}")


def _log(folder: Path) -> str:
    return (folder / "serve.log").read_text()


def _server_of(process: subprocess.Popen[bytes]) -> int:
    """The Prefect server that the schedule has started; 0 while there is none."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return next((int(one) for one in children if b"server\0start" in Path(f"/proc/{one}/cmdline").read_bytes()), 0)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _completed(port: int) -> list[dict[str, Any]]:
    return _ask(
        port, "flow_runs", {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}, "sort": "START_TIME_ASC"}
    )


def test_passes_can_be_seen_in_prefect_go_on_without_its_server_which_comes_back_and_all_stops_when_told(
    watched_folder: Path, port: int
) -> None:
    folder = watched_folder
    with _serving(folder) as schedule:
        run = _until(lambda: _completed(port), schedule, folder)[0]
        assert re.fullmatch(r"\d new · 1 of 1 feed", run["name"])
        assert run["deployment_id"] is not None
        assert set(run["tags"]) == {"recognition-watch", "alerted"}
        of_run = {"flow_run_id": {"any_": [run["id"]]}}
        artifacts = {one["key"]: one for one in _ask(port, "artifacts", {"artifacts": of_run})}
        assert set(artifacts) == {"latest-pass", "feeds", "claims"}
        assert "Lantern Wire" in artifacts["claims"]["data"]
        assert "1 feed polled, 0 failed; 1 article read, 1 kept" in artifacts["latest-pass"]["description"]
        names = {"poll Lantern Wire", "read articles 1 to 1", "deliver"}
        task_runs = {"flow_runs": {"id": {"any_": [run["id"]]}}}
        _until(lambda: names <= {one["name"] for one in _ask(port, "task_runs", task_runs)}, schedule, folder)

        server = _server_of(schedule)
        os.kill(server, signal.SIGSTOP)  # it is there and takes connections, but never answers
        made = _log(folder).count("pass-done")
        _until(lambda: _log(folder).count("pass-done") >= made + 3, schedule, folder)
        os.kill(server, signal.SIGKILL)
        _until(lambda: "prefect-away" in _log(folder), schedule, folder)
        _until(lambda: _server_of(schedule) not in (0, server), schedule, folder)
        seen = {one["id"] for one in _until(lambda: _completed(port), schedule, folder)}
        _until(lambda: {one["id"] for one in _completed(port)} - seen, schedule, folder)

        schedule.send_signal(signal.SIGTERM)
        schedule.send_signal(signal.SIGTERM)
        assert schedule.wait(60) == 0, _log(folder)
    assert not _answers(port)
    assert "Traceback" not in _log(folder)


def test_a_port_that_something_else_holds_keeps_no_pass_from_being_made(watched_folder: Path, port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with _serving(watched_folder, RECOGNITION_WATCH_PREFECT_WAIT_S="1") as schedule:
            _until(lambda: _log(watched_folder).count("pass-done") >= 2, schedule, watched_folder)
            _until(lambda: "prefect-away" in _log(watched_folder), schedule, watched_folder)
    assert len(list((watched_folder / "var" / "mail").glob("*.eml"))) == 1


def test_where_the_settings_want_it_the_schedule_ends_with_1_when_prefect_stays_away(
    watched_folder: Path, port: int
) -> None:
    away = f"http://127.0.0.1:{port}/api"
    variables = {"PREFECT_API_URL": away, "RECOGNITION_WATCH_WITHOUT_PREFECT": "end"}
    with _serving(watched_folder, RECOGNITION_WATCH_PREFECT_WAIT_S="3", **variables) as schedule:
        assert schedule.wait(BOUND_S) == 1
    assert f"{away}: no Prefect server for 3 s" in _log(watched_folder)
    assert "Traceback" not in _log(watched_folder)
