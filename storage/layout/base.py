"""What the verbs of all subjects share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from storage.engine.database import Database

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
    statement = _putting(table, tuple(row), told=True)
    return connection.execute(statement, row).first() is not None  # a row count is not told alike by both drivers


def put_all(
    connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]], changing: tuple[str, ...] = ()
) -> None:
    """Insert rows of the same columns; of one whose key is there already only the ``changing`` columns are written."""
    if rows:
        connection.execute(_putting(table, tuple(rows[0]), changing), rows)


@lru_cache(maxsize=200)
def _putting(
    table: sa.Table, names: tuple[str, ...], changing: tuple[str, ...] = (), *, told: bool = False
) -> sa.TextClause:
    """Written out once: SQLAlchemy compiles an insert that minds conflicts anew each time, in 1 to 6 ms."""
    key = ", ".join(f'"{column.name}"' for column in table.primary_key)
    change = ", ".join(f'"{name}" = excluded."{name}"' for name in changing)
    columns = ", ".join(f'"{name}"' for name in names)
    text = (
        f'INSERT INTO "{table.name}" ({columns})'  # noqa: S608 - names of our own
        f" VALUES ({', '.join(f':{name}' for name in names)})"
        f" ON CONFLICT {f'({key}) DO UPDATE SET {change}' if change else 'DO NOTHING'}{' RETURNING 1' if told else ''}"
    )
    return sa.text(text).bindparams(*(sa.bindparam(name, type_=table.c[name].type) for name in names))


def has(*conditions: sa.ColumnElement[bool], of: sa.Table) -> sa.ColumnElement[bool]:
    """That a row of ``of`` has others that fit the conditions, asked of each row by itself.

    Without an offset PostgreSQL may begin with all of the others, where they look few to it.
    """
    return sa.select(sa.literal(1)).where(*conditions).correlate(of).limit(1).offset(0).exists()


def mappings(connection: sa.Connection, query: sa.Executable) -> Iterator[dict[str, Any]]:
    """Every row as a dictionary, in a sixth of the time that SQLAlchemy's own mappings take for a claim's columns."""
    found = connection.execute(query)
    names = tuple(found.keys())
    return (dict(zip(names, row, strict=True)) for some in found.partitions(_AT_ONCE) for row in some)
