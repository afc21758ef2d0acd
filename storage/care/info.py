"""What a store holds: rows and bytes table by table, the oldest and the newest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from extractors.errors import StoreError
from storage.engine.database import Database, no_store
from storage.engine.schema import HEAD, current_version
from storage.layout.tables import Moment, metadata

# Whose the tables of FTS5 are, by the beginnings of their names.
_SEARCHED = {"article": "article_index", "statement": "statement_index", "voice": "voices"}
# By which moment a table's rows are dated; of the others the first that every row has.
_DATED_BY = ("dated_at", "fetched_at", "created_at", "at", "first_seen", "seen_at", "polled_at")


@dataclass(frozen=True, slots=True)
class TableInfo:
    """One table: its rows, its bytes with all indexes (None where the database does not tell), its span of time."""

    name: str
    rows: int
    bytes: int | None
    oldest: datetime | None = None
    newest: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """A store: its address, its schema and the one that this program knows, its size, its tables."""

    name: str
    version: str
    known_version: str
    bytes: int
    tables: tuple[TableInfo, ...]


def info_of(database: Database) -> StoreInfo:
    """What is stored, in whichever version; StoreError where nothing is."""
    version = current_version(database)
    if version is None:
        raise no_store(database.name, "it holds none yet")
    with database.reading() as connection:
        sizes = _sqlite_sizes(connection) if database.is_sqlite else _postgres_sizes(connection)
        columns = {name: _columns(connection, name) for name in sa.inspect(connection).get_table_names()}
        tables = tuple(
            _table(connection, table, columns[table.name], sizes)
            for table in metadata.sorted_tables
            if table.name in columns
        )
        return StoreInfo(database.name, version, HEAD, _whole(connection), tables)


def _columns(connection: sa.Connection, table: str) -> set[str]:
    return {column["name"] for column in sa.inspect(connection).get_columns(table)}


def _table(connection: sa.Connection, table: sa.Table, columns: set[str], sizes: dict[str, int] | None) -> TableInfo:
    number = connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
    dates = [column for column in table.c if isinstance(column.type, Moment) and column.name in columns]
    dates.sort(key=lambda column: _DATED_BY.index(column.name) if column.name in _DATED_BY else len(_DATED_BY))
    size = sizes.get(table.name, 0) if sizes is not None else None
    if not dates:
        return TableInfo(table.name, number, size)
    oldest, newest = (connection.scalar(sa.select(what(dates[0]))) for what in (sa.func.min, sa.func.max))
    return TableInfo(table.name, number, size, oldest, newest)


def _sqlite_sizes(connection: sa.Connection) -> dict[str, int] | None:
    """Bytes of each table with its indexes; None where SQLite was built without the table that knows."""
    sizes = sa.text(
        "SELECT schema.tbl_name, sum(stat.pgsize) FROM dbstat AS stat JOIN sqlite_schema AS schema USING (name)"
        " WHERE stat.aggregate = 1 GROUP BY schema.tbl_name"
    )
    try:
        told = list(connection.execute(sizes))
    except sa.exc.OperationalError as error:
        if "no such table: dbstat" in str(error.orig):
            return None
        raise
    found: Counter[str] = Counter()
    for name, size in told:
        part, fts, _ = name.partition("_fts")
        found[_SEARCHED[part] if fts else name] += size
    return found


def _postgres_sizes(connection: sa.Connection) -> dict[str, int]:
    sizes = "SELECT relname, pg_total_relation_size(relid) FROM pg_catalog.pg_statio_user_tables"
    return {row[0]: row[1] for row in connection.execute(sa.text(sizes))}


def _whole(connection: sa.Connection) -> int:
    if connection.dialect.name == "sqlite":
        pages = connection.scalar(sa.text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"))
        return int(pages or 0)
    return int(connection.scalar(sa.text("SELECT pg_database_size(current_database())")) or 0)


def require_current(database: Database) -> None:
    """Refuse a store of another version than this program's, in words that say what to do."""
    version = current_version(database)
    if version is None:
        raise no_store(database.name, "it holds none yet")
    if version < HEAD:
        why = f"has schema {version}, this program needs {HEAD}"
        raise StoreError(database.name, why, "`recognition-watch store upgrade` brings it there")
    if version > HEAD:
        why = f"was written by a newer program (schema {version}, this one knows {HEAD})"
        raise StoreError(database.name, why, "upgrade recognition-watch")
