"""Which of the waiting entries a pass takes: the feeds take turns, the newest first, and a quarter goes to the oldest.

A feed that brings thousands of entries at once, or an archive, thus delays no other's news; and what is old still comes
to its turn, however much news there is.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from storage.layout.tables import entries

OLD_SHARE = 4  # one of so many goes to the oldest
DATE = sa.func.coalesce(entries.c.published_at, entries.c.seen_at)


def drawn(now: datetime, limit: int) -> sa.Select[tuple[str]]:
    """The keys of at most ``limit`` entries that wait to be read now.

    Round by round each feed gives its newest, the newest of a round first. What is left over for the old is drawn alike
    from those that remain, the oldest first.
    """
    old = limit // OLD_SHARE
    waits = (entries.c.status == "waiting") & (entries.c.next_attempt_at <= now)
    rounds = _numbered(sa.select(entries.c.key, entries.c.feed_url, DATE.label("date")).where(waits), newest=True)
    places = _placed(rounds, newest=True)
    remaining = sa.select(places.c.key, places.c.feed_url, places.c.date).where(places.c.place > limit - old)
    rest = _placed(_numbered(remaining, newest=False), newest=False)
    fresh = sa.select(places.c.key).where(places.c.place <= limit - old)
    return sa.union_all(fresh, sa.select(rest.c.key).where(rest.c.place <= old))  # type: ignore[return-value]


def _numbered(query: sa.Select[tuple[str, str, datetime]], *, newest: bool) -> sa.Subquery:
    """Number each feed's entries: the rounds in which they are drawn."""
    found = query.subquery()
    date = found.c.date.desc() if newest else found.c.date
    number = sa.func.row_number().over(partition_by=found.c.feed_url, order_by=(date, found.c.key))
    return sa.select(found, number.label("round")).subquery()


def _placed(rounds: sa.Subquery, *, newest: bool) -> sa.Subquery:
    """Number all entries by round, and within it by date."""
    date = rounds.c.date.desc() if newest else rounds.c.date
    place = sa.func.row_number().over(order_by=(rounds.c.round, date, rounds.c.key))
    return sa.select(rounds.c.key, rounds.c.feed_url, rounds.c.date, place.label("place")).subquery()
