"""The units for systemd: they run commands that exist, start again for ever, and stay as closed as they were meant."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest

from flows.cli.app import app
from flows.settings.setting_up import FOLDER, STATE, WatchHome, unit_files

DEPLOY = Path(__file__).parents[2] / "deploy"
SERVICES = sorted(DEPLOY.glob("*.service"))
TIMERS = sorted(DEPLOY.glob("*.timer"))
COMMANDS = {command.name for command in app.registered_commands}
needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here")


class Unit(RawConfigParser):
    """A unit as sections and keys; of a key that stands more than once, the last."""

    def __init__(self, path: Path) -> None:
        super().__init__(strict=False)
        self.read(path)

    def optionxform(self, optionstr: str) -> str:
        """Keys keep their capitals."""
        return optionstr


def _seconds(text: str) -> int:
    number, unit = re.fullmatch(r"(\d+)(s|min|h|d)?", text).groups()  # type: ignore[union-attr]
    return int(number) * {None: 1, "s": 1, "min": 60, "h": 3600, "d": 86400}[unit]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_runs_commands_that_exist(path: Path) -> None:
    lines = [value for key, value in Unit(path)["Service"].items() if key.startswith("Exec")]
    assert lines
    for line in lines:
        program, command, *_ = line.split()
        assert Path(program).name == "recognition-watch"
        assert command in COMMANDS


def test_no_number_of_failures_keeps_the_watch_down() -> None:
    unit = Unit(DEPLOY / "recognition-watch.service")
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"
    assert unit["Service"]["Restart"] == "always"
    assert 10 <= _seconds(unit["Service"]["RestartSec"]) <= 60
    # A check that finds the mail server or the database down would keep a watch from starting that can wait for them.
    assert not [key for key in unit["Service"] if key in {"ExecStartPre", "ExecCondition", "RestartPreventExitStatus"}]


def test_a_database_on_the_same_machine_goes_first_and_is_not_asked_for_where_there_is_none() -> None:
    unit = Unit(DEPLOY / "recognition-watch.service")["Unit"]
    assert "postgresql.service" in unit["After"].split()
    assert not {"Requires", "BindsTo", "Requisite"} & set(unit)
    assert "postgresql" not in unit["Wants"]


def test_the_watch_says_when_it_is_ready_and_that_it_lives() -> None:
    service = Unit(DEPLOY / "recognition-watch.service")["Service"]
    assert (service["Type"], service["NotifyAccess"]) == ("notify", "main")
    assert _seconds(service["WatchdogSec"]) >= 60
    assert _seconds(service["TimeoutStartSec"]) >= 180


@pytest.mark.parametrize("path", TIMERS, ids=lambda path: path.name)
def test_a_timer_starts_a_service_that_is_there_and_is_enabled_with_the_timers(path: Path) -> None:
    unit = Unit(path)
    started = unit["Timer"].get("Unit", f"{path.stem}.service")
    assert (DEPLOY / started).exists()
    assert unit["Install"]["WantedBy"] == "timers.target"


@needs_systemd
def test_systemd_understands_every_line_of_the_units(tmp_path: Path) -> None:
    # Where they are installed the program is there; here another stands in for it.
    for file in unit_files(WatchHome(Path(FOLDER), Path(STATE), Path(sys.executable).absolute()), tmp_path):
        file.path.write_text(file.text)
    units = sorted(tmp_path.iterdir())
    assert len(units) == len(SERVICES) + len(TIMERS)
    done = _systemd_analyze("verify", "--man=no", *map(str, units))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_is_as_closed_as_it_was(path: Path) -> None:
    # In tenths: 1.4 here; an open service has 9.6.
    done = _systemd_analyze("security", "--offline=true", "--threshold=15", str(path))
    assert done.returncode == 0, done.stdout[-400:] + done.stderr


def _systemd_analyze(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, timeout=60, check=False)
