"""A list's filter as a query: by the index of documents where it asks for words or keys, else by date."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from extractors.records import Filter
from storage.rows import bounded, storable
from storage.seeking import Sought, goes_by_index, latest, sought
from storage.tables import alert_claims, alerts, articles, claims, deliveries, statements


def listed(
    connection: sa.Connection, query: sa.Select[Any], table: sa.Table, narrow: Filter, *also: sa.ColumnElement[bool]
) -> sa.Select[Any]:
    """The rows of a query on articles, statements or claims that fit, the latest first, at most ``narrow.limit``."""
    query = query.where(*matching(narrow, table), *also)
    if not goes_by_index(narrow):
        return newest(query, table, narrow.limit)
    found = sought(connection, narrow, articles=table is articles)
    return latest(joined(query, found, table), found, narrow.limit)


def joined(query: sa.Select[Any], found: Sought, table: sa.Table) -> sa.Select[Any]:
    """A query on articles, statements or claims, on those alone whose documents were sought."""
    owner = claims.c.statement_id if table is claims else table.c.id
    return query.select_from(found.source).where(found.documents.c.item == owner)


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
        conditions.append(statements.c.actor.in_(storable(narrow.actors)) | unknown)
    wanted = claim_conditions(narrow if table is articles else replace(narrow, actors=()))
    if wanted:
        link = claims.c.article_id if table is articles else claims.c.statement_id
        conditions.append(sa.exists().where(link == table.c.id, *wanted))
    return conditions


def alerts_matching(connection: sa.Connection, narrow: Filter) -> list[sa.ColumnElement[bool]]:
    """Conditions for deliveries joined with alerts: the alert's own time and outlet, and that it tells such a claim."""
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
    if narrow.search is not None:
        found = sought(connection, Filter(search=narrow.search))
        holds = sa.select(sa.literal(1)).select_from(found.source).where(*found.conditions)
        wanted.append(holds.where(found.documents.c.item == claims.c.statement_id).exists())
    return conditions + ([_tells(wanted)] if wanted else [])


def _tells(wanted: list[sa.ColumnElement[bool]]) -> sa.ColumnElement[bool]:
    told = sa.select(alert_claims.c.claim_id).join(claims, claims.c.id == alert_claims.c.claim_id)
    return told.where(alert_claims.c.alert_id == deliveries.c.alert_id, *wanted).exists()


def newest(query: sa.Select[Any], table: sa.Table, limit: int) -> sa.Select[Any]:
    """The newest rows first, at most ``limit``."""
    return query.order_by(table.c.dated_at.desc(), table.c.seen_at.desc(), table.c.id).limit(limit)


def claim_conditions(narrow: Filter) -> list[sa.ColumnElement[bool]]:
    """What of a filter the row of a claim is asked."""
    conditions: list[sa.ColumnElement[bool]] = []
    if narrow.actors:
        names = storable(narrow.actors)
        unknown = claims.c.actor.is_(None) & claims.c.speaker_name.in_(names)
        keys = claims.c.speaker_key.in_([bounded(name) for name in names])
        conditions.append(claims.c.actor.in_(names) | keys | unknown)
    plain = {name: getattr(narrow, name) for name in ("topic", "position", "novelty", "party")}
    conditions += [claims.c[name] == value for name, value in plain.items() if value is not None]
    if narrow.certainty is not None:
        sure = sa.func.coalesce(claims.c.more["certainty"].as_float(), 1.0)
        conditions.append(sure >= narrow.certainty)
    if narrow.verdict is not None:
        open_ = narrow.verdict == "open"
        conditions.append(claims.c.verdict.is_(None) if open_ else claims.c.verdict == narrow.verdict)
    return conditions
