"""What a store holds: rows and bytes table by table, the oldest and the newest."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from extractors.errors import StoreError
from storage.engine.database import Database, no_store
from storage.engine.schema import HEAD, current_version
from storage.layout.tables import Moment, metadata

# Whose the tables of FTS5 are, by the beginnings of their names.
_SEARCHED = {"article": "article_index", "statement": "statement_index", "voice": "voices"}
# By which moment a table's rows are dated; of the others the first that every row has.
_DATED_BY = ("dated_at", "fetched_at", "created_at", "at", "first_seen", "seen_at", "polled_at")
_READ_THROUGH = 10_000  # rows, for the oldest and newest of a table that no index tells them of
_STEPS = 1000  # of SQLite's, after which it is asked whether the time is up


@dataclass(frozen=True, slots=True)
class TableInfo:
    """One table: its rows, its bytes with all indexes, its span of time; None is what the database does not tell, or
    not in the time that there was.
    """

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


def info_of(database: Database, within_s: float | None = None) -> StoreInfo:
    """What is stored, in whichever version; StoreError where nothing is.

    To weigh a table SQLite reads all of it (of 4.8 GB in two minutes): ``within_s`` seconds are spent on that, the
    smallest first, and as long as it takes where it is None.
    """
    version = current_version(database)
    if version is None:
        raise no_store(database.name, "it holds none yet")
    with database.reading() as connection:
        there = {name: _columns(connection, name) for name in sa.inspect(connection).get_table_names()}
        tables = [
            _table(connection, table, there[table.name]) for table in metadata.sorted_tables if table.name in there
        ]
        fewest_first = [one.name for one in sorted(tables, key=lambda one: one.rows)]
        sizes = _sqlite_sizes(connection, fewest_first, within_s) if database.is_sqlite else _postgres_sizes(connection)
        weighed = tuple(replace(one, bytes=sizes.get(one.name)) for one in tables)
        return StoreInfo(database.name, version, HEAD, _whole(connection), weighed)


def _columns(connection: sa.Connection, table: str) -> set[str]:
    return {column["name"] for column in sa.inspect(connection).get_columns(table)}


def _table(connection: sa.Connection, table: sa.Table, columns: set[str]) -> TableInfo:
    number = connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
    dates = [column for column in table.c if isinstance(column.type, Moment) and column.name in columns]
    if number > _READ_THROUGH:
        dates = [column for column in dates if any(column is index.columns[0] for index in table.indexes)]
    dates.sort(key=lambda column: _DATED_BY.index(column.name) if column.name in _DATED_BY else len(_DATED_BY))
    if not dates:
        return TableInfo(table.name, number, None)
    oldest, newest = (connection.scalar(sa.select(what(dates[0]))) for what in (sa.func.min, sa.func.max))
    return TableInfo(table.name, number, None, oldest, newest)


def _sqlite_sizes(connection: sa.Connection, tables: Sequence[str], within_s: float | None) -> dict[str, int]:
    """Bytes of tables with their indexes, of as many as the time is enough for; none where SQLite was built without
    the table that knows.
    """
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for name, owner in connection.exec_driver_sql("SELECT name, tbl_name FROM sqlite_schema WHERE rootpage > 0"):
        part, fts, _ = owner.partition("_fts")
        parts[_SEARCHED[part] if fts else owner].append(name)
    driver: Any = connection.connection.driver_connection
    ends = None if within_s is None else time.monotonic() + within_s
    driver.set_progress_handler(lambda: ends is not None and time.monotonic() >= ends, _STEPS)
    sizes: dict[str, int] = {}
    try:
        for table in tables:
            sizes[table] = sum(_weighed(connection, part) for part in parts[table])
    except sa.exc.OperationalError as error:
        if not any(why in str(error.orig) for why in ("no such table: dbstat", "interrupted")):
            raise
    finally:
        driver.set_progress_handler(None, 0)
    return sizes


def _weighed(connection: sa.Connection, part: str) -> int:
    # Page by page: while it adds them up itself SQLite asks nobody whether the time is up.
    asked = sa.text("SELECT sum(pgsize) FROM dbstat WHERE name = :part AND aggregate = 0")
    return int(connection.scalar(asked, {"part": part}) or 0)


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
