"""The watchdog's timer, unit and crontab line run a command that exists, beside the watch that they look after."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from flows.cli.app import app
from flows.settings.settings_file import FILE_VARIABLE

DEPLOY = Path(__file__).parents[3] / "deploy"
WATCH, WATCHDOG = "recognition-watch.service", "recognition-watch-watchdog.service"
TIMER = "recognition-watch-watchdog.timer"
SHARED = ("WorkingDirectory", "StateDirectory", "EnvironmentFile")
COMMANDS = {command.name for command in app.registered_commands}


def _section(name: str, section: str) -> dict[str, str]:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read(DEPLOY / name)
    return dict(unit[section])


def _command(line: str) -> tuple[str, str]:
    found = re.search(r"(/\S*/recognition-watch) (\w+)", line)
    assert found is not None
    return found[1], found[2]


def test_the_unit_runs_the_watchdog_where_the_watch_runs() -> None:
    watch, watchdog = _section(WATCH, "Service"), _section(WATCHDOG, "Service")
    program, command = _command(watchdog["ExecStart"])
    assert (program, command) == (_command(watch["ExecStart"])[0], "watchdog")
    assert command in COMMANDS
    assert {key: watchdog.get(key) for key in SHARED} == {key: watch.get(key) for key in SHARED}
    assert watchdog["User"] == watch.get("User", WATCH.removesuffix(".service"))
    assert watchdog["Environment"].startswith(f"{FILE_VARIABLE}=")


def test_the_timer_starts_the_unit_of_its_name_again_and_again() -> None:
    timer = _section(TIMER, "Timer")
    assert TIMER.removesuffix(".timer") == WATCHDOG.removesuffix(".service")
    assert {"OnActiveSec", "OnUnitInactiveSec"} <= set(timer)


def test_the_crontab_line_runs_it_as_a_shell_would(tmp_path: Path) -> None:
    *_, line = (DEPLOY / "watchdog.crontab").read_text().splitlines()
    assert re.match(r"\*/\d+( \*){4} ", line)
    program, command = _command(line)
    assert command in COMMANDS
    assert program == _command(_section(WATCH, "Service")["ExecStart"])[0]
    folder = tmp_path / "lib"
    stand_in = tmp_path / "program"
    folder.mkdir()
    stand_in.write_text('#!/bin/sh\necho "$PWD $*" >&2\n')
    stand_in.chmod(0o755)
    shell = line.split(" ", 5)[5].replace(program, str(stand_in)).replace("/var/lib/recognition-watch", str(folder))
    done = subprocess.run(["/bin/sh", "-c", shell], capture_output=True, text=True, check=True, env=dict(os.environ))
    assert (done.stdout, done.stderr) == ("", f"{folder} watchdog\n")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not on this machine")
@pytest.mark.parametrize("arguments", [("verify",), ("security", "--offline=true", "--threshold=15")], ids=str)
def test_systemd_finds_no_fault(arguments: tuple[str, ...], tmp_path: Path) -> None:
    names = [WATCHDOG, TIMER] if arguments == ("verify",) else [WATCHDOG]
    for name in (WATCHDOG, TIMER):
        # The program of the unit is not installed here.
        told = (DEPLOY / name).read_text().replace("/opt/recognition-watch/current/bin/recognition-watch", "/bin/true")
        (tmp_path / name).write_text(told)
    command = ["systemd-analyze", *arguments, *(str(tmp_path / name) for name in names)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout[-400:] + done.stderr
