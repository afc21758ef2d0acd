"""How commands end: their codes, and one line for each thing that a user got wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.cli.app import app

from .conftest import Command


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (("bogus",), "recognition-watch: no such command 'bogus'"),
        (("claims", "--bogus"), "recognition-watch claims: no such option: --bogus"),
        (("claims", "--topic", "weather"), "invalid value for '--topic': 'weather' is not one of 'recognition'"),
        (("claims", "--since", "weather"), "'weather' is no day such as 2024-05-29 or yesterday, and no time ago such"),
        (("claims", "--since", "3/5/2026"), "'3/5/2026' can be read in several ways; write a day as 2024-05-29"),
        (("alerts", "--status", "lost"), "invalid value for '--status': 'lost' is not one of 'waiting', 'sent'"),
        (("feeds", "--state", "fine"), "invalid value for '--state': 'fine' is not one of"),
        (("run", "--backlog", "some"), "invalid value for '--backlog': 'some' is not one of 'alert', 'digest'"),
        (("claims", "--limit", "0"), "invalid value for '--limit'"),
        (("claims", "--format", "xml"), "'xml' is not one of 'table', 'json', 'csv'"),
        (("extract",), "missing argument"),
        (
            ("extract", "x", "--lang", "xx"),
            "invalid value for '--lang': 'xx' is no language that is read; these are: en",
        ),
        (("articles", "--raw", "x", "--warc", "x.gz"), "--raw and --warc exclude each other"),
        (("claim",), "recognition-watch: no such command 'claim'; did you mean 'claims'? See recognition-watch --help"),
        (("extract", "--text", "--html", "x"), "--text and --html exclude each other"),
        (("articles", "--warc", "no/x.gz"), "invalid value for '--warc': there is no folder no; make it, or name"),
        (("extract", "x", "--html-out", "no/x.html"), "invalid value for '--html-out': there is no folder no; make"),
        (("extract", "gone.txt"), "gone.txt: no such file or directory; check the name"),
        (("extract", "."), ".: is a directory; name a file in it"),
        (
            ("claims", "--settings", "gone.toml"),
            "gone.toml: there is no such file; `recognition-watch init` writes one",
        ),
        (
            ("serve",),
            "deploy/feeds.yaml: cannot be read: No such file or directory; `recognition-watch init` writes one",
        ),
        (
            ("feeds",),
            "deploy/feeds.yaml: cannot be read: No such file or directory; `recognition-watch init` writes one",
        ),
    ],
    ids=lambda case: " ".join(case) if isinstance(case, tuple) else "",
)
def test_wrong_usage_is_told_in_one_line_and_ends_with_2(args: tuple[str, ...], line: str, command: Command) -> None:
    ended = command(*args)
    assert (ended.code, ended.out) == (2, "")
    (complaint,) = ended.complaints
    assert line in complaint


def test_a_misspelt_setting_ends_every_command_with_2(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOGNITION_WATCH_DATABSE", "sqlite:///x")
    ended = command("claims")
    assert ended.code == 2
    assert ended.complaints == [
        "environment variable RECOGNITION_WATCH_DATABSE: is no setting; did you mean RECOGNITION_WATCH_DATABASE?"
    ]


def test_all_that_is_wrong_in_a_settings_file_is_told_a_line_each(command: Command, tmp_path: Path) -> None:
    (tmp_path / "recognition-watch.toml").write_text('contcat = "a"\nattempts = 0\n')
    ended = command("claims")
    assert (ended.code, ended.out) == (2, "")
    assert [complaint.split(":")[0] for complaint in ended.complaints] == [
        "recognition-watch.toml, line 2",
        "recognition-watch.toml, line 1",
    ]


def test_no_arguments_at_all_bring_the_help(command: Command) -> None:
    ended = command()
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == command("--help").out
    assert all(f"\n  {one.name} " in ended.out for one in app.registered_commands)
    assert "..." not in ended.out.partition("Commands:")[2]


@pytest.mark.parametrize("name", [command.name for command in app.registered_commands])
def test_every_command_explains_itself(name: str, command: Command) -> None:
    ended = command(name, "--help")
    assert ended.code == 0
    assert f"Usage: recognition-watch {name}" in ended.out


def test_a_database_that_cannot_be_made_is_told_in_one_line(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOGNITION_WATCH_DATABASE", "sqlite:////proc/nowhere/x.sqlite3")
    ended = command("claims")
    assert ended.code == 1
    assert len(ended.complaints) == 1
    assert "/proc/nowhere" in ended.complaints[0]


@pytest.mark.usefixtures("empty_store")
def test_a_report_that_cannot_be_written_is_told_in_one_line(command: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = command("report", "--out", "file/report.html")
    assert ended.code == 1
    assert len(ended.complaints) == 1
    assert ended.complaints[0].startswith("file")


def test_a_reader_who_leaves_early_is_no_failure(tmp_path: Path) -> None:
    commands = (
        f"{sys.executable} -c 'from flows.cli import main; main()' extract --help | true; echo ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(
        ["bash", "-c", commands], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    )
    assert (done.stdout.strip(), done.stderr) == ("0", "")


def test_ctrl_c_ends_with_one_line_and_130(tmp_path: Path) -> None:
    # A process in the background of a shell has Ctrl-C switched off; this one is to hear it.
    hears = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from flows.cli import main; main()"
    )
    read_end, write_end = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", hears, "extract", "-"],
        cwd=tmp_path,
        stdin=read_end,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    _wait_until_it_reads(process.pid)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    os.close(read_end)
    os.close(write_end)
    assert (process.returncode, out) == (130, b"")
    assert err.decode().splitlines() == ["stopped: nothing is lost; start it again to go on"]


def _wait_until_it_reads(pid: int) -> None:
    """Until the process sleeps in a read of its standard input."""
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        if Path(f"/proc/{pid}/syscall").read_text().startswith("0 0x0 "):
            return
        time.sleep(0.02)
    raise AssertionError("the command never read its standard input")
