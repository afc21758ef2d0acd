"""Articles with their revisions, statements and syndicated copies: stored in one transaction, listed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from extractors.records import (
    Alert,
    Article,
    ArticleRecord,
    Extraction,
    Filter,
    JudgedClaim,
    Page,
    StatementRecord,
)
from extractors.records.identity import article_id, revision_of
from extractors.records.stored import ExtractionRun, ReadBy, RevisionRecord, StoredArticle, SyndicationGroup
from storage.articles import saving
from storage.articles.pages import store_page
from storage.claims.history import record_run
from storage.claims.listing import judged_claims
from storage.layout import rows
from storage.layout.base import Verbs, mappings
from storage.layout.tables import alert_claims, articles, claims, revision_statements, revisions, statements
from storage.polling.feeds import settle
from storage.searching.indexing import index_extraction
from storage.searching.narrowing import listed
from storage.telling.outbox import put_into_outbox


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
        *,
        page: Page | None = None,
        corrections: Sequence[Alert] = (),
        corrected: Sequence[str] | None = None,
        read_by: ReadBy | None = None,
    ) -> bool:
        """Store an article with all that was found in it, what is to be told of it, and that its entry is done.

        One transaction. False, and nothing but the entry changes, where this revision of the article is stored already.
        Of an edited article ``alert`` tells only claims that no earlier revision made; ``corrected`` are told of the
        corrections, ``recipients`` where it is None. ``read_by`` is remembered as who read it.
        """
        with self._database.writing() as connection:
            if entry_key is not None:
                settle(connection, entry_key, "done", extraction.relevance.reason, now)
            before = saving.store_revision(connection, extraction, now)
            if before == "this wording":
                return False
            saving.store_statements(connection, extraction, now, before)
            stored, fresh = saving.store_claims(connection, extraction, judged, now, before)
            if page is not None:
                store_page(connection, extraction.article, page)
            if read_by is not None:
                run = ExtractionRun(read_by, now, len(extraction.statements), len(judged))
                record_run(connection, article_id(extraction.article), revision_of(extraction.article), run)
            known = {key for key, claim in stored.items() if claim not in fresh}
            for told in _news(alert, known):
                put_into_outbox(connection, told, recipients, stored)
            for told in corrections:
                put_into_outbox(connection, told, recipients if corrected is None else corrected, stored)
            index_extraction(connection, extraction, now, new=before == "nothing")  # what is told is known now
            return True

    def is_empty(self) -> bool:
        """Whether no article was ever stored."""
        with self._database.reading() as connection:
            return connection.scalar(sa.select(articles.c.id).limit(1)) is None

    def articles(self, narrow: Filter) -> tuple[ArticleRecord, ...]:
        """Articles, newest first; narrowed by actor, topic or position to those with such a claim."""
        with self._database.reading() as connection:
            query = listed(connection, article_query(), articles, narrow)
            return tuple(rows.article_record(row) for row in mappings(connection, query))

    def article(self, key: str) -> ArticleRecord | None:
        """The article of an id, or of the beginning of one where no other id begins so."""
        with self._database.reading() as connection:
            return _article(connection, key)

    def stored(self, article: Article) -> StoredArticle | None:
        """What is stored of an article's earlier revisions, None where it was never seen.

        Its claims are those that still stood in the last revision.
        """
        key = article_id(article)
        standing = sa.select(claims).where(claims.c.article_id == key, claims.c.vanished_at.is_(None))
        told = sa.select(alert_claims.c.claim_id).join(claims, claims.c.id == alert_claims.c.claim_id)
        with self._database.reading() as connection:
            known = next(mappings(connection, article_query().where(articles.c.id == key)), None)
            if known is None:
                return None
            record = rows.article_record(known)
            found = judged_claims(connection, list(mappings(connection, standing.order_by(claims.c.seen_at))))
            alerted = frozenset(connection.scalars(told.where(claims.c.article_id == key)))
        return StoredArticle(record, found, alerted)

    def revisions(self, key: str) -> tuple[RevisionRecord, ...]:
        """Every wording of an article (by its id), the first one first, with the statements that came and went."""
        query = sa.select(revisions).where(revisions.c.article_id == key).order_by(revisions.c.number)
        links = sa.select(revision_statements).where(revision_statements.c.article_id == key)
        known = sa.select(statements).where(statements.c.article_id == key).order_by(statements.c.place_in_text)
        with self._database.reading() as connection:
            found = list(mappings(connection, query))
            of_revision: dict[str, set[str]] = {row["revision"]: set() for row in found}
            for link in mappings(connection, links):
                of_revision[link["revision"]].add(link["statement_id"])
            records = [rows.statement_record(row) for row in mappings(connection, known)]
        return _compared(found, of_revision, records)

    def statements(self, narrow: Filter) -> tuple[StatementRecord, ...]:
        """Statements, newest first; narrowed by topic or position to those with such a claim."""
        with self._database.reading() as connection:
            query = listed(connection, sa.select(statements), statements, narrow)
            return tuple(rows.statement_record(row) for row in mappings(connection, query))

    def syndication_group(self, key: str) -> SyndicationGroup | None:
        """The copies of an article (by its id) with the article itself, the first publisher's first."""
        group = sa.select(articles.c.group_id).where(articles.c.id == key)
        with self._database.reading() as connection:
            name = connection.scalar(group)
            if name is None:
                return None
            query = article_query().where(articles.c.group_id == name)
            query = query.order_by(articles.c.dated_at, articles.c.seen_at)
            return SyndicationGroup(name, tuple(rows.article_record(row) for row in mappings(connection, query)))


def _news(alert: Alert | None, known: Collection[str]) -> tuple[Alert, ...]:
    claims = tuple(one for one in alert.claims if one.claim.id not in known) if alert else ()
    return (replace(alert, claims=claims),) if alert and claims else ()


def article_query() -> sa.Select[Any]:
    """Articles with their latest text and how much stands in it."""
    parts = (_latest(revisions.c.text), _latest(revisions.c.relevance), _standing(statements), _standing(claims))
    return sa.select(articles, *parts)


def _latest(column: sa.Column[Any]) -> sa.Label[Any]:
    """What the latest wording has; where it was joined, PostgreSQL took two columns that agree for none in 100,000, and
    went through all.
    """
    here = (revisions.c.article_id == articles.c.id) & (revisions.c.revision == articles.c.revision)
    return sa.select(column).where(here).correlate(articles).scalar_subquery().label(column.name)


def _standing(table: sa.Table) -> sa.Label[int]:
    here = (table.c.article_id == articles.c.id) & table.c.vanished_at.is_(None)
    query = sa.select(sa.func.count()).select_from(table).where(here).correlate(articles)
    return query.scalar_subquery().label(table.name)


def _article(connection: sa.Connection, key: str) -> ArticleRecord | None:
    # Ids are hexadecimal: all that begin so lie before the first that goes on with a later letter.
    begins = (articles.c.id >= key) & (articles.c.id < f"{key}g")
    found = list(mappings(connection, article_query().where(begins).limit(2)))
    known = [row for row in found if row["id"].startswith(key)]
    return rows.article_record(known[0]) if len(found) == len(known) == 1 else None


def _compared(
    found: Sequence[dict[str, Any]], of_revision: dict[str, set[str]], records: Sequence[StatementRecord]
) -> tuple[RevisionRecord, ...]:
    result: list[RevisionRecord] = []
    before: set[str] = set()
    for row in found:
        here = of_revision[row["revision"]]
        appeared = tuple(record for record in records if record.id in here - before)
        vanished = tuple(record for record in records if record.id in before - here)
        values = {name: row[name] for name in ("article_id", "revision", "number", "title", "text", "seen_at")}
        result.append(RevisionRecord(**values, appeared=appeared, vanished=vanished))
        before = here
    return tuple(result)
