"""Upgrades: a file is copied before it is changed, whatever breaks off, and the way back one version is open."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace

import pytest
from alembic import command
from alembic.config import Config

from extractors.errors import StoreError
from extractors.records import Filter
from storage.care.keeper import Keeper
from storage.engine.database import Database
from storage.engine.schema import HEAD, current_version
from storage.store import Store, open_store

from .conftest import address_of, fill, holds

BEFORE = f"{int(HEAD) - 1:04}"
PROGRAM = Path(__file__).parent / "programs" / "killed_upgrade.py"


def _move(database: Database, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(files("storage") / "migrations"))
    with database.migrating() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, version)


@pytest.fixture
def old(filled: Store) -> Store:
    """A filled store that is one version back."""
    _move(filled._database, BEFORE)
    return filled


def test_a_store_goes_back_one_version_and_forth_with_all_that_it_holds(filled: Store, keeper: Keeper) -> None:
    before = holds(filled)
    _move(filled._database, BEFORE)
    assert keeper.info().version == BEFORE
    with open_store(address_of(filled)) as store:
        assert store.upgraded is not None
        assert (store.upgraded.before, store.upgraded.now) == (BEFORE, HEAD)
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
    copy = tmp_path / f"store.sqlite3.schema-{BEFORE}"
    assert (done.copy, str(copy) in str(done)) == (copy, True)
    with Keeper(f"sqlite:///{copy}") as as_it_was:
        assert as_it_was.info().version == BEFORE
        assert {one.name: one.rows for one in as_it_was.info().tables}["claims"] == 2
    _move(old._database, BEFORE)
    with open_store(address_of(old)) as store:
        assert store.upgraded is not None
        assert str(store.upgraded.copy) == f"{copy}.2"


def test_a_fresh_store_is_no_upgrade(store: Store, tmp_path: Path) -> None:
    assert store.upgraded is None
    assert list(tmp_path.glob("*.schema-*")) == []


def test_only_who_may_upgrade_a_store_changes_it(old: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=f"has schema {BEFORE}.*`recognition-watch store upgrade` or `run` upgrades"):
        open_store(address_of(old), upgrade=False)
    assert current_version(old._database) == BEFORE
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
            _move(database, BEFORE)
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run([sys.executable, str(PROGRAM), sqlite_store_url, str(lives)], env=environment, timeout=60)
        ended = done.returncode == 0
        with Keeper(sqlite_store_url) as keeper:
            assert keeper.info().version in (BEFORE, HEAD)
        with open_store(sqlite_store_url) as store:
            assert store.claims(Filter()) == claims
        for copy in tmp_path.glob("*.schema-*[0-9]"):
            with Keeper(f"sqlite:///{copy}") as kept:
                assert kept.info().version == BEFORE
            copy.unlink()
    database.close()
    assert lives > 5
    with Keeper(sqlite_store_url) as keeper:
        assert [one for one in keeper.verify() if not one.sound] == []
