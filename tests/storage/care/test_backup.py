"""Backups: made while the store is in use, put back into an empty one, refused where something would be lost."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from extractors.errors import StoreError
from extractors.records import Filter
from storage.care.keeper import Keeper
from storage.engine.schema import VERSION_TABLE
from storage.layout.tables import metadata
from storage.store import Store, open_store

from .conftest import address_of, holds, sound


def _empty(url: str, tmp_path: Path) -> str:
    """The address of a place for a store of the same kind, in which nothing is."""
    return f"sqlite:///{tmp_path}/restored.sqlite3" if url.startswith("sqlite") else url


def _emptied(store: Store) -> None:
    with store._database.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(sa.delete(table))


def test_a_backup_that_is_put_back_is_the_store_as_it_was(
    filled: Store, keeper: Keeper, tmp_path: Path, postgres_clients: None
) -> None:
    before, file = holds(filled), tmp_path / "backup"
    keeper.back_up(file)
    assert file.stat().st_mode & 0o777 == 0o600
    _emptied(filled)
    url = _empty(address_of(filled), tmp_path)
    with Keeper(url, create=True) as restored:
        restored.put_back(file)
        assert [one for one in restored.verify() if not one.sound] == []
    with open_store(url) as store:
        assert (store.upgraded, holds(store)) == (None, before)
        assert store.is_empty() is False


def test_a_filled_store_is_not_written_over(
    filled: Store, keeper: Keeper, tmp_path: Path, postgres_clients: None
) -> None:
    before = holds(filled)
    keeper.back_up(tmp_path / "backup")
    with pytest.raises(StoreError, match=r"is not empty \(.* has rows\); name an empty place"):
        keeper.put_back(tmp_path / "backup")
    with pytest.raises(StoreError, match="there is something already; name another place"):
        keeper.back_up(tmp_path / "backup")
    assert holds(filled) == before


def test_a_backup_made_while_others_write_is_one_state_of_the_store(
    filled: Store, keeper: Keeper, tmp_path: Path, make: SimpleNamespace, postgres_clients: None
) -> None:
    stop, written = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            number = 100 + len(written)
            make.save(filled, sound(f"Word {number} must be done", number))
            written.append(number)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            keeper.back_up(tmp_path / f"backup{number}")
    finally:
        stop.set()
        writer.join()
    assert written
    _emptied(filled)
    with Keeper(_empty(address_of(filled), tmp_path), create=True) as restored:
        restored.put_back(tmp_path / "backup2")
        assert [one for one in restored.verify() if not one.sound] == []


def test_what_is_no_backup_is_refused_in_plain_words(sqlite_store_url: str, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Synthetic note")
    (tmp_path / "dump").write_bytes(b"PGDMP and more")
    with closing(sqlite3.connect(tmp_path / "other.sqlite3")) as other:
        other.execute("CREATE TABLE a (b)")
    refused = {
        "note.txt": "is no backup of a store; name a file that `store backup` wrote",
        "dump": "is a dump of PostgreSQL, the store .* is of the other kind; .*store copy",
        "other.sqlite3": "is damaged or no store",
        "missing": "cannot be read: no such file",
    }
    with Keeper(sqlite_store_url) as keeper:
        for name, why in refused.items():
            with pytest.raises(StoreError, match=why):
                keeper.put_back(tmp_path / name)


def test_a_backup_of_a_newer_program_is_not_put_back(sqlite_store_url: str, tmp_path: Path) -> None:
    with Keeper(sqlite_store_url) as keeper:
        keeper.back_up(tmp_path / "backup")
        with closing(sqlite3.connect(tmp_path / "backup")) as file:
            file.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")  # noqa: S608 - a constant
            file.commit()
        with pytest.raises(StoreError, match="written by a newer program; upgrade recognition-watch"):
            keeper.put_back(tmp_path / "backup")


def test_without_postgresqls_own_programs_it_is_said_what_to_install(
    postgresql_store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    why = "pg_dump is not installed; install PostgreSQL's client programs"
    with Keeper(postgresql_store_url) as keeper, pytest.raises(StoreError, match=why):
        keeper.back_up(tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []


def test_a_dump_that_fails_says_why_and_leaves_no_file(
    postgresql_store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "pg_dump"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'pg_dump: error: aborting because of server version mismatch' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    why = r"pg_dump failed: .*version mismatch; install .* of the server's version"
    with Keeper(postgresql_store_url) as keeper, pytest.raises(StoreError, match=why):
        keeper.back_up(tmp_path / "backup")
    assert list(tmp_path.iterdir()) == [program.parent]


def test_a_backup_is_read_as_a_store_by_whoever_only_looks(filled: Store, keeper: Keeper, tmp_path: Path) -> None:
    if not keeper.is_sqlite:
        pytest.skip("a dump is no database")
    keeper.back_up(tmp_path / "backup")
    assert sorted(path.name for path in tmp_path.glob("backup*")) == ["backup"]
    with open_store(f"sqlite:///{tmp_path}/backup", upgrade=False) as store:
        assert store.claims(Filter()) == filled.claims(Filter())
