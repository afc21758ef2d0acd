"""Upgrades: a file is copied before it is changed, whatever breaks off, and the way back one version is open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from extractors.errors import StoreError
from extractors.records import Filter
from storage.care.keeper import Keeper
from storage.engine.database import Database
from storage.engine.schema import HEAD, VERSION_TABLE, current_version
from storage.store import Store, open_store

from ...migrations import BEFORE_CHANGE, LEAVE_SQLITE_ALONE, ONE_BACK, go_back
from .conftest import address_of, fill, holds

PROGRAM = Path(__file__).parent / "programs" / "killed_upgrade.py"


@pytest.fixture
def old(filled: Store) -> Store:
    """A filled store of a version from which a SQLite file is changed."""
    go_back(filled._database, BEFORE_CHANGE)
    return filled


def test_a_store_goes_back_one_version_and_forth_with_all_that_it_holds(filled: Store, keeper: Keeper) -> None:
    before = holds(filled)
    go_back(filled._database, ONE_BACK)
    assert keeper.info().version == ONE_BACK
    with open_store(address_of(filled)) as store:
        assert store.upgraded is not None
        assert (store.upgraded.before, store.upgraded.now) == (ONE_BACK, HEAD)
        assert holds(store) == before
    assert [one for one in keeper.verify() if not one.sound] == []


def test_a_file_is_copied_before_it_is_upgraded_and_it_is_said_where(old: Store, tmp_path: Path) -> None:
    with Keeper(address_of(old)) as keeper:
        done = keeper.upgrade()
        assert done is not None
        if not keeper.is_sqlite:
            assert done.copy is None
            return
        assert keeper.upgrade() is None
    copy = tmp_path / f"store.sqlite3.schema-{BEFORE_CHANGE}"
    assert (done.copy, str(copy) in str(done)) == (copy, True)
    with Keeper(f"sqlite:///{copy}") as as_it_was:
        assert as_it_was.info().version == BEFORE_CHANGE
        assert {one.name: one.rows for one in as_it_was.info().tables}["claims"] == 2
    go_back(old._database, BEFORE_CHANGE)
    with open_store(address_of(old)) as store:
        assert store.upgraded is not None
        assert str(store.upgraded.copy) == f"{copy}.2"


def test_no_copy_is_made_of_a_file_that_stays_as_it_is_but_for_its_number(
    sqlite_store_url: str, tmp_path: Path, make: SimpleNamespace
) -> None:
    with open_store(sqlite_store_url) as store:
        fill(store, make)
        go_back(store._database, str(LEAVE_SQLITE_ALONE[-1].down_revision))
        before = _written_out(store._database)
    with open_store(sqlite_store_url) as store:
        assert store.upgraded is not None
        assert str(store.upgraded).endswith(f" to {HEAD}; no copy was made: only this number has changed")
        assert _written_out(store._database) == before
    assert list(tmp_path.glob("*.schema-*")) == []


def _written_out(database: Database) -> list[str]:
    """The schema of a SQLite file and every row of every table, but for its version."""
    with database.reading() as connection:
        driver: Any = connection.connection.driver_connection
        return [line for line in driver.iterdump() if VERSION_TABLE not in line]


def test_a_fresh_store_is_no_upgrade(store: Store, tmp_path: Path) -> None:
    assert store.upgraded is None
    assert list(tmp_path.glob("*.schema-*")) == []


def test_only_who_may_upgrade_a_store_changes_it(old: Store, tmp_path: Path) -> None:
    with pytest.raises(
        StoreError, match=f"has schema {BEFORE_CHANGE}.*`recognition-watch store upgrade` or `run` upgrades"
    ):
        open_store(address_of(old), upgrade=False)
    assert current_version(old._database) == BEFORE_CHANGE
    assert list(tmp_path.glob("*.schema-*")) == []
    open_store(address_of(old)).close()


def test_an_upgrade_killed_at_any_step_leaves_the_old_store_or_the_new_one(
    sqlite_store_url: str, tmp_path: Path, make: SimpleNamespace
) -> None:
    with open_store(sqlite_store_url) as store:
        fill(store, make)
        claims = store.claims(Filter())
    database = Database(sqlite_store_url, 5)
    lives, ended = 0, False
    while not ended:
        lives += 1
        if current_version(database) == HEAD:
            go_back(database, BEFORE_CHANGE)
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run([sys.executable, str(PROGRAM), sqlite_store_url, str(lives)], env=environment, timeout=60)
        ended = done.returncode == 0
        with Keeper(sqlite_store_url) as keeper:
            assert keeper.info().version in (BEFORE_CHANGE, HEAD)
        with open_store(sqlite_store_url) as store:
            assert store.claims(Filter()) == claims
        for copy in tmp_path.glob("*.schema-*[0-9]"):
            with Keeper(f"sqlite:///{copy}") as kept:
                assert kept.info().version == BEFORE_CHANGE
            copy.unlink()
    database.close()
    assert lives > 5
    with Keeper(sqlite_store_url) as keeper:
        assert [one for one in keeper.verify() if not one.sound] == []
