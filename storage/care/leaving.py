"""Every row of a store on its way out and back in, whatever the file that carries it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal

import sqlalchemy as sa

from extractors.errors import StoreError
from storage.care.backup import refuse_filled
from storage.care.copying import TableCopy, batches, canonical, columns_of, fingerprint
from storage.care.info import require_current
from storage.engine.database import Database
from storage.engine.schema import HEAD, ensure_schema
from storage.layout.tables import (
    alerts,
    articles,
    claims,
    delivery_attempts,
    entries,
    extraction_runs,
    faults,
    feeds,
    former_readings,
    metadata,
    pages,
    reviews,
    revisions,
    set_aside,
    statements,
)

Kind = Literal["text", "number", "flag", "real", "moment", "day", "bytes", "json"]
Row = dict[str, Any]
_ROOM = 1 << 256
_KINDS: tuple[tuple[type[sa.types.TypeEngine[Any]], Kind], ...] = (
    (sa.types.TypeDecorator, "moment"),
    (sa.JSON, "json"),
    (sa.LargeBinary, "bytes"),
    (sa.Boolean, "flag"),
    (sa.Date, "day"),
    (sa.Integer, "number"),
    (sa.Numeric, "real"),
    (sa.String, "text"),
)
# By what a row is younger than a moment; rows of other tables are as young as what they belong to.
_STORED_AT: Mapping[str, sa.ColumnElement[datetime]] = {
    "entries": entries.c.seen_at,
    "articles": articles.c.seen_at,
    "revisions": revisions.c.seen_at,
    "statements": statements.c.seen_at,
    "extraction_runs": extraction_runs.c.at,
    "former_readings": former_readings.c.replaced_at,
    "pages": pages.c.fetched_at,
    "claims": claims.c.seen_at,
    "reviews": reviews.c.at,
    "alerts": alerts.c.created_at,
    "delivery_attempts": delivery_attempts.c.at,
    "faults": faults.c.last_seen,
    "feeds": feeds.c.polled_at,
    "set_aside": set_aside.c.at,
}


@dataclass(slots=True)
class Tally:
    """What went out: rows and hashes of each table, to be compared with what comes in; ``schema`` is its version."""

    schema: str = HEAD
    since: datetime | None = None
    tables: dict[str, TableCopy] = field(default_factory=dict)


def kinds_of(name: str) -> dict[str, Kind]:
    """What each stored column of a table holds, by the columns' names."""
    return {column.name: _kind(column) for column in columns_of(metadata.tables[name])}


def rows_out(database: Database, tally: Tally) -> Iterator[tuple[str, list[Row]]]:
    """One state of the store, table by table, some hundred rows at a time; the ``tally`` is kept meanwhile.

    With a moment in ``tally.since`` only rows that were stored since.
    """
    require_current(database)
    with database.reading() as connection:
        for table in metadata.sorted_tables:
            rows = total = 0
            yield table.name, []
            for batch in batches(connection, table, *_since(table, tally.since)):
                rows += len(batch)
                total += sum(int.from_bytes(hashlib.sha256(canonical(row)).digest(), "big") for row in batch)
                yield table.name, batch
            tally.tables[table.name] = TableCopy(table.name, rows, f"{total % _ROOM:064x}")


def rows_in(database: Database, batches_in: Iterable[tuple[str, list[Row]]], told: Callable[[], Tally]) -> int:
    """Fill an empty store with rows, in one transaction, and compare it with what was ``told`` at the end; how many.

    StoreError, and an empty store, where it is not empty, of another version, or not what went out.
    """
    refuse_filled(database)
    ensure_schema(database, upgrade=True)
    with database.writing() as connection:
        for name, batch in batches_in:
            if name not in metadata.tables:
                raise StoreError(database.name, f"there is no table {name!r}", "export it with this program's version")
            if batch:
                connection.execute(sa.insert(metadata.tables[name]), batch)
        tally = told()
        if tally.since is not None:
            why = f"the file holds only what was stored since {tally.since:%Y-%m-%d %H:%M} UTC"
            raise StoreError(database.name, why, "such a part is for other tools; export the store without --since")
        if tally.schema != HEAD:
            why = f"what came was exported from schema {tally.schema}, this program has {HEAD}"
            raise StoreError(database.name, why, "`store upgrade` where it came from, and export it again")
        for table in metadata.sorted_tables:
            if fingerprint(connection, table) != tally.tables.get(table.name, TableCopy(table.name, 0, "0" * 64)):
                raise StoreError(
                    database.name, f"{table.name} is not what went out", "the file was changed or cut short"
                )
    return sum(one.rows for one in tally.tables.values())


def _since(table: sa.Table, since: datetime | None) -> list[sa.ColumnElement[bool]]:
    if since is None:
        return []
    if table.name in _STORED_AT:
        return [_STORED_AT[table.name] >= since]
    keys = sorted(table.foreign_key_constraints, key=lambda key: key.referred_table.name)
    key = next((key for key in keys if key.referred_table.name in _STORED_AT), None)
    if key is None:
        return []
    owner = (one.parent == one.column for one in key.elements)
    return [sa.exists().where(*owner, _STORED_AT[key.referred_table.name] >= since)]


def _kind(column: sa.Column[Any]) -> Kind:
    return next(kind for base, kind in _KINDS if isinstance(column.type, base))


def as_json(kinds: Mapping[str, Kind], row: Row) -> Row:
    """A row as JSON holds it: bytes in base 64, moments and days in ISO 8601."""
    return {name: _to_json(kinds[name], value) for name, value in row.items()}


def from_json(kinds: Mapping[str, Kind], row: Row) -> Row:
    """A row as it was before ``as_json``; columns that are not known are left out."""
    return {name: _from_json(kinds[name], value) for name, value in row.items() if name in kinds}


def _to_json(kind: Kind, value: Any) -> Any:
    if value is None or kind not in ("bytes", "moment", "day"):
        return value
    return base64.b64encode(value).decode() if kind == "bytes" else value.isoformat()


def _from_json(kind: Kind, value: Any) -> Any:
    if value is None or kind not in ("bytes", "moment", "day"):
        return value
    if kind == "bytes":
        return base64.b64decode(value)
    return datetime.fromisoformat(value).astimezone(UTC) if kind == "moment" else date.fromisoformat(value)
