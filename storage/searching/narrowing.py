"""A list's filter as a query: by the index of documents where it asks for words or keys, else by date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from extractors.records import DeliveryStatus, Filter
from storage.layout.base import has
from storage.layout.prepared import Implied, Rows, Unindexed
from storage.layout.rows import bounded, storable
from storage.layout.tables import alert_claims, alerts, articles, claims, deliveries, reviews, statements
from storage.searching.documents import TOLD
from storage.searching.seeking import Sought, goes_by_index, latest, sought

HOW_SURE = sa.func.coalesce(claims.c.more["certainty"].as_float(), 1.0)
CERTAINTY = sa.type_coerce(HOW_SURE, sa.types.NullType()).label("certainty")  # as both drivers give it: a float
_AT_ONCE = 200
_DIGESTED = timedelta(days=31)
_Part = Callable[[sa.Row[Any] | None, int], Rows]  # so many behind a row: an alert's id, what it is ordered by


def listed(
    connection: sa.Connection,
    query: sa.Select[Any],
    table: sa.Table,
    narrow: Filter,
    *also: sa.ColumnElement[bool],
    keys: tuple[str, ...] = (),
) -> Rows:
    """The rows of a query on articles, statements or claims that fit, the latest first, at most ``narrow.limit``.

    Whatever fits ``also`` has these ``keys``.
    """
    conditions = (*matching(narrow, table), *also)
    if not keys and not goes_by_index(narrow):
        return newest(query.where(*conditions), table, narrow.limit)
    found = sought(connection, narrow, table, *keys)
    if found.windows is None:
        return latest(joined(query.where(*conditions), found, table), found, narrow.limit)
    # Of all columns within each window SQLAlchemy makes twice as many again: a third of what a list cost it.
    which = sa.select(table.c.id.label("id"), found.docid.label("number")).where(*conditions)
    chosen = latest(joined(which, found, table), found, narrow.limit).subquery("chosen")
    return query.join(chosen, chosen.c.id == table.c.id).order_by(chosen.c.number.desc())


def joined(query: sa.Select[Any], found: Sought, table: sa.Table) -> sa.Select[Any]:
    """A query on articles, statements or claims, on those alone whose documents were sought."""
    owner = claims.c.statement_id if table is claims else table.c.id
    return query.select_from(found.source.join(table, found.documents.c.item == owner))


def matching(narrow: Filter, table: sa.Table) -> list[sa.ColumnElement[bool]]:
    """What of a filter rows of articles, statements or claims are asked themselves: all but words and keys alone."""
    conditions: list[sa.ColumnElement[bool]] = []
    if narrow.since is not None:
        conditions.append(table.c.dated_at >= narrow.since)
    if narrow.until is not None:
        conditions.append(table.c.dated_at < narrow.until)
    if narrow.seen_since is not None:
        conditions.append(table.c.seen_at >= narrow.seen_since)
    if table is claims:
        return conditions + claim_conditions(narrow)
    if table is statements and narrow.actors:
        name = statements.c.body["speaker"]["name"].as_string()
        unknown = statements.c.actor.is_(None) & name.in_(storable(narrow.actors))
        conditions.append(Implied(statements.c.actor.in_(storable(narrow.actors)) | unknown))
    wanted = claim_conditions(narrow if table is articles else replace(narrow, actors=()))
    if wanted:
        link = claims.c.article_id if table is articles else claims.c.statement_id
        conditions.append(has(link == table.c.id, *wanted, of=table))
    return conditions


def alerts_matching(narrow: Filter) -> list[sa.ColumnElement[bool]]:
    """What of a filter deliveries joined with alerts, of those to look at, are asked: the alert's own time and outlet,
    and that it tells such a claim, unless documents led to it by one.
    """
    at = sa.func.coalesce(alerts.c.published_at, alerts.c.created_at)
    conditions: list[sa.ColumnElement[bool]] = []
    if narrow.since is not None:
        conditions.append(at >= narrow.since)
    if narrow.until is not None:
        conditions.append(at < narrow.until)
    if narrow.seen_since is not None:
        conditions.append(alerts.c.created_at >= narrow.seen_since)
    if narrow.outlet is not None:
        conditions.append(alerts.c.outlet == storable(narrow.outlet))
    wanted = claim_conditions(narrow)
    return conditions + ([_tells(wanted)] if wanted and not _led_by_documents(narrow) else [])


def alerts_to_look_at(
    connection: sa.Connection, narrow: Filter, status: DeliveryStatus | None
) -> Iterator[tuple[str, ...]]:
    """Ids of alerts that may fit, about the latest first, some at a time: whoever has enough stops asking.

    What few have leads to them: words and keys to those that tell such a claim, a status that passes to those that have
    it. Else they come by their date.
    """
    if _led_by_documents(narrow):
        part = _by_documents(connection, narrow)
    else:
        part = _by_status(status) if status not in (None, "sent") else _by_date(narrow)
    at_once, last = min(narrow.limit, _AT_ONCE), None  # as many as are wanted: often all of them fit
    while True:
        found = connection.execute(part(last, at_once)).all()
        yield tuple(dict.fromkeys(row[0] for row in found))
        if len(found) < at_once:
            return
        at_once, last = _AT_ONCE, found[-1]


def _led_by_documents(narrow: Filter) -> bool:
    return goes_by_index(replace(narrow, outlet=None))


def _by_date(narrow: Filter) -> _Part:
    query = sa.select(alerts.c.id, alerts.c.created_at, alerts.c.id)
    if narrow.seen_since is not None:
        query = query.where(alerts.c.created_at >= narrow.seen_since)
    return _ordered(query, alerts.c.created_at, alerts.c.id)


def _by_status(status: DeliveryStatus | None) -> _Part:
    query = sa.select(deliveries.c.alert_id, deliveries.c.next_attempt_at, deliveries.c.alert_id)
    return _ordered(query.where(deliveries.c.status == status), deliveries.c.next_attempt_at, deliveries.c.alert_id)


def _ordered(query: sa.Select[Any], moment: sa.Column[Any], key: sa.Column[Any]) -> _Part:
    def part(last: sa.Row[Any] | None, at_once: int) -> sa.Select[Any]:
        behind = query if last is None else query.where(moment <= last[1], (moment < last[1]) | (key < last[2]))
        return behind.order_by(moment.desc(), key.desc()).limit(at_once)

    return part


def _by_documents(connection: sa.Connection, narrow: Filter) -> _Part:
    """A digest tells of days before it: what it tells may be older than what it is narrowed to."""
    since = narrow.since - _DIGESTED if narrow.since else None
    wanted = replace(narrow, since=since, outlet=None)

    def part(last: sa.Row[Any] | None, at_once: int) -> Rows:
        top = last[1] if last else None  # that document again, as several alerts may tell it
        found = sought(connection, wanted, claims, TOLD, top=top)
        making = found.source.join(claims, claims.c.statement_id == found.documents.c.item)
        telling = making.join(alert_claims, alert_claims.c.claim_id == claims.c.id)
        query = sa.select(alert_claims.c.alert_id, found.docid.label("number")).select_from(telling)
        return latest(query.where(*claim_conditions(narrow)), found, at_once)

    return part


def _tells(wanted: list[sa.ColumnElement[bool]]) -> sa.ColumnElement[bool]:
    told = sa.select(alert_claims.c.claim_id).join(claims, claims.c.id == alert_claims.c.claim_id)
    return told.where(alert_claims.c.alert_id == deliveries.c.alert_id, *wanted).exists()


def newest(query: sa.Select[Any], table: sa.Table, limit: int) -> sa.Select[Any]:
    """The newest rows first, at most ``limit``."""
    return query.order_by(table.c.dated_at.desc(), table.c.seen_at.desc(), table.c.id).limit(limit)


def _by_keys(narrow: Filter) -> Iterator[sa.ColumnElement[bool]]:
    """What documents have keys for leads to them: by its own index a position is found in a fortieth of the store."""
    if narrow.actors:
        names = storable(narrow.actors)
        actor, key = Unindexed(claims.c.actor), Unindexed(claims.c.speaker_key)
        unknown = actor.is_(None) & claims.c.speaker_name.in_(names)
        yield actor.in_(names) | key.in_([bounded(name) for name in names]) | unknown
    for name in ("topic", "position", "party"):
        if (value := getattr(narrow, name)) is not None:
            yield Unindexed(claims.c[name]) == value


def claim_conditions(narrow: Filter) -> list[sa.ColumnElement[bool]]:
    """What of a filter the row of a claim is asked."""
    by_key = list(_by_keys(narrow))
    conditions: list[sa.ColumnElement[bool]] = [Implied(sa.and_(*by_key))] if by_key else []
    if narrow.novelty is not None:
        conditions.append(Unindexed(claims.c.novelty) == narrow.novelty)
    if not narrow.repeats:
        conditions.append(claims.c.novelty != "repeat")
    if narrow.certainty is not None:
        conditions.append(narrow.certainty <= HOW_SURE)
    if narrow.verdict is not None:
        open_ = narrow.verdict == "open"
        conditions.append(claims.c.verdict.is_(None) if open_ else claims.c.verdict == narrow.verdict)
        if not open_:  # few are reviewed, and found by that
            conditions.append(claims.c.id.in_(sa.select(reviews.c.claim_id)))
    return conditions
