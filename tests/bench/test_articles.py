"""Holds the floors of reading articles; skips where the benchmark's pages are not there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from . import articles as bench

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "articles_floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def scores() -> dict[str, dict[str, float]]:
    command = [sys.executable, str(HERE / "articles.py"), "--json", "--no-memory", "ours"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300, env=dict(os.environ))
    if done.returncode == 2:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stderr
    rows = (json.loads(line) for line in done.stdout.splitlines())
    return {row["system"]: row for row in rows}


@pytest.mark.parametrize("figure", sorted(FLOORS["ours"]))
def test_articles_are_read_as_well_as_before(scores: dict[str, dict[str, float]], figure: str) -> None:
    assert scores["ours"][figure] >= FLOORS["ours"][figure]


def test_the_bench_says_which_floor_is_not_reached() -> None:
    slow = [bench.Score("ours", 0.99, 0.5, 0.99, 10, 1, 0), bench.Score("trafilatura+metadata", 0.9, 0.9, 0.9, 9, 1, 0)]
    told = list(bench.under_floors(slow))
    assert [line.split()[3] for line in told] == ["precision", "1.11"]
