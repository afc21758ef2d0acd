"""Least privilege: each of the roles of ``deploy/postgresql.sql`` can do its work and nothing else."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
import sqlalchemy as sa

from extractors.errors import StoreError
from extractors.records import Filter
from storage.care.keeper import Keeper
from storage.engine.database import Database
from storage.store import open_store

from ..care.conftest import fill, sound

FILE = Path(__file__).resolve().parents[3] / "deploy" / "postgresql.sql"
ROLES = ("watch_owner", "watch", "watch_reader")


@pytest.fixture
def as_role(postgres_url: str, postgres_clients: None) -> Iterator[SimpleNamespace]:
    """The address of a database with the roles, as each of them; made as the file's head says."""
    told = ["psql", f"--dbname={postgres_url}", "--set=ON_ERROR_STOP=1", f"--file={FILE}"]
    done = subprocess.run(told, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    yield SimpleNamespace(**{role: postgres_url.replace("postgres@", f"{role}@") for role in ROLES})
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for role in ROLES:
            connection.execute(f"DROP OWNED BY {role}")  # type: ignore[call-overload]
            connection.execute(f"DROP ROLE {role}")  # type: ignore[call-overload]


def test_each_role_does_its_work_and_nothing_else(
    as_role: SimpleNamespace, make: SimpleNamespace, tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="the user lacks a right"):
        open_store(as_role.watch)
    with Keeper(as_role.watch_owner) as keeper:
        assert keeper.make_tables()
        assert (keeper.make_tables(), keeper.upgrade()) == (False, None)
    with open_store(as_role.watch) as store:
        fill(store, make)
        claims = store.claims(Filter())
    with psycopg.connect(as_role.watch_reader) as connection:
        made = connection.execute("SELECT to_regclass('ix_voices_trigrams')").fetchone()
        has = connection.execute("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'").fetchone()
        assert (made != (None,)) == (has == (1,))  # parts of names are found by trigrams wherever they can be had
    with open_store(as_role.watch_reader, upgrade=False) as store:
        assert store.claims(Filter()) == claims
        assert store.trace(claims[0].claim.id).is_sound
        with pytest.raises(StoreError, match=r"it can only be read|the user lacks a right"):
            make.save(store, sound("All must be done", 9))
    with Keeper(as_role.watch_reader) as keeper:
        keeper.back_up(tmp_path / "backup.dump")
    database = Database(as_role.watch, 5)
    with pytest.raises(StoreError, match="the user lacks a right"), database.writing() as connection:
        connection.execute(sa.text("DROP TABLE moments"))
    database.close()


def test_whoever_looks_at_the_server_sees_whose_connections_they_are(postgresql_store_url: str) -> None:
    database = Database(postgresql_store_url, 5)
    with database.reading() as connection:
        told = dict(
            connection.execute(
                sa.text(
                    "SELECT name, setting FROM pg_settings WHERE name IN"
                    " ('application_name', 'lock_timeout', 'idle_in_transaction_session_timeout', 'TimeZone')"
                )
            ).all()
        )
    database.close()
    assert told == {
        "application_name": "recognition-watch",
        "lock_timeout": "5000",
        "idle_in_transaction_session_timeout": "3600000",
        "TimeZone": "UTC",
    }
