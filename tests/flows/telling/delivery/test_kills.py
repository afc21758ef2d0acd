"""A pass that is killed at any step loses no alert, and repeats a mail only where nobody could know it had arrived."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from runpy import run_path

import pytest

from flows.demo.mail_catcher import MailCatcher
from flows.telling.delivery import LEASE_S

PROGRAM = Path(__file__).parent / "programs" / "one_pass.py"
# The step of death, and how many of the two mails arrive twice.
STEPS = [
    ("before:record_poll", 0),
    ("after:record_poll", 0),
    ("before:save", 0),
    ("after:save", 0),
    ("before:lease_deliveries", 0),
    ("after:lease_deliveries", 0),
    ("before:send", 0),
    ("after:send", 1),
    ("before:mark_sent", 1),
    ("after:mark_sent", 0),
]


def killed_pass(database: str, folder: Path, port: int, step: str, now: datetime) -> None:
    arguments = [sys.executable, str(PROGRAM), database, str(folder), str(port), step, now.isoformat()]
    assert subprocess.run(arguments, timeout=60, check=False).returncode == -signal.SIGKILL


def next_pass(database: str, folder: Path, port: int, now: datetime) -> None:
    run_path(str(PROGRAM))["main"](database, str(folder), str(port), "none", now.isoformat())


@pytest.mark.parametrize(("step", "twice"), STEPS, ids=[step for step, _ in STEPS])
def test_a_killed_pass_loses_no_alert_and_the_next_one_delivers_at_once(
    step: str, twice: int, tmp_path: Path, now: datetime
) -> None:
    database, folder = f"sqlite:///{tmp_path}/store.sqlite3", tmp_path / "passes"
    with MailCatcher() as catcher:
        killed_pass(database, folder, catcher.port, step, now)
        next_pass(database, folder, catcher.port, now + timedelta(seconds=1))

    arrived = Counter(mail.recipients[0] for mail in catcher.mails)
    assert set(arrived) == {"ann@example.org", "bob@example.org"}
    assert sorted(arrived.values()) == sorted([1 + twice, 1])
    messages = {(mail.recipients[0], str(mail.message["Message-ID"])) for mail in catcher.mails}
    assert len(messages) == 2
    assert list(folder.iterdir()) == []


def test_of_a_pass_on_another_machine_nobody_knows_whether_it_lives_so_its_leases_end_by_time(
    database_url: str, tmp_path: Path, now: datetime
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    arrived = []
    with MailCatcher() as catcher:
        killed_pass(database_url, there, catcher.port, "before:send", now)
        for later in (timedelta(seconds=1), timedelta(seconds=LEASE_S - 1), timedelta(seconds=LEASE_S)):
            next_pass(database_url, here, catcher.port, now + later)
            arrived.append(len(catcher.mails))
    assert arrived == [0, 0, 2]
