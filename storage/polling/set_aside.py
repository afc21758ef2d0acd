"""What was set aside for a fault of the program, with its bytes; and the faults, each told once."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from extractors.errors import StoreError
from extractors.records import Page
from extractors.records.identity import aside_id
from extractors.records.stored import KnownFault, SetAside
from storage.layout import rows
from storage.layout.base import Verbs, insert, mappings
from storage.layout.tables import entries, faults, set_aside
from storage.polling.feeds import settle


class FaultVerbs(Verbs):
    """Entries set aside, and faults."""

    def set_aside(self, one: SetAside, page: Page | None, reason: str) -> None:
        """Be done with an entry that the program cannot read, and keep what a developer needs to see; one transaction.

        ``page`` is what was to be read, None where it never came.
        """
        with self._database.writing() as connection:
            settle(connection, one.key, "set_aside", reason, one.at)
            _keep(connection, one, page)

    def keep_feed(self, one: SetAside, body: Page) -> None:
        """Keep the bytes of a feed that the program cannot read; its key is the feed's address. It is polled on."""
        with self._database.writing() as connection:
            _keep(connection, one, body)

    def forget_feed(self, url: str) -> None:
        """Keep the bytes of a feed no longer: it can be read again."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(set_aside).where(set_aside.c.id == aside_id(url)))

    def asides(self) -> tuple[SetAside, ...]:
        """All that was set aside, the latest first, without the bytes; entries that wait again are among them."""
        columns = [column for column in set_aside.columns if column.name != "body"]
        status = sa.func.coalesce(entries.c.status, "set_aside").label("status")  # a feed is no entry
        query = sa.select(*columns, status).outerjoin(entries, entries.c.key == set_aside.c.key)
        with self._database.reading() as connection:
            found = mappings(connection, query.order_by(set_aside.c.at.desc(), set_aside.c.id))
            return tuple(rows.set_aside(row) for row in found)

    def aside_page(self, aside: str) -> Page | None:
        """The page that was set aside (by the id of ``SetAside``), None where there is none; StoreError if damaged."""
        with self._database.reading() as connection:
            row = next(mappings(connection, sa.select(set_aside).where(set_aside.c.id == aside)), None)
        page = _page(row) if row else None
        if row and row["body"] is not None and page is None:
            raise StoreError(self._database.name, f"the page set aside as {aside} is damaged", "fetch it again")
        return page

    def aside_pages(self, keys: Collection[str]) -> dict[str, Page]:
        """The pages that were kept of these entries (by their keys) when they were set aside; none that is damaged."""
        query = sa.select(set_aside).where(set_aside.c.id.in_([aside_id(key) for key in keys]))
        with self._database.reading() as connection:
            found = {row["key"]: _page(row) for row in mappings(connection, query)}
        return {key: page for key, page in found.items() if page is not None}

    def try_again(self, keys: Sequence[str], version: str, now: datetime) -> None:
        """Let entries that were set aside wait again as if new, and remember that ``version`` has them tried."""
        waits = {"status": "waiting", "attempts": 0, "next_attempt_at": now, "settled_at": None}
        mine = entries.c.key.in_(keys) & (entries.c.status == "set_aside")
        tried = set_aside.c.id.in_([aside_id(key) for key in keys])
        with self._database.writing() as connection:
            connection.execute(sa.update(entries).where(mine).values(waits))
            connection.execute(sa.update(set_aside).where(tried).values(tried_with=version))

    def record_faults(self, met: Sequence[KnownFault]) -> None:
        """Remember faults: one that is known is counted, with what it last came up in."""
        with self._database.writing() as connection:
            for one in met:
                statement = insert(connection, faults).values(rows.fault_row(one))
                latest = ("subject", "error", "traceback", "last_seen")
                changes: dict[str, Any] = {name: statement.excluded[name] for name in latest}
                changes["times"] = faults.c.times + statement.excluded.times
                connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changes))

    def known_faults(self, *, untold: bool = False) -> tuple[KnownFault, ...]:
        """All faults ever met, or those that nobody was told of yet; the first met first."""
        query = sa.select(faults).order_by(faults.c.first_seen, faults.c.id)
        if untold:
            query = query.where(faults.c.told_at.is_(None))
        with self._database.reading() as connection:
            return tuple(rows.known_fault(row) for row in mappings(connection, query))

    def mark_told(self, ids: Sequence[str], now: datetime) -> None:
        """The operator knows of these faults."""
        with self._database.writing() as connection:
            connection.execute(sa.update(faults).where(faults.c.id.in_(ids)).values(told_at=now))


def _page(row: dict[str, Any]) -> Page | None:
    """The page with its bytes; None where there are none, or other ones than were put in."""
    try:
        body = zlib.decompress(row["body"] or b"")
    except zlib.error:
        return None
    if hashlib.sha256(body).hexdigest() != row["body_hash"]:
        return None
    return replace(rows.page(row["more"]["page"]), body=body)


def _keep(connection: sa.Connection, one: SetAside, page: Page | None) -> None:
    row = rows.set_aside_row(one) | {"id": aside_id(one.key), **_kept(page)}
    statement = insert(connection, set_aside).values(row)
    changes = {name: statement.excluded[name] for name in row if name != "id"}
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changes))


def _kept(page: Page | None) -> dict[str, Any]:
    if page is None:
        return {"body": None, "body_hash": None, "size": 0, "more": {}}
    return {
        "body": zlib.compress(page.body, 6),
        "body_hash": hashlib.sha256(page.body).hexdigest(),
        "size": len(page.body),
        "more": {"page": rows.to_json(Page, replace(page, body=b""))},
    }
