"""Whether a store is sound: its file, its schema, its references, its numbers, the bytes and words that it keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa

from extractors.errors import StoreError
from storage.care.evidence import look_at_pages, look_at_texts
from storage.care.info import require_current
from storage.care.verified_parts import VerifiedPart, verified
from storage.engine.database import Database
from storage.layout.counted import kept_counts, true_counts
from storage.layout.tables import (
    alert_claims,
    alerts,
    article_index,
    articles,
    claims,
    metadata,
    revision_statements,
    revisions,
    statement_index,
    statements,
)
from storage.searching.documents import TOLD

RESTORE = "put a backup back (`recognition-watch store restore`) beside it, and compare"
_DAMAGED = "put the latest backup back: move the file away, then `recognition-watch store restore BACKUP`"
_COUNT = "`recognition-watch store prune --older-than 36500d` lets go of nothing and counts them anew"
_MOST_PROBLEMS = 20


def verify_store(database: Database) -> Iterator[VerifiedPart]:
    """Look at one part after another; a part that cannot be looked at is a finding, too.

    StoreError where there is no store, or one of another version.
    """
    require_current(database)
    for part, look in _PARTS:
        try:
            with database.reading() as connection:
                yield look(connection)
        except StoreError as error:
            yield VerifiedPart(part, False, error.why, error.mend)


def _file(connection: sa.Connection) -> VerifiedPart:
    if connection.dialect.name != "sqlite":
        return VerifiedPart("file", True, "a server's: every row is read below")
    told = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_PROBLEMS})").scalars().all()
    wrong = [line for line in told if line != "ok"]
    return verified("file", "every page and index", wrong, _DAMAGED)


def _schema(connection: sa.Connection) -> VerifiedPart:
    known = sa.inspect(connection)
    there = {(name, column["name"]) for name in known.get_table_names() for column in known.get_columns(name)}
    wanted = [(table.name, column.name) for table in metadata.sorted_tables for column in table.c]
    wrong = [f"{table}.{column} is missing" for table, column in wanted if (table, column) not in there]
    return verified("schema", f"{len(metadata.tables)} tables", wrong, RESTORE)


def _references(connection: sa.Connection) -> VerifiedPart:
    keys = [key for table in metadata.sorted_tables for key in table.foreign_key_constraints]
    wrong = [
        f"{number} rows of {key.table.name} refer to nothing in {key.referred_table.name}"
        for key in keys
        if (number := connection.scalar(_dangling(key)))
    ]
    return verified("references", f"{len(keys)} foreign keys", wrong, RESTORE)


def _dangling(key: sa.ForeignKeyConstraint) -> sa.Select[tuple[int]]:
    """How many rows have a reference that leads nowhere."""
    target = key.referred_table.alias()
    pairs = [(element.parent, target.c[element.column.name]) for element in key.elements]
    joined = key.table.outerjoin(target, sa.and_(*(here == there for here, there in pairs)))
    nowhere = sa.and_(pairs[0][1].is_(None), *(here.is_not(None) for here, _ in pairs))
    return sa.select(sa.func.count()).select_from(joined).where(nowhere)


def _numbers(connection: sa.Connection) -> VerifiedPart:
    """That what is counted in one place is there in the other."""
    wrong = [told for what, query in _DISAGREEMENTS.items() for told in _disagreeing(connection, what, query)]
    kept, true = kept_counts(connection), true_counts(connection)
    miscounted = [
        f"{true.get(name, 0)} {name} are counted as {kept.get(name, 0)}"
        for name in sorted({*kept, *true})
        if kept.get(name, 0) != true.get(name, 0)
    ]
    told = f"{_count(connection, sa.select(articles.c.id)):,} articles"
    return verified("counts", told, wrong + miscounted, RESTORE if wrong else _COUNT)


def _disagreeing(connection: sa.Connection, what: str, query: sa.Select[Any]) -> Iterator[str]:
    """How many disagree, and the id of one of them."""
    one = connection.scalar(query.limit(1))
    if one is not None:
        yield f"{_count(connection, query)} {what} (one is {one})"


def _count(connection: sa.Connection, query: sa.Select[Any]) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0


def _gaps(owner: sa.ColumnElement[Any], number: sa.ColumnElement[int], first: int) -> sa.Select[Any]:
    """Owners whose numbered rows do not run on without a gap."""
    return sa.select(owner).group_by(owner).having(sa.func.count() != sa.func.max(number) + 1 - first)


def _without(link: sa.ColumnElement[bool], what: sa.ColumnElement[Any]) -> sa.Select[Any]:
    return sa.select(what).where(~sa.exists().where(link))


def _fewer(connected: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Alerts with fewer links than they had claims when they were made; how many that was older ones do not know."""
    links = sa.select(sa.func.count()).where(connected == alerts.c.id).scalar_subquery()
    return sa.select(alerts.c.id).where(alerts.c.more["told"].as_integer() > links)


_TELLING = claims.join(alert_claims, alert_claims.c.claim_id == claims.c.id)
_DISAGREEMENTS = {
    "articles whose revisions are not numbered on": _gaps(revisions.c.article_id, revisions.c.number, 1),
    "alerts whose claims are not numbered on": _gaps(alert_claims.c.alert_id, alert_claims.c.place, 0),
    "alerts that have lost claims which they told": _fewer(alert_claims.c.alert_id),
    "alerts of claims that tell none": _without(alert_claims.c.alert_id == alerts.c.id, alerts.c.id).where(
        alerts.c.kind.in_(("claims", "correction"))
    ),
    "statements that an alert told, and which is lost": sa.select(statement_index.c.item).where(
        statement_index.c.terms.endswith(TOLD),
        ~sa.exists().select_from(_TELLING).where(claims.c.statement_id == statement_index.c.item),
    ),
    "articles without the wording that they show": _without(
        (revisions.c.article_id == articles.c.id) & (revisions.c.revision == articles.c.revision), articles.c.id
    ),
    "statements that are not in the wording that they point into": _without(
        (revision_statements.c.statement_id == statements.c.id)
        & (revision_statements.c.revision == statements.c.revision),
        statements.c.id,
    ),
    "articles that no search finds": _without(article_index.c.item == articles.c.id, articles.c.id),
    "statements that no search finds": _without(statement_index.c.item == statements.c.id, statements.c.id),
    "told statements that no search of alerts finds": sa.select(statement_index.c.item)
    .join(claims, claims.c.statement_id == statement_index.c.item)
    .join(alert_claims, alert_claims.c.claim_id == claims.c.id)
    .where(~statement_index.c.terms.endswith(TOLD))
    .distinct(),
}
_PARTS: tuple[tuple[str, Callable[[sa.Connection], VerifiedPart]], ...] = (
    ("file", _file),
    ("schema", _schema),
    ("references", _references),
    ("counts", _numbers),
    ("pages", look_at_pages),
    ("words", look_at_texts),
)
