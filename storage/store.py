"""The store: everything that is remembered, behind verbs that speak records."""

from __future__ import annotations

from typing import Self

import sqlalchemy as sa

from storage.articles import ArticleVerbs
from storage.claims import ClaimVerbs
from storage.database import Database
from storage.feeds import FeedVerbs
from storage.leases import LeaseVerbs
from storage.outbox import OutboxVerbs
from storage.schema import ensure_schema
from storage.tables import articles, claims, deliveries, entries, feeds, statements


class Store(FeedVerbs, ArticleVerbs, ClaimVerbs, OutboxVerbs, LeaseVerbs):
    """All verbs on one database, safe to use from several threads and processes. Close it, or use it with ``with``."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The database's address without the password."""
        return self._database.name

    def close(self) -> None:
        """Give the connections back."""
        self._database.close()

    def counts(self) -> dict[str, int]:
        """How much there is: feeds, articles, statements, claims, entries and deliveries, these two by status too."""
        with self._database.reading() as connection:
            found: dict[str, int] = {}
            for table in (feeds, articles, statements, claims, entries, deliveries):
                found[table.name] = connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in (entries, deliveries):
                for status, number in connection.execute(sa.select(table.c.status, sa.func.count()).group_by("status")):
                    found[f"{table.name} {status}"] = number
            return found


def open_store(url: str, *, upgrade: bool = True, busy_timeout_s: float = 10) -> Store:
    """Open the store at ``sqlite:///path`` or ``postgresql://…``; its schema is made or upgraded where needed.

    Raises StoreError where the database is locked, read-only, newer than the program, unreachable or none at all.
    """
    database = Database(url, busy_timeout_s)
    try:
        ensure_schema(database, upgrade)
    except BaseException:
        database.close()
        raise
    return Store(database)
