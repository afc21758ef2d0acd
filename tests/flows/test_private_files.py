"""Mails, logs and what a pass keeps for the next are their owner's alone, whatever the umask is."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from flows.cli.entry import run_command
from flows.fetching.robots import RobotsBook
from flows.fetching.robots_file import save_robots
from flows.mail.transports import FolderMailer
from flows.passing.attendance import signed_on
from storage.store import open_store

pytestmark = pytest.mark.usefixtures("bare")
NOW = datetime(2026, 5, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def loose_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def _mail(folder: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["Message-ID"] = "[recognition-watch] News", "<0123456789@x>"
    message.set_content("words")
    FolderMailer(folder / "mail").send(message, "editor@example.org")


def _robots(folder: Path) -> None:
    save_robots(RobotsBook(), folder / "state" / "robots.json", NOW)


def _report(folder: Path) -> None:
    os.environ["RECOGNITION_WATCH_STATE"] = str(folder / "state")
    open_store("sqlite:///var/recognition-watch.sqlite3").close()
    assert run_command(["report"]) == 0


def _attendance(folder: Path) -> None:
    with open_store(f"sqlite:///{folder}/store/store.sqlite3") as store, signed_on(store, folder / "state" / "passes"):
        _all_private(folder)


def _all_private(folder: Path) -> None:
    made = {path.relative_to(folder).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}
    assert made
    assert made == {name: 0o700 if (folder / name).is_dir() else 0o600 for name in made}


@pytest.mark.parametrize("write", [_mail, _robots, _report, _attendance], ids=lambda write: write.__name__.strip("_"))
def test_what_is_written_is_the_owners_alone(
    write: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECOGNITION_WATCH_STATE", "var")
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "fresh")
    _all_private(tmp_path / "fresh")


def test_prefects_own_files_are_the_owners_alone(tmp_path: Path) -> None:
    code = (
        "import os, sys; os.umask(0); from flows.serving.prefect.environment import prepare_prefect;"
        "prepare_prefect('state');"
        "open(os.environ['PREFECT_HOME'] + '/prefect.db', 'w').close()"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, timeout=60)
    _all_private(tmp_path)
