"""Every row of a store on its way out and back in, whatever the file that carries it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal

import sqlalchemy as sa

from extractors.errors import StoreError
from storage.care.backup import refuse_filled
from storage.care.copying import ROOM, TableCopy, batches, columns_of, fingerprint, hash_of
from storage.care.filling import pour, sorted_last
from storage.care.info import require_current
from storage.care.parts import going_on, let_go, make_way, not_before, of_part, oldest_page, put_over
from storage.engine.database import Database
from storage.engine.schema import HEAD, current_version, ensure_schema
from storage.layout.counted import add_up_counts
from storage.layout.rows import Row as Row
from storage.layout.tables import metadata

ColumnKind = Literal["text", "number", "flag", "real", "moment", "day", "bytes", "json"]

_KINDS: tuple[tuple[type[sa.types.TypeEngine[Any]], ColumnKind], ...] = (
    (sa.types.TypeDecorator, "moment"),
    (sa.JSON, "json"),
    (sa.LargeBinary, "bytes"),
    (sa.Boolean, "flag"),
    (sa.Date, "day"),
    (sa.Integer, "number"),
    (sa.Numeric, "real"),
    (sa.String, "text"),
)


@dataclass(slots=True)
class Tally:
    """What went out, to be compared with what comes in: rows and hashes of each table, ``schema`` is its version.

    Of a part, what changed ``since`` a moment, the tables are those of the whole store: what is there once the part is
    put to what was before. ``rows`` are those that went out, ``oldest_page`` is when the first page kept was fetched.
    """

    schema: str = HEAD
    since: datetime | None = None
    tables: dict[str, TableCopy] = field(default_factory=dict)
    rows: int = 0
    oldest_page: datetime | None = None


def kinds_of(name: str) -> dict[str, ColumnKind]:
    """What each stored column of a table holds, by the columns' names."""
    return {column.name: _kind(column) for column in columns_of(metadata.tables[name])}


def rows_out(database: Database, tally: Tally) -> Iterator[tuple[str, list[Row]]]:
    """One state of the store, table by table, some hundred rows at a time; the ``tally`` is kept meanwhile.

    With a moment in ``tally.since`` only rows that may have changed since.
    """
    require_current(database)
    with database.reading() as connection:
        tally.oldest_page = oldest_page(connection)
        for table in metadata.sorted_tables:
            rows = total = 0
            yield table.name, []
            for batch in batches(connection, table, *(of_part(table, tally.since) if tally.since else ())):
                rows += len(batch)
                total += 0 if tally.since else hash_of(batch)
                yield table.name, batch
            whole = TableCopy(table.name, rows, f"{total % ROOM:064x}")
            tally.rows += rows
            tally.tables[table.name] = fingerprint(connection, table) if tally.since else whole


def rows_in(database: Database, batches_in: Iterable[tuple[str, list[Row]]], told: Callable[[], Tally]) -> int:
    """Fill an empty store, or go on by a part from what was before it, in one transaction; how many rows came.

    What is there in the end is compared with what was ``told`` then; the version, and whether it is a part, is told
    before. StoreError, and a store as it was, where it does not fit the store or is not what went out.
    """
    since = told().since
    (_refuse_empty(database, since) if since else refuse_filled(database))
    ensure_schema(database, upgrade=True)
    with database.writing() as connection:
        if told().schema != HEAD:
            why = f"what came was exported from schema {told().schema}, this program has {HEAD}"
            raise StoreError(database.name, why, "`store upgrade` where it came from, and export it again")
        if since is None:
            with sorted_last(connection):
                return _fill(connection, database.name, batches_in, told)
        with going_on(database.name, since):
            make_way(connection)
            return _fill(connection, database.name, batches_in, told)


def _fill(
    connection: sa.Connection, name: str, batches_in: Iterable[tuple[str, list[Row]]], told: Callable[[], Tally]
) -> int:
    number, since = 0, told().since
    for table, batch in batches_in:
        if table not in metadata.tables:
            raise StoreError(name, f"there is no table {table!r}", "export it with this program's version")
        number += len(batch)
        if batch and since:
            put_over(connection, metadata.tables[table], batch)
        elif batch:
            pour(connection, metadata.tables[table], batch)
    if since:
        let_go(connection, told().oldest_page)
    add_up_counts(connection)
    for each in metadata.sorted_tables:
        if fingerprint(connection, each) != told().tables.get(each.name, TableCopy(each.name, 0, "0" * 64)):
            if since:
                raise not_before(name, since, f"{each.name} would not be what it is where it went out")
            raise StoreError(name, f"{each.name} is not what went out", "the file was changed or cut short")
    return number


def _refuse_empty(database: Database, since: datetime) -> None:
    if current_version(database) is None:
        raise not_before(database.name, since, "it is empty")
    require_current(database)


def _kind(column: sa.Column[Any]) -> ColumnKind:
    return next(kind for base, kind in _KINDS if isinstance(column.type, base))


def as_json(kinds: Mapping[str, ColumnKind], row: Row) -> Row:
    """A row as JSON holds it: bytes in base 64, moments and days in ISO 8601."""
    return {name: _to_json(kinds[name], value) for name, value in row.items()}


def from_json(kinds: Mapping[str, ColumnKind], row: Row) -> Row:
    """A row as it was before ``as_json``; columns that are not known are left out."""
    return {name: _from_json(kinds[name], value) for name, value in row.items() if name in kinds}


def _to_json(kind: ColumnKind, value: Any) -> Any:
    if value is None or kind not in ("bytes", "moment", "day"):
        return value
    return base64.b64encode(value).decode() if kind == "bytes" else value.isoformat()


def _from_json(kind: ColumnKind, value: Any) -> Any:
    if value is None or kind not in ("bytes", "moment", "day"):
        return value
    if kind == "bytes":
        return base64.b64decode(value)
    return datetime.fromisoformat(value).astimezone(UTC) if kind == "moment" else date.fromisoformat(value)
