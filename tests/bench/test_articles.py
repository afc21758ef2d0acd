"""Holds the floors of reading articles; skips where the benchmark's pages are not there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "articles_floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def scores() -> dict[str, dict[str, float]]:
    systems = ("ours", "trafilatura+metadata")
    command = [sys.executable, str(HERE / "articles.py"), "--json", "--no-memory", *systems]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300, env=dict(os.environ))
    if done.returncode == 2:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stderr
    rows = (json.loads(line) for line in done.stdout.splitlines())
    return {row["system"]: row for row in rows}


@pytest.mark.parametrize("figure", sorted(FLOORS["ours"]))
def test_articles_are_read_as_well_as_before(scores: dict[str, dict[str, float]], figure: str) -> None:
    assert scores["ours"][figure] >= FLOORS["ours"][figure]


def test_reading_with_metadata_is_faster_than_trafilatura_with_metadata(scores: dict[str, dict[str, float]]) -> None:
    ratio = scores["ours"]["pages_per_second"] / scores["trafilatura+metadata"]["pages_per_second"]
    assert ratio >= FLOORS["speed"]["times_trafilatura_with_metadata"]
