"""What is read again: entries that change in their feed, and pages on the subject that may change without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from extractors.records import Entry
from extractors.records.stored import Look
from extractors.text.folding import words_of
from storage.layout import rows
from storage.layout.base import Verbs, mappings
from storage.layout.tables import entries

TAKEN_UP_FOR = timedelta(days=5)  # since an entry was first seen; feeds drop what is older, and news is no longer news
_AT_LEAST = timedelta(minutes=10)  # between two readings: some feeds write the time of day into every summary
_AT_ONCE = 500
_SETTLED = ("done", "irrelevant", "given_up")


class LookVerbs(Verbs):
    """Looks at pages that were read and stored."""

    def plan_look(self, key: str, look: Look, at: datetime) -> None:
        """Look at the page of a stored article again, not before ``at``."""
        mine = (entries.c.key == key) & (entries.c.status == "done")
        with self._database.writing() as connection:
            more = connection.scalar(sa.select(entries.c.more).where(mine).with_for_update())
            if more is not None:
                change = {"next_attempt_at": at, "more": {**more, "look": rows.to_json(Look, look)}}
                connection.execute(sa.update(entries).where(mine).values(change))

    def due_looks(self, now: datetime, limit: int) -> tuple[tuple[Entry, Look], ...]:
        """The entries whose page is to be looked at now, the longest due first."""
        due = (
            (entries.c.status == "done") & (entries.c.next_attempt_at <= now) & (entries.c.seen_at > now - TAKEN_UP_FOR)
        )
        query = sa.select(entries).where(due).order_by(entries.c.next_attempt_at, entries.c.key)
        with self._database.reading() as connection:
            found = [row for row in mappings(connection, query) if "look" in row["more"]][:limit]
        return tuple((rows.inbox_entry(row).entry, rows.record(Look, row["more"]["look"])) for row in found)


def take_up_changes(connection: sa.Connection, seen: Sequence[Entry], now: datetime) -> None:
    """Have entries of the last days read again where their feed now gives another title, summary or date.

    A page that looks are planned at is looked at now, and read whatever its server says where the words changed.
    """
    told = {entry.key: entry for entry in seen}
    for row in _known(connection, tuple(told), now):
        entry, before = told[row["key"]], rows.inbox_entry(row).entry
        if row["feed_url"] == entry.feed_url and (
            _words(before) != _words(entry) or _moments(before) != _moments(entry)
        ):
            values = rows.entry_row(entry)
            values["more"] = {**row["more"], **values["more"]}
            if row["status"] in _SETTLED:
                values |= _again(values["more"], row["status"], _words(before) != _words(entry), now)
            connection.execute(sa.update(entries).where(entries.c.key == row["key"]).values(values))


def _again(more: dict[str, Any], status: str, reworded: bool, now: datetime) -> dict[str, Any]:
    """What makes an entry be read or looked at now."""
    if status == "done" and "look" in more:
        forgotten = {"etag": None, "last_modified": None, "body_hash": "", "text_hash": ""} if reworded else {}
        return {"next_attempt_at": now, "more": {**more, "look": {**more["look"], **forgotten}}}
    return {"status": "waiting", "reason": "changed in its feed", "attempts": 0, "next_attempt_at": now}


def _known(connection: sa.Connection, keys: Sequence[str], now: datetime) -> Iterator[dict[str, Any]]:
    recent = (entries.c.seen_at > now - TAKEN_UP_FOR) & (entries.c.seen_at < now) & (entries.c.status != "set_aside")
    rested = entries.c.settled_at.is_(None) | (entries.c.settled_at <= now - _AT_LEAST)
    for start in range(0, len(keys), _AT_ONCE):
        some = entries.c.key.in_(keys[start : start + _AT_ONCE])
        yield from list(mappings(connection, sa.select(entries).where(some & recent & rested)))


def _words(entry: Entry) -> tuple[str, str]:
    """Title and summary folded and without blanks and marks, which vary from poll to poll in some feeds."""
    return "".join(words_of(entry.title)), "".join(words_of(entry.summary))


def _moments(entry: Entry) -> tuple[object, ...]:
    return entry.published_at, entry.updated_at or entry.published_at, entry.fragment
