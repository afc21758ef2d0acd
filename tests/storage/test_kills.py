"""A run that is killed anywhere leaves the store right, and the next run makes everything good."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

PROGRAM = Path(__file__).parent / "programs" / "killed_lives.py"


@pytest.fixture(params=[("sqlite", 1), ("postgresql", 3)], ids=["sqlite", "postgresql"])
def lives(request: pytest.FixtureRequest, tmp_path: Path) -> list[dict[str, Any]]:
    """One killed run a step (on PostgreSQL every third: each costs more there), and the run after it."""
    kind, steps = request.param
    url = request.getfixturevalue(f"{kind}_store_url")
    program = [sys.executable, "-W", "ignore", str(PROGRAM), url, str(tmp_path), str(steps)]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # no threads: the program forks
    done = subprocess.run(program, capture_output=True, text=True, env=environment, timeout=240)
    assert done.returncode == 0, done.stderr
    result: list[dict[str, Any]] = json.loads(done.stdout)
    return result


def test_a_run_killed_at_any_step_loses_nothing_and_repeats_at_most_the_mail_it_was_about_to_note(
    lives: list[dict[str, Any]],
) -> None:
    assert len(lives) > 20
    for life in lives:
        _consistent(life["after"])
        _complete(life["end"])
    assert any(len(life["end"]["mails"]) == 3 for life in lives)


def _consistent(store: dict[str, Any]) -> None:
    """An entry is done if and only if all that was found in it, and all that is to be told of it, is stored."""
    done = store.get("entries done", 0)
    assert [store[name] for name in ("articles", "statements", "claims")] == [done] * 3
    assert store["deliveries"] == 2 * done
    assert store["entries"] in (0, 1)
    assert store.get("deliveries sent", 0) <= len(store["mails"]) <= store.get("deliveries sent", 0) + 1


def _complete(store: dict[str, Any]) -> None:
    """Every entry is read, every alert is sent to everybody, and no mail went out more than twice."""
    assert (store["entries done"], store["articles"], store["deliveries sent"]) == (1, 1, 2)
    times = Counter(store["mails"])
    assert len(times) == 2
    assert sorted(times.values()) in ([1, 1], [1, 2])
