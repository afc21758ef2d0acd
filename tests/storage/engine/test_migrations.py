"""How the next migration is written: only where it is said what for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import storage.migrations

VERSIONS = Path(storage.migrations.__file__).parent / "versions"


@pytest.mark.parametrize(("asked", "code"), [(["--help"], 0), ([], 2), (["--autogenerate"], 2)])
def test_a_migration_is_written_only_where_it_is_said_what_for(asked: list[str], code: int) -> None:
    before = set(VERSIONS.glob("*.py"))
    command = [sys.executable, "-m", "storage.migrations", *asked]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    written = set(VERSIONS.glob("*.py")) - before
    for one in written:
        one.unlink()
    assert (told.returncode, written) == (code, set())
    assert "usage: python -m storage.migrations" in told.stdout + told.stderr
