"""All claims, statements and articles one after the other, however many: for whoever takes them elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from extractors.records import ArticleRecord, JudgedClaim, StatementRecord
from storage.articles.storing import article_query
from storage.claims.listing import judged_claims
from storage.layout import rows
from storage.layout.base import Verbs, mappings
from storage.layout.tables import articles, claims, revisions, statements

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Evidenced:
    """A claim with the statement that makes it and the text that this points into."""

    judged: JudgedClaim
    statement: StatementRecord
    article_id: str
    language: str | None
    text: str


class LeavingVerbs(Verbs):
    """Everything, newest first, some hundred at a time; ``since`` narrows to what was stored since a moment."""

    def each_claim(self, since: datetime | None = None) -> Iterator[Evidenced]:
        """Every claim with its evidence."""
        for found in self._batches(sa.select(claims), claims, since):
            with self._database.reading() as connection:
                judged = judged_claims(connection, found)
                said = _statements(connection, [row["statement_id"] for row in found])
            for row, one in zip(found, judged, strict=True):
                here = said[row["statement_id"]]
                record = rows.statement_record(here)
                yield Evidenced(one, record, row["article_id"], here["language"], here["text"])

    def each_statement(self, since: datetime | None = None) -> Iterator[StatementRecord]:
        """Every statement."""
        for found in self._batches(sa.select(statements), statements, since):
            yield from (rows.statement_record(row) for row in found)

    def each_article(self, since: datetime | None = None) -> Iterator[ArticleRecord]:
        """Every article in its latest wording."""
        for found in self._batches(article_query(), articles, since):
            yield from (rows.article_record(row) for row in found)

    def _batches(
        self, query: sa.Select[Any], table: sa.Table, since: datetime | None
    ) -> Iterator[list[dict[str, Any]]]:
        """Rows by date, the newest first; each batch begins behind the last row of the one before."""
        query = query.where(table.c.seen_at >= since) if since is not None else query
        query = query.order_by(table.c.dated_at.desc(), table.c.id.desc()).limit(_AT_ONCE)
        last: sa.ColumnElement[bool] = sa.true()
        while True:
            with self._database.reading() as connection:
                found = list(mappings(connection, query.where(last)))
            if not found:
                return
            yield found
            day, key = found[-1]["dated_at"], found[-1]["id"]
            last = (table.c.dated_at <= day) & ((table.c.dated_at < day) | (table.c.id < key))


def _statements(connection: sa.Connection, ids: list[str]) -> dict[str, dict[str, Any]]:
    wording = (revisions.c.article_id == statements.c.article_id) & (revisions.c.revision == statements.c.revision)
    query = sa.select(statements, revisions.c.text, articles.c.language).join(revisions, wording)
    query = query.join(articles, articles.c.id == statements.c.article_id).where(statements.c.id.in_(ids))
    return {row["id"]: row for row in mappings(connection, query)}
