"""What is remembered of feeds, and the inbox of their entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from extractors.records import Entry, EntryStatus, FeedMemory, InboxEntry
from extractors.records.identity import aside_id
from storage.layout import rows
from storage.layout.base import Verbs, insert, mappings
from storage.layout.tables import entries, feeds, set_aside
from storage.polling.drawing import DATE, drawn
from storage.polling.looking import take_up_changes


class FeedVerbs(Verbs):
    """Feeds and entries."""

    def feed_memories(self) -> dict[str, FeedMemory]:
        """All that is remembered of feeds, by address."""
        with self._database.reading() as connection:
            return {row["url"]: rows.feed_memory(row) for row in mappings(connection, sa.select(feeds))}

    def record_poll(self, memory: FeedMemory, seen: Sequence[Entry], now: datetime) -> tuple[Entry, ...]:
        """Remember how a feed was found and put its unseen entries into the inbox; the new ones come back.

        All of it in one transaction: a poll that was not recorded is simply repeated.
        """
        (new,) = self.record_polls([(memory, seen)], now)
        return new

    def record_polls(
        self, polls: Sequence[tuple[FeedMemory, Sequence[Entry]]], now: datetime
    ) -> tuple[tuple[Entry, ...], ...]:
        """Record the polls of several feeds in one transaction; what is new comes back for each of them.

        An entry that several feeds have is new in the first. What was read waits again if its feed changes it.
        """
        told, once = _each_once([seen for _, seen in polls])
        with self._database.writing() as connection:
            _remember(connection, [memory for memory, _ in polls])
            new = _put_into_inbox(connection, once, now)
            take_up_changes(connection, [entry for entry in once if entry.key not in new], now)
        return tuple(tuple(entry for entry in seen if entry.key in new) for seen in told)

    def make_due(self, url: str, now: datetime) -> None:
        """A feed is to be polled now, whenever it was due."""
        with self._database.writing() as connection:
            connection.execute(sa.update(feeds).where(feeds.c.url == url).values(next_poll_at=now))

    def due_entries(self, now: datetime, limit: int) -> tuple[InboxEntry, ...]:
        """Entries that wait to be read now, drawn by turns among the feeds (see ``storage.polling.drawing``).

        What was drawn comes with the first published first: an original before its reprints.
        """
        query = sa.select(entries).where(entries.c.key.in_(drawn(now, limit))).order_by(DATE, entries.c.key)
        with self._database.reading() as connection:
            return tuple(rows.inbox_entry(row) for row in mappings(connection, query))

    def settle_entry(self, key: str, status: EntryStatus, reason: str, now: datetime) -> None:
        """An entry is done with: read, irrelevant or given up. Its trace stays."""
        with self._database.writing() as connection:
            settle(connection, key, status, reason, now)

    def postpone_entry(self, key: str, reason: str, next_attempt_at: datetime) -> None:
        """An entry could not be read: try again at ``next_attempt_at``."""
        change = (
            sa.update(entries)
            .where(entries.c.key == key, entries.c.status == "waiting")
            .values(reason=reason, attempts=entries.c.attempts + 1, next_attempt_at=next_attempt_at)
        )
        with self._database.writing() as connection:
            connection.execute(change)


def settle(connection: sa.Connection, key: str, status: EntryStatus, reason: str, now: datetime) -> None:
    """Settle an entry within a transaction that does more."""
    change = sa.update(entries).where(entries.c.key == key)
    connection.execute(change.values(status=status, reason=rows.storable(reason), settled_at=now))
    if status in ("done", "irrelevant"):
        # It could be read after all: what was kept for a developer when it could not has served.
        connection.execute(sa.delete(set_aside).where(set_aside.c.id == aside_id(key)))


def _each_once(told: Sequence[Sequence[Entry]]) -> tuple[list[list[Entry]], list[Entry]]:
    """What each feed told of, less what was told of before by it or another; and all of it."""
    known: set[str] = set()
    first: list[list[Entry]] = []
    for seen in told:
        first.append([])
        for entry in seen:
            if entry.key not in known:
                known.add(entry.key)
                first[-1].append(entry)
    return first, [entry for once in first for entry in once]


def _remember(connection: sa.Connection, memories: Sequence[FeedMemory]) -> None:
    statement = insert(connection, feeds)
    changes = {column.name: statement.excluded[column.name] for column in feeds.columns if column.name != "url"}
    told = {memory.url: rows.feed_row(memory) for memory in memories}
    if told:
        # The rows apart from the statement: so it is compiled once and not for every row.
        connection.execute(statement.on_conflict_do_update(index_elements=["url"], set_=changes), list(told.values()))


def _put_into_inbox(connection: sa.Connection, unseen: Sequence[Entry], now: datetime) -> set[str]:
    if not unseen:
        return set()
    waiting = {"status": "waiting", "reason": "", "attempts": 0, "seen_at": now, "next_attempt_at": now}
    values = [rows.entry_row(entry) | waiting for entry in unseen]
    statement = insert(connection, entries).on_conflict_do_nothing(index_elements=["key"])
    return set(connection.scalars(statement.returning(entries.c.key), values))
