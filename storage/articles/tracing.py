"""The chain behind a claim: mail, claim, statement, offsets, wording, bytes; each link compared with the next."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from extractors.errors import StoreError
from extractors.records.identity import message_id
from extractors.records.stored import Trace, TracedMail, TracedPage
from storage.articles.storing import article_query
from storage.care.evidence import is_whole, is_worded, pointers, points
from storage.claims.history import attempts_of, former_readings_of, runs_of
from storage.claims.listing import judged_claims
from storage.layout import rows
from storage.layout.base import Verbs, mappings
from storage.layout.tables import (
    alert_claims,
    articles,
    claims,
    deliveries,
    pages,
    reviews,
    revisions,
    statement_index,
    statements,
)
from storage.searching.documents import TOLD
from storage.telling.outbox import read_deliveries


class TraceVerbs(Verbs):
    """Traces."""

    def trace(self, claim: str) -> Trace:
        """The chain behind a claim, by its id or the beginning of one; StoreError where no claim, or several, fit."""
        with self._database.reading() as connection:
            row = self._claim(connection, claim)
            (judged,) = judged_claims(connection, [row])
            said = _its(connection, row, sa.select(statements).where(statements.c.id == row["statement_id"]))
            worded = _its(connection, row, _wording(said["article_id"], said["revision"]))
            return Trace(
                judged=judged,
                reviews=_reviews(connection, row["id"]),
                mails=_mails(connection, row["id"]),
                is_linked=_is_linked(connection, said["id"]),
                statement=rows.statement_record(said),
                is_said=row["words"] == said["body"]["text"],
                points=all(points(part, worded["text"]) for part in pointers(said["body"])),
                article=rows.article_record(
                    _its(connection, row, article_query().where(articles.c.id == said["article_id"]))
                ),
                revision=said["revision"],
                number=worded["number"],
                revised_at=worded["seen_at"],
                text=worded["text"],
                is_worded=is_worded(worded["title"], worded["text"], said["revision"]),
                runs=runs_of(connection, said["article_id"], said["revision"]),
                page=_page(connection, said["article_id"], said["revision"]),
                former=(
                    *former_readings_of(connection, claims, row["id"]),
                    *former_readings_of(connection, statements, said["id"]),
                ),
            )

    def _claim(self, connection: sa.Connection, key: str) -> dict[str, Any]:
        query = sa.select(claims).where(claims.c.id.between(key, f"{key}\U0010ffff")).limit(2)
        found = [row for row in mappings(connection, query) if row["id"].startswith(key)]
        if len(found) == 1 and key:
            return found[0]
        if found:
            raise StoreError(f"claim {key}", "several claims begin so", "give more of the id")
        raise StoreError(f"claim {key}", "there is none", "`claims --format json` has their ids")


def _its(connection: sa.Connection, claim: dict[str, Any], link: sa.Select[Any]) -> dict[str, Any]:
    """The row that a claim's chain leads to; StoreError where it is gone, which only damage does."""
    row = next(mappings(connection, link), None)
    if row is None:
        gone = f"the chain breaks off: what it refers to in {link.get_final_froms()[0].description} is gone"
        raise StoreError(f"claim {claim['id']}", gone, "`recognition-watch store verify` says what else is")
    return row


def _wording(article: str, revision: str) -> sa.Select[Any]:
    return sa.select(revisions).where(revisions.c.article_id == article, revisions.c.revision == revision)


def _reviews(connection: sa.Connection, claim: str) -> tuple[Any, ...]:
    query = sa.select(reviews).where(reviews.c.claim_id == claim).order_by(reviews.c.at, reviews.c.who)
    return tuple(rows.review(row) for row in mappings(connection, query))


def _mails(connection: sa.Connection, claim: str) -> tuple[TracedMail, ...]:
    telling = sa.select(alert_claims.c.alert_id).where(alert_claims.c.claim_id == claim)
    query = sa.select(deliveries).where(deliveries.c.alert_id.in_(telling))
    query = query.order_by(deliveries.c.alert_id, deliveries.c.recipient)
    return tuple(
        TracedMail(
            one,
            one.message_id == message_id(one.alert.id, one.recipient),
            attempts_of(connection, one.alert.id, one.recipient),
        )
        for one in read_deliveries(connection, query)
    )


def _is_linked(connection: sa.Connection, statement: str) -> bool:
    """Whether a statement that is found as told is told: what leads from the alert to its claim may be lost."""
    terms = connection.scalar(sa.select(statement_index.c.terms).where(statement_index.c.item == statement)) or ""
    telling = sa.select(alert_claims.c.alert_id).join(claims, claims.c.id == alert_claims.c.claim_id)
    told = telling.where(claims.c.statement_id == statement).limit(1)
    return not terms.endswith(TOLD) or connection.scalar(told) is not None


def _page(connection: sa.Connection, article: str, revision: str) -> TracedPage | None:
    query = sa.select(pages).where(pages.c.article_id == article, pages.c.revision == revision)
    row = next(mappings(connection, query), None)
    if row is None:
        return None
    whole = is_whole(row["body"], row["body_hash"], row["size"])
    return TracedPage(rows.page(row | {"body": b""}), row["body_hash"], row["size"], whole)
