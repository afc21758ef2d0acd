"""A full disk, a kill in the middle of a write, a damaged page: each is found, told with its mend, and mended."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import event

from extractors.errors import StoreError
from extractors.records import Filter
from storage.care.keeper import Keeper
from storage.engine.sqlite_copy import appearing
from storage.store import Store, open_store

from ...migrations import BEFORE_CHANGE, go_back
from .conftest import fill, sound

PAGE = 4096


@pytest.fixture
def url(sqlite_store_url: str, make: SimpleNamespace) -> str:
    """The address of a filled store in a SQLite file."""
    with open_store(sqlite_store_url) as store:
        fill(store, make)
    return sqlite_store_url


def _sound(url: str) -> bool:
    with Keeper(url) as keeper:
        return all(one.sound for one in keeper.verify())


# --- The disk is full ------------------------------------------------------------------------------------------------


def _limited(store: Store) -> None:
    """Let the file not grow over what it has, as on a disk without room."""

    def limit(connection: Any, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    store._database.engine.dispose()
    event.listen(store._database.engine, "connect", limit)


def _save_many(store: Store, make: SimpleNamespace) -> None:
    for number in range(10, 60):
        make.save(store, sound(f"Word {number} must be done", number))


def test_a_full_disk_is_told_with_its_mend_and_costs_only_what_was_being_stored(
    url: str, make: SimpleNamespace
) -> None:
    with open_store(url) as store:
        before = store.claims(Filter())
        _limited(store)
        with pytest.raises(StoreError, match="the disk is full; make room"):
            _save_many(store, make)
        there = store.claims(Filter())
        assert set(before) <= set(there)
    assert _sound(url)
    with open_store(url) as store:  # there is room again
        make.save(store, sound("All must be done", 99))
        assert len(store.claims(Filter())) == len(there) + 1
    assert _sound(url)


SMALL_DISK = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from flows.cli.entry import run_command
sys.exit(run_command(sys.argv[2:]))
"""


@pytest.mark.parametrize("command", ["backup", "upgrade"])
def test_where_a_copy_has_no_room_nothing_is_left_of_it_and_the_store_is_as_it_was(
    url: str, tmp_path: Path, command: str
) -> None:
    if command == "upgrade":
        with open_store(url) as store:
            go_back(store._database, BEFORE_CHANGE)
    before = (tmp_path / "store.sqlite3").read_bytes()
    arguments = ["store", command, *([str(tmp_path / "backup")] if command == "backup" else [])]
    room = str(len(before) // 2)
    done = subprocess.run(
        [sys.executable, "-c", SMALL_DISK, room, *arguments],
        env=os.environ | {"RECOGNITION_WATCH_DATABASE": url},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    (line,) = done.stderr.splitlines()
    assert "the disk is full or fails" in line
    assert "make room" in line
    assert [path.name for path in tmp_path.iterdir() if "backup" in path.name or "schema" in path.name] == []
    assert (tmp_path / "store.sqlite3").read_bytes() == before
    open_store(url).close()
    assert _sound(url)


# --- Killed in the middle of a write ---------------------------------------------------------------------------------

COPIER = """
import os, signal, sys
from pathlib import Path
import storage.engine.sqlite_copy as copy
from storage.care.keeper import Keeper
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(copy, sys.argv[3], die)
with Keeper(sys.argv[1]) as keeper:
    keeper.back_up(Path(sys.argv[2]))
"""


@pytest.mark.parametrize("at", ["_read_into", "_keep"])
def test_a_backup_killed_on_its_way_is_no_backup_and_the_next_one_is_whole(url: str, tmp_path: Path, at: str) -> None:
    target = tmp_path / "backup"
    done = subprocess.run([sys.executable, "-c", COPIER, url, str(target), at], timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert not target.exists()
    with Keeper(url) as keeper:
        keeper.back_up(target)
    assert _sound(f"sqlite:///{target}")
    assert not target.with_name("backup.part").exists()


def test_a_copy_for_which_there_is_no_room_leaves_nothing_behind_nor_the_journal_of_one_before(tmp_path: Path) -> None:
    target = tmp_path / "backup"
    (tmp_path / "backup.part-journal").write_bytes(b"of one that was killed")
    with pytest.raises(StoreError, match="it cannot be written: no space left on device; make room"):
        _fill_up(target)
    assert list(tmp_path.iterdir()) == []


def _fill_up(target: Path) -> None:
    with appearing(target) as part:
        assert [one.name for one in target.parent.iterdir()] == [part.name]
        part.with_name(f"{part.name}-journal").write_bytes(b"of this one")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


WRITER = """
import sys
from datetime import UTC, datetime
import sqlalchemy as sa
from storage.store import open_store
from storage.layout.tables import moments
now = datetime(2026, 3, 1, tzinfo=UTC)
with open_store(sys.argv[1]) as store, store._database.writing() as connection:
    connection.execute(sa.text("PRAGMA cache_size = 1"))
    for number in range(100_000):
        connection.execute(sa.insert(moments), {"name": f"{number}-" + "x" * 500, "at": now})
        if number == 2000:
            print("writing", flush=True)
"""


def test_what_a_killed_writer_had_half_written_is_gone(url: str, tmp_path: Path) -> None:
    with open_store(url) as store:
        before = store.claims(Filter())
    writer = subprocess.Popen([sys.executable, "-c", WRITER, url], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"writing\n"
    writer.kill()
    writer.communicate()
    assert (tmp_path / "store.sqlite3-wal").stat().st_size > 0
    assert _sound(url)
    with open_store(url) as store:
        assert store.claims(Filter()) == before
        assert store.moment("0-" + "x" * 500) is None


# --- A page of the file is damaged -----------------------------------------------------------------------------------


def test_a_damaged_page_is_found_and_a_backup_brings_all_of_it_back(url: str, tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite3"
    with open_store(url) as store:
        before = store.claims(Filter())
    with Keeper(url) as keeper:
        keeper.back_up(tmp_path / "backup")
    whole = file.read_bytes()
    at = whole.index(b"It must be done") // PAGE * PAGE
    file.write_bytes(whole[:at] + b"\xa5" * PAGE + whole[at + PAGE :])
    with Keeper(url) as keeper:
        found = [one for one in keeper.verify() if not one.sound]
        assert found[0].part == "file"
        assert "recognition-watch store restore" in found[0].mend
        with pytest.raises(StoreError, match="damaged"):
            keeper.back_up(tmp_path / "backup-of-damaged")
    assert not (tmp_path / "backup-of-damaged").exists()
    for name in ("store.sqlite3", "store.sqlite3-wal", "store.sqlite3-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    with Keeper(url, create=True) as keeper:
        keeper.put_back(tmp_path / "backup")
    assert _sound(url)
    with open_store(url) as store:
        assert store.claims(Filter()) == before


def test_a_damaged_backup_is_not_put_back(url: str, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    with Keeper(url) as keeper:
        keeper.back_up(backup)
    whole = backup.read_bytes()
    at = whole.index(b"It must be done") // PAGE * PAGE
    backup.write_bytes(whole[:at] + bytes(PAGE) + whole[at + PAGE :])
    other = f"sqlite:///{tmp_path}/other.sqlite3"
    with (
        Keeper(other, create=True) as keeper,
        pytest.raises(StoreError, match=r"is damaged .*; take an earlier backup"),
    ):
        keeper.put_back(backup)
