"""A store's way from one kind of database to the other and back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from extractors.errors import StoreError
from storage.care import copying
from storage.care.keeper import Keeper
from storage.layout.tables import metadata
from storage.store import Store, open_store

from .conftest import address_of, holds


def test_a_store_goes_to_the_other_kind_and_back_and_is_the_same(
    filled: Store, keeper: Keeper, postgres_url: str, tmp_path: Path
) -> None:
    there = postgres_url if keeper.is_sqlite else f"sqlite:///{tmp_path}/there.sqlite3"
    back = f"sqlite:///{tmp_path}/back.sqlite3" if keeper.is_sqlite else postgres_url
    heard: list[copying.TableCopy] = []
    open_store(there).close()
    made = _made(there)
    copied = keeper.copy_to(there, heard.append)
    assert _made(there) == made
    assert list(copied) == heard
    assert {one.name for one in copied if one.rows} == set(metadata.tables)
    with Keeper(there) as other:
        assert [one for one in other.verify() if not one.sound] == []
        assert other.copy_to(back, lambda _: None) == copied
    for url in (there, back):
        with open_store(url) as store:
            assert holds(store) == holds(filled)


def _made(url: str) -> list[str]:
    """Indexes and references as a server tells them, and what it plans by none of."""
    if not url.startswith("postgresql"):
        return []
    with psycopg.connect(url) as server:
        indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()"
        references = "SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"
        unplanned = "SELECT attrelid::regclass || ' ' || attnum FROM pg_attribute WHERE attstattarget = 0"
        return sorted(row[0] for query in (indexes, references, unplanned) for row in server.execute(query))


def test_a_filled_store_is_not_copied_over(filled: Store, keeper: Keeper) -> None:
    before = holds(filled)
    with pytest.raises(StoreError, match="is not empty"):
        keeper.copy_to(address_of(filled), lambda _: None)
    assert holds(filled) == before


def test_a_copy_that_is_not_the_same_is_not_kept(keeper: Keeper, tmp_path: Path) -> None:
    there = f"sqlite:///{tmp_path}/there.sqlite3"
    open_store(there).close()
    with closing(sqlite3.connect(tmp_path / "there.sqlite3")) as file:
        file.execute("CREATE TRIGGER t AFTER INSERT ON moments BEGIN DELETE FROM moments; END")
    with pytest.raises(StoreError, match="moments has 0 rows there and 1 here, or others; nothing was kept"):
        keeper.copy_to(there, lambda _: None)
    with open_store(there) as store:
        assert store.is_empty()


def test_rows_are_the_same_bytes_whichever_database_they_come_from() -> None:
    one = {"more": {"b": [1.0, True], "a": None}, "body": b"\x00"}
    other = {"body": memoryview(b"\x00"), "more": {"a": None, "b": (1, True)}}
    assert copying.canonical(one) == copying.canonical(other)
    assert copying.canonical(one) != copying.canonical({**one, "body": b"\x01"})
