"""What the verbs of all subjects share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Database


class Verbs:
    """Holds the database for one subject's verbs."""

    def __init__(self, database: Database) -> None:
        self._database = database


def insert(connection: sa.Connection, table: sa.TableClause) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say what happens on a conflict; both dialects spell it alike."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def put(connection: sa.Connection, table: sa.Table, row: dict[str, Any]) -> bool:
    """Insert a row; False, and nothing changes, where its key is there already."""
    statement = insert(connection, table).values(row).on_conflict_do_nothing().returning(sa.literal(1))
    return connection.execute(statement).first() is not None  # a row count is not told alike by both drivers


def mappings(connection: sa.Connection, query: sa.Executable) -> Iterator[dict[str, Any]]:
    """Every row as a dictionary."""
    return (dict(row) for row in connection.execute(query).mappings())
