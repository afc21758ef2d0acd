"""A part of a store, what changed in it since a moment: what goes into one, and how one goes on from what was before.

Rows go out by whole articles: an article with all that belongs to it, once anything of it is new, so that it need
not be known of each column when it last changed. Tables that stay small, or whose rows have no date, go out whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from extractors.errors import StoreError
from storage.layout.base import put_all
from storage.layout.tables import (
    alert_claims,
    alerts,
    article_index,
    articles,
    claim_bands,
    claims,
    deliveries,
    delivery_attempts,
    entries,
    extraction_runs,
    faults,
    feeds,
    former_readings,
    leases,
    metadata,
    moments,
    pages,
    reviews,
    revisions,
    set_aside,
    statement_index,
    statements,
    vocabulary,
    voices,
)

_REPLACED = {feeds, faults, leases, moments, reviews, set_aside}  # small, and rows of them may go
_WHOLE = {*_REPLACED, vocabulary, voices}
_BEFORE = "import first what was exported before; if it was, or the store was pruned since, export the whole store"


def of_part(table: sa.Table, since: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """Which rows of a table a part holds: all that may have changed since a moment, and some that have not."""
    if table in _WHOLE:
        return ()
    if table in _CHANGED:
        return (_CHANGED[table](since),)
    touched = _touched(since)
    if table is articles:
        return (articles.c.id.in_(touched),)
    if table is article_index:
        return (article_index.c.item.in_(touched),)
    owner = _OWNERS.get(table)
    if owner is None:
        return (table.c.article_id.in_(touched),)
    key, of = owner
    return (key.in_(sa.select(of.c.id).where(of.c.article_id.in_(touched))),)


def _touched(since: datetime) -> sa.CompoundSelect[Any]:
    """The ids of articles that were stored, worded or read anew, or of whose claims one was told or reviewed."""
    dated = ((revisions, revisions.c.seen_at), (extraction_runs, extraction_runs.c.at), (pages, pages.c.fetched_at))
    reviewed = sa.select(claims.c.article_id).join(reviews, reviews.c.claim_id == claims.c.id)
    told = sa.select(claims.c.article_id).join(alert_claims, alert_claims.c.claim_id == claims.c.id)
    return sa.union(
        sa.select(articles.c.id).where(articles.c.seen_at >= since),
        *(sa.select(table.c.article_id).where(at >= since) for table, at in dated),
        reviewed.where(reviews.c.at >= since),
        told.where(_of_alert(alert_claims.c.alert_id, since)),
    )


def _entries(since: datetime) -> sa.ColumnElement[bool]:
    """Whatever becomes of an entry either settles it or plans when it is read next."""
    moments_of = (entries.c.seen_at, entries.c.settled_at, entries.c.next_attempt_at)
    return sa.or_(entries.c.status == "waiting", *(moment >= since for moment in moments_of))


def _of_alert(key: sa.Column[Any], since: datetime) -> sa.ColumnElement[bool]:
    return key.in_(sa.select(alerts.c.id).where(alerts.c.created_at >= since))


def _deliveries(since: datetime) -> sa.ColumnElement[bool]:
    moving = deliveries.c.status != "sent"
    return sa.or_(moving, deliveries.c.sent_at >= since, _of_alert(deliveries.c.alert_id, since))


_CHANGED: dict[sa.Table, Callable[[datetime], sa.ColumnElement[bool]]] = {
    entries: _entries,
    former_readings: lambda since: former_readings.c.replaced_at >= since,
    alerts: lambda since: alerts.c.created_at >= since,
    alert_claims: lambda since: _of_alert(alert_claims.c.alert_id, since),
    deliveries: _deliveries,
    delivery_attempts: lambda since: delivery_attempts.c.at >= since,
}
# What belongs to an article by a statement or a claim.
_OWNERS = {claim_bands: (claim_bands.c.claim_id, claims), statement_index: (statement_index.c.item, statements)}


def oldest_page(connection: sa.Connection) -> datetime | None:
    """When the oldest kept page was fetched: older ones were let go of, by their age alone."""
    found: datetime | None = connection.scalar(sa.select(sa.func.min(pages.c.fetched_at)))
    return found


def make_way(connection: sa.Connection) -> None:
    """Take away what a part brings whole and may have lost rows."""
    for table in reversed(metadata.sorted_tables):
        if table in _REPLACED:
            connection.execute(sa.delete(table))


def let_go(connection: sa.Connection, oldest: datetime | None) -> None:
    """Take away the pages that are no longer kept where a part comes from."""
    gone = pages.c.fetched_at < oldest if oldest is not None else sa.true()
    connection.execute(sa.delete(pages).where(gone))


def put_over(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put rows in, or over those of the same key."""
    keys = table.primary_key.columns
    changing = tuple(name for name in rows[0] if name not in keys) if rows else ()
    put_all(connection, table, [dict(row) for row in rows], changing)


@contextmanager
def going_on(database: str, since: datetime) -> Iterator[None]:
    """Say what it means where a row of a part refers to one that is not there."""
    try:
        yield
    except exc.IntegrityError as error:
        raise not_before(database, since, "it refers to rows that are not there") from error


def not_before(database: str, since: datetime, why: str) -> StoreError:
    """The complaint that a part does not go on from what a store holds."""
    return StoreError(database, f"the part since {since:%Y-%m-%d %H:%M} UTC does not go on from it: {why}", _BEFORE)
