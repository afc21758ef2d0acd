"""What is known about the watch itself: how much was covered, and when a thing was last done."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from extractors.records.stored import Coverage, Overdue
from storage.layout import rows
from storage.layout.base import Verbs, insert, mappings
from storage.layout.counted import kept_counts
from storage.layout.tables import alerts, articles, claims, deliveries, entries, feeds, moments

_WELL = ("ok", "unchanged", "empty")
_COUNTED = ("articles", "statements", "claims", "entries", "deliveries")


class WatchVerbs(Verbs):
    """Counts, coverage and moments."""

    def counts(self) -> dict[str, int]:
        """How much there is: feeds, articles, statements, claims, entries and deliveries, these two by status too."""
        with self._database.reading() as connection:
            number = connection.scalar(sa.select(sa.func.count()).select_from(feeds)) or 0
            kept = kept_counts(connection)
        found = {"feeds": number} | dict.fromkeys(_COUNTED, 0)
        for name, number in kept.items():
            found[name.partition(" ")[0]] += number
        return found | kept

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

    def overdue(self, now: datetime, wait: timedelta) -> Overdue | None:
        """What has waited for too long: tried without success, or not tried although it was due; None if nothing has.

        What the policy keeps back (quiet hours, too many within an hour) is not due before it may go out.
        """
        before, soon = deliveries.c.next_attempt_at <= now - wait, deliveries.c.next_attempt_at <= now + wait
        tried = (deliveries.c.attempts > 0) & (alerts.c.created_at <= now - wait) & soon
        late = (deliveries.c.status == "waiting") & (tried | before)
        query = sa.select(alerts.c.created_at, deliveries.c.error).join(alerts, alerts.c.id == deliveries.c.alert_id)
        with self._database.reading() as connection:
            found = connection.execute(query.where(late).order_by(alerts.c.created_at, alerts.c.id)).all()
        errors = [row.error for row in found if row.error]
        return Overdue(len(found), found[0].created_at, errors[-1] if errors else "") if found else None

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
