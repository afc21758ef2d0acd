"""A list's filter as conditions on a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from extractors.records import Filter
from storage.rows import bounded, folded, storable
from storage.tables import alert_claims, alerts, articles, claims, deliveries, statements


def matching(narrow: Filter, table: sa.Table) -> list[sa.ColumnElement[bool]]:
    """Conditions for a table with ``dated_at`` and ``folded``: articles, statements or claims."""
    conditions: list[sa.ColumnElement[bool]] = []
    if narrow.since is not None:
        conditions.append(table.c.dated_at >= narrow.since)
    if narrow.until is not None:
        conditions.append(table.c.dated_at < narrow.until)
    if narrow.seen_since is not None:
        conditions.append(table.c.seen_at >= narrow.seen_since)
    if narrow.outlet is not None:
        conditions.append(table.c.outlet == storable(narrow.outlet))
    if narrow.search:
        conditions.append(table.c.folded.contains(folded(narrow.search), autoescape=True))
    if table is claims:
        return conditions + _claim_conditions(narrow)
    if table is statements and narrow.actors:
        name = statements.c.body["speaker"]["name"].as_string()
        unknown = statements.c.actor.is_(None) & name.in_(storable(narrow.actors))
        conditions.append(statements.c.actor.in_(storable(narrow.actors)) | unknown)
    wanted = _claim_conditions(narrow) if table is articles else _claim_conditions(narrow, actor=False)
    if wanted:
        link = claims.c.article_id if table is articles else claims.c.statement_id
        conditions.append(sa.exists().where(link == table.c.id, *wanted))
    return conditions


def alerts_matching(narrow: Filter) -> list[sa.ColumnElement[bool]]:
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
    wanted = matching(replace(narrow, since=None, until=None, seen_since=None, outlet=None), claims)
    return conditions + ([_tells(wanted)] if wanted else [])


def _tells(wanted: list[sa.ColumnElement[bool]]) -> sa.ColumnElement[bool]:
    told = sa.select(alert_claims.c.claim_id).join(claims, claims.c.id == alert_claims.c.claim_id)
    return told.where(alert_claims.c.alert_id == deliveries.c.alert_id, *wanted).exists()


def newest(query: sa.Select[Any], table: sa.Table, limit: int) -> sa.Select[Any]:
    """The newest rows first, at most ``limit``."""
    return query.order_by(table.c.dated_at.desc(), table.c.seen_at.desc(), table.c.id).limit(limit)


def _claim_conditions(narrow: Filter, actor: bool = True) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if actor and narrow.actors:
        names = storable(narrow.actors)
        unknown = claims.c.actor.is_(None) & claims.c.speaker_name.in_(names)
        keys = claims.c.speaker_key.in_([bounded(name) for name in names])
        conditions.append(claims.c.actor.in_(names) | keys | unknown)
    if narrow.topic is not None:
        conditions.append(claims.c.topic == narrow.topic)
    if narrow.position is not None:
        conditions.append(claims.c.position == narrow.position)
    if narrow.novelty is not None:
        conditions.append(claims.c.novelty == narrow.novelty)
    if narrow.verdict is not None:
        open_ = narrow.verdict == "open"
        conditions.append(claims.c.verdict.is_(None) if open_ else claims.c.verdict == narrow.verdict)
    return conditions
