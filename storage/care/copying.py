"""A store from one database to another of either kind, checked row by row in both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from extractors.errors import StoreError
from storage.care.backup import refuse_filled
from storage.care.filling import pour, sorted_last
from storage.care.info import require_current
from storage.engine.database import Database
from storage.engine.schema import ensure_schema
from storage.layout.counted import add_up_counts
from storage.layout.tables import metadata

_AT_ONCE = 500
ROOM = 1 << 256  # as many as there are hashes (SHA-256): sums of them do not tell in which order rows came
# One encoder for all rows: to make it was a quarter of what a row of two numbers cost.
_TO_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
_PLAIN = (str, int, bool)


@dataclass(frozen=True, slots=True)
class TableCopy:
    """How many rows of a table are in both stores, and the hash of all of them, which is the same in both."""

    name: str
    rows: int
    hash: str


def copy_store(source: Database, target: Database, told: Callable[[TableCopy], None]) -> tuple[TableCopy, ...]:
    """Copy every row into an empty store, in one transaction, and read it back; ``told`` hears of each table.

    StoreError, and an empty store, where the target is not empty or holds something else than the source in the end.
    """
    require_current(source)
    refuse_filled(target)
    ensure_schema(target, upgrade=True)
    with source.reading() as reading, target.writing() as writing:
        with sorted_last(writing):
            done = tuple(_copy_table(reading, writing, table, target, told) for table in metadata.sorted_tables)
        add_up_counts(writing)
        return done


def _copy_table(
    reading: sa.Connection,
    writing: sa.Connection,
    table: sa.Table,
    target: Database,
    told: Callable[[TableCopy], None],
) -> TableCopy:
    rows = total = 0
    for batch in batches(reading, table):
        rows, total = rows + len(batch), total + hash_of(batch)
        pour(writing, table, batch)
    before, after = TableCopy(table.name, rows, f"{total % ROOM:064x}"), fingerprint(writing, table)
    if before != after:
        why = f"{table.name} has {after.rows} rows there and {before.rows} here, or others"
        raise StoreError(target.name, why, "nothing was kept; report it")
    told(after)
    return after


def columns_of(table: sa.Table) -> list[sa.Column[Any]]:
    """The columns that are stored, not computed."""
    return [column for column in table.c if column.computed is None]


def batches(
    connection: sa.Connection, table: sa.Table, *where: sa.ColumnElement[bool]
) -> Iterator[list[dict[str, Any]]]:
    """All rows, some hundred at a time, so that memory stays flat."""
    query = sa.select(*columns_of(table)).where(*where).execution_options(yield_per=_AT_ONCE)
    found = connection.execute(query)
    names = tuple(found.keys())
    for part in found.partitions():
        yield [dict(zip(names, row, strict=True)) for row in part]


def fingerprint(connection: sa.Connection, table: sa.Table) -> TableCopy:
    """The number of rows and the sum of their hashes: the same whatever their order, and in either database."""
    rows = total = 0
    for batch in batches(connection, table):
        rows += len(batch)
        total += hash_of(batch)
    return TableCopy(table.name, rows, f"{total % ROOM:064x}")


def hash_of(batch: list[dict[str, Any]]) -> int:
    """The sum of the hashes of rows, a number under ``ROOM`` once it is taken modulo that."""
    return sum(int.from_bytes(hashlib.sha256(canonical(row)).digest(), "big") for row in batch)


def canonical(row: dict[str, Any]) -> bytes:
    """A row as bytes that are the same whichever database it comes from."""
    return _TO_JSON({key: _plain(value) for key, value in row.items()}).encode()


def _plain(value: Any) -> Any:
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)  # JSON of PostgreSQL does not tell 1 from 1.0
    return value
