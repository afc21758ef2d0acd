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

from flows.catcher import MailCatcher

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


def one_pass(database: str, port: int, step: str, now: datetime) -> int:
    arguments = [sys.executable, str(PROGRAM), database, str(port), step, now.isoformat()]
    return subprocess.run(arguments, timeout=60, check=False).returncode


@pytest.mark.parametrize(("step", "twice"), STEPS, ids=[step for step, _ in STEPS])
def test_a_killed_pass_loses_no_alert(step: str, twice: int, tmp_path: Path, now: datetime) -> None:
    database = f"sqlite:///{tmp_path}/store.sqlite3"
    with MailCatcher() as catcher:
        killed = one_pass(database, catcher.port, step, now)
        run_path(str(PROGRAM))["main"](database, str(catcher.port), "none", (now + timedelta(hours=1)).isoformat())

    assert killed == -signal.SIGKILL
    arrived = Counter(mail.recipients[0] for mail in catcher.mails)
    assert set(arrived) == {"ann@example.org", "bob@example.org"}
    assert sorted(arrived.values()) == sorted([1 + twice, 1])
    messages = {(mail.recipients[0], str(mail.message["Message-ID"])) for mail in catcher.mails}
    assert len(messages) == 2
