"""Articles with their revisions, statements and claims: stored in one transaction, listed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from extractors.identity import article_id, revision_of, statement_ids
from extractors.records import (
    Alert,
    Article,
    ArticleRecord,
    Extraction,
    Filter,
    JudgedClaim,
    Relevance,
    Statement,
    StatementRecord,
)
from extractors.sketches import bands
from storage import rows
from storage.base import Verbs, insert, mappings
from storage.feeds import settle
from storage.narrowing import matching, newest
from storage.outbox import put_into_outbox
from storage.tables import articles, claim_bands, claims, revisions, statements


class ArticleVerbs(Verbs):
    """Articles and statements."""

    def save(
        self,
        extraction: Extraction,
        judged: Sequence[JudgedClaim],
        alert: Alert | None,
        recipients: Sequence[str],
        entry_key: str | None,
        now: datetime,
    ) -> bool:
        """Store an article with all that was found in it, the alert to send, and that its entry is done.

        One transaction. False, and nothing but the entry changes, where this revision of the article is stored already.
        """
        with self._database.writing() as connection:
            if entry_key is not None:
                settle(connection, entry_key, "done", extraction.relevance.reason, now)
            if not _store_revision(connection, extraction, now):
                return False
            _store_statements(connection, extraction, now)
            _store_claims(connection, extraction.article, judged)
            if alert is not None:
                put_into_outbox(connection, alert, recipients)
            return True

    def is_empty(self) -> bool:
        """Whether no article was ever stored."""
        with self._database.reading() as connection:
            return connection.scalar(sa.select(articles.c.id).limit(1)) is None

    def articles(self, narrow: Filter) -> tuple[ArticleRecord, ...]:
        """Articles, newest first; narrowed by actor, topic or position to those with such a claim."""
        query = sa.select(
            articles,
            revisions.c.text,
            revisions.c.relevance,
            _count(statements, (statements.c.article_id == articles.c.id) & _current(statements.c.revision)),
            _count(claims, claims.c.article_id == articles.c.id),
        ).join(revisions, (revisions.c.article_id == articles.c.id) & _current(revisions.c.revision))
        query = newest(query.where(*matching(narrow, articles)), articles, narrow.limit)
        with self._database.reading() as connection:
            return tuple(rows.article_record(row) for row in mappings(connection, query))

    def statements(self, narrow: Filter) -> tuple[StatementRecord, ...]:
        """Statements, newest first; narrowed by topic or position to those with such a claim."""
        query = newest(sa.select(statements).where(*matching(narrow, statements)), statements, narrow.limit)
        with self._database.reading() as connection:
            return tuple(rows.statement_record(row) for row in mappings(connection, query))


def _current(column: sa.Column[str]) -> sa.ColumnElement[bool]:
    return column == articles.c.revision


def _count(table: sa.Table, where: sa.ColumnElement[bool]) -> sa.Label[int]:
    query = sa.select(sa.func.count()).select_from(table).where(where).correlate(articles)
    return query.scalar_subquery().label(table.name)


def _store_revision(connection: sa.Connection, extraction: Extraction, now: datetime) -> bool:
    article = extraction.article
    key, revision = article_id(article), revision_of(article)
    values = rows.article_row(article) | {"id": key, "revision": revision}
    dates = {"seen_at": now, "dated_at": article.published_at or now}
    connection.execute(insert(connection, articles).values(values | dates).on_conflict_do_nothing())
    number = sa.select(sa.func.count() + 1).where(revisions.c.article_id == key).scalar_subquery()
    row = {
        "article_id": key,
        "revision": revision,
        "number": number,
        "title": rows.storable(article.title),
        "text": rows.storable(article.text),
        "relevance": rows.to_json(Relevance, extraction.relevance),
        "seen_at": now,
    }
    stored = connection.execute(insert(connection, revisions).values(row).on_conflict_do_nothing())
    if not stored.rowcount:
        return False
    connection.execute(sa.update(articles).where(articles.c.id == key).values(values))
    return True


def _store_statements(connection: sa.Connection, extraction: Extraction, now: datetime) -> None:
    article = extraction.article
    for place, (key, statement) in enumerate(zip(statement_ids(extraction), extraction.statements, strict=True)):
        speaker = statement.speaker
        row = {
            "id": key,
            "article_id": article_id(article),
            "revision": revision_of(article),
            "place_in_text": place,
            "actor": speaker.actor if speaker else None,
            "body": rows.to_json(Statement, statement),
            "outlet": rows.storable(article.outlet or ""),
            "url": article.url or article.canonical_url or "",
            "title": rows.storable(article.title or ""),
            "published_at": article.published_at,
            "seen_at": now,
            "dated_at": article.published_at or now,
            "folded": rows.folded(speaker.name if speaker else "", statement.text, article.title),
        }
        stored = insert(connection, statements).values(row)
        change = {name: stored.excluded[name] for name in ("revision", "place_in_text", "body")}
        connection.execute(stored.on_conflict_do_update(index_elements=["id"], set_=change))


def _store_claims(connection: sa.Connection, article: Article, judged: Sequence[JudgedClaim]) -> None:
    for one in judged:
        row = rows.claim_row(one, article_id(article))
        stored = connection.execute(insert(connection, claims).values(row).on_conflict_do_nothing())
        sketch = [{"band": band, "claim_id": one.claim.id} for band in bands(one.claim.words)]
        if stored.rowcount and sketch:
            connection.execute(sa.insert(claim_bands), sketch)
