"""What is known about the watch itself: how much was covered, and when a thing was last done."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from extractors.remembered import Coverage
from storage import rows
from storage.base import Verbs, insert, mappings
from storage.tables import articles, claims, deliveries, entries, feeds, moments, statements

_WELL = ("ok", "unchanged", "empty")


class WatchVerbs(Verbs):
    """Counts, coverage and moments."""

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

    def coverage(self, since: datetime) -> Coverage:
        """What was watched from ``since`` on: feeds that answered, those in trouble, and what came of it."""
        by_novelty = sa.select(claims.c.novelty, sa.func.count()).where(claims.c.seen_at >= since)
        with self._database.reading() as connection:
            known = [rows.feed_memory(row) for row in mappings(connection, sa.select(feeds).order_by(feeds.c.url))]
            states = sorted({memory.state for memory in known})
            return Coverage(
                feeds=len(known),
                answered=sum(1 for memory in known if memory.last_ok_at and memory.last_ok_at >= since),
                states=tuple((state, sum(memory.state == state for memory in known)) for state in states),
                troubled=tuple(memory for memory in known if memory.state not in (*_WELL, "unknown")),
                entries=_seen(connection, entries, since),
                articles=_seen(connection, articles, since),
                claims=tuple((row[0], row[1]) for row in connection.execute(by_novelty.group_by("novelty"))),
            )

    def moment(self, name: str) -> datetime | None:
        """When a thing (a digest, say) was last done, None if never."""
        with self._database.reading() as connection:
            return connection.scalar(sa.select(moments.c.at).where(moments.c.name == name))

    def set_moment(self, name: str, at: datetime) -> None:
        """Remember when a thing was done."""
        with self._database.writing() as connection:
            put_moment(connection, name, at)


def put_moment(connection: sa.Connection, name: str, at: datetime) -> None:
    """Remember when a thing was done, within the transaction that does it."""
    stored = insert(connection, moments).values(name=name, at=at)
    connection.execute(stored.on_conflict_do_update(index_elements=["name"], set_={"at": at}))


def _seen(connection: sa.Connection, table: sa.Table, since: datetime) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(table).where(table.c.seen_at >= since)) or 0
