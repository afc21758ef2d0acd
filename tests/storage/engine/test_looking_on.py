"""A SQLite store is read by somebody who may only look on, who leaves nothing beside it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from storage.store import open_store

PROGRAM = Path(__file__).parent / "programs" / "looking_on.py"
ONLY_READ = "it can only be read"


@pytest.fixture
def file(sqlite_template: Path, make: SimpleNamespace) -> Iterator[Path]:
    """A store with one article, where anybody may come to (as to pytest's own folders nobody else may)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "a store #1, 50%20.sqlite3"
        shutil.copy(sqlite_template, file)
        with open_store(f"sqlite:///{file}") as store:
            make.save(store, make.extraction())
        yield file
        folder.chmod(0o755)


def _look(file: Path) -> tuple[list[Any], list[Any], int, str]:
    """What the owner sees, what one who looks on sees, that one's exit code, and what a write was answered."""
    url = f"sqlite:///{file}"
    done = subprocess.run(
        [sys.executable, PROGRAM, url, "articles", "--format", "json"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        cwd=file.parent,
    )
    *lists, end = done.stdout.split("\n]\n")
    own, seen = (json.loads(f"{one}\n]") if one.strip() != "[]" else [] for one in lists)
    code, why = json.loads(end)
    return own, seen, code, why


@pytest.mark.parametrize(
    ("folder", "store"), [(0o555, 0o444), (0o777, 0o444), (0o555, 0o666)], ids=["both", "the file", "the folder"]
)
def test_what_may_only_be_read_is_read(file: Path, folder: int, store: int) -> None:
    file.chmod(store)
    file.parent.chmod(folder)
    own, seen, code, why = _look(file)
    assert (len(seen), seen, code, why) == (1, own, 0, ONLY_READ)
    assert list(file.parent.iterdir()) == [file]


def test_what_was_just_written_is_read_beside_a_program_that_holds_the_store(file: Path, make: SimpleNamespace) -> None:
    url = f"sqlite:///{file}"
    with open_store(url) as store:
        make.save(store, make.extraction(number=2))
        for path in file.parent.iterdir():
            path.chmod(0o444)
        file.parent.chmod(0o555)
        own, seen, code, why = _look(file)
    assert (len(seen), seen, code, why) == (2, own, 0, ONLY_READ)
