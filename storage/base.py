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


def insert(connection: sa.Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say what happens on a conflict; both dialects spell it alike."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def mappings(connection: sa.Connection, query: sa.Executable) -> Iterator[dict[str, Any]]:
    """Every row as a dictionary."""
    return (dict(row) for row in connection.execute(query).mappings())
