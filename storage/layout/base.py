"""What the verbs of all subjects share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from storage.engine.database import Database
from storage.layout.prepared import Several, Written, write_out

_AT_ONCE = 200


class Verbs:
    """Holds the database for one subject's verbs."""

    def __init__(self, database: Database) -> None:
        self._database = database


def insert(connection: sa.Connection, table: sa.TableClause) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say what happens on a conflict; both dialects spell it alike."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def put(connection: sa.Connection, table: sa.Table, row: dict[str, Any]) -> bool:
    """Insert a row; False, and nothing changes, where its key is there already."""
    written = _putting(connection.dialect, table, tuple(row), "DO NOTHING RETURNING 1")
    # A row count is not told alike by both drivers.
    return connection.exec_driver_sql(written.text, written.asked(row)).first() is not None


def put_all(
    connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]], changing: tuple[str, ...] = ()
) -> None:
    """Insert rows of the same columns; of one whose key is there already only the ``changing`` columns are written."""
    key = ", ".join(f'"{column.name}"' for column in table.primary_key)
    change = ", ".join(f'"{name}" = excluded."{name}"' for name in changing)
    _insert_all(connection, table, rows, f"({key}) DO UPDATE SET {change}" if change else "DO NOTHING")


def add_all(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows of the same columns, none of which is there yet."""
    _insert_all(connection, table, rows, None)


def _insert_all(
    connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]], on_conflict: str | None
) -> None:
    if rows:
        written = _putting(connection.dialect, table, tuple(rows[0]), on_conflict)
        connection.exec_driver_sql(written.text, [written.asked(row) for row in rows])


@lru_cache(maxsize=200)
def _putting(dialect: sa.Dialect, table: sa.Table, names: tuple[str, ...], on_conflict: str | None) -> Written:
    columns = ", ".join(f'"{name}"' for name in names)
    text = (
        f'INSERT INTO "{table.name}" ({columns}) VALUES ({", ".join(f":{name}" for name in names)})'  # noqa: S608 - names
        f"{f' ON CONFLICT {on_conflict}' if on_conflict else ''}"
    )
    typed = (sa.bindparam(name, type_=table.c[name].type) for name in names)
    return write_out(sa.text(text).bindparams(*typed), dialect)


def has(
    *conditions: sa.ColumnElement[bool], of: sa.Table, among: sa.FromClause | None = None
) -> sa.ColumnElement[bool]:
    """That a row of ``of`` has others (``among`` joined tables, if several) that fit, asked of each row by itself.

    Without an offset PostgreSQL may begin with all of the others, where they look few to it.
    """
    query = sa.select(sa.literal(1)).where(*conditions)
    if among is not None:
        query = query.select_from(among)
    return query.correlate(of).limit(1).offset(0).exists()


def among(connection: sa.Connection, column: sa.Column[Any], values: Sequence[Any]) -> sa.ColumnElement[bool]:
    """That a column has one of the values: on PostgreSQL they are one value, as to write out a hundred costs more."""
    if connection.dialect.name == "sqlite":
        return column.in_(values)
    return column == sa.func.any(sa.literal(values, Several(column.type)))


def mappings(connection: sa.Connection, query: sa.Executable) -> Iterator[dict[str, Any]]:
    """Every row as a dictionary, in a sixth of the time that SQLAlchemy's own mappings take for a claim's columns."""
    found = connection.execute(query)
    names = tuple(found.keys())
    return (dict(zip(names, row, strict=True)) for some in found.partitions(_AT_ONCE) for row in some)
