"""Pages as they were served, compressed, so that every statement can be traced to bytes."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from extractors.errors import StoreError
from extractors.records import Article, Page
from extractors.records.identity import article_id, revision_of
from storage.layout import rows
from storage.layout.base import Verbs, mappings, put
from storage.layout.tables import pages, revisions


class PageVerbs(Verbs):
    """Raw pages."""

    def page(self, article: str, revision: str | None = None) -> Page | None:
        """The page behind an article (by its id), of its latest revision where none is named; None if not kept."""
        query = sa.select(pages).join(
            revisions, (revisions.c.article_id == pages.c.article_id) & (revisions.c.revision == pages.c.revision)
        )
        query = query.where(pages.c.article_id == article).order_by(revisions.c.number.desc()).limit(1)
        if revision is not None:
            query = query.where(pages.c.revision == revision)
        with self._database.reading() as connection:
            row = next(mappings(connection, query), None)
        if row is None:
            return None
        body = zlib.decompress(row["body"])
        if hashlib.sha256(body).hexdigest() != row["body_hash"]:
            raise StoreError(self._database.name, f"the page kept for article {article} is damaged", "fetch it again")
        return replace(rows.page(row), body=body)

    def page_keys(self, since: datetime | None = None) -> tuple[tuple[str, str], ...]:
        """Article and revision of every kept page fetched at ``since`` or later, the oldest first."""
        query = sa.select(pages.c.article_id, pages.c.revision).order_by(pages.c.fetched_at, pages.c.article_id)
        if since is not None:
            query = query.where(pages.c.fetched_at >= since)
        with self._database.reading() as connection:
            return tuple((row.article_id, row.revision) for row in connection.execute(query))

    def forget_pages(self, before: datetime) -> int:
        """Drop pages fetched before a moment; their articles stay. How many there were."""
        with self._database.writing() as connection:
            return connection.execute(sa.delete(pages).where(pages.c.fetched_at < before)).rowcount


def store_page(connection: sa.Connection, article: Article, page: Page) -> None:
    """Keep the page of an article's revision within the transaction that stores the revision."""
    row = rows.page_row(page) | {
        "article_id": article_id(article),
        "revision": revision_of(article),
        "body": zlib.compress(page.body, 6),
        "body_hash": hashlib.sha256(page.body).hexdigest(),
        "size": len(page.body),
    }
    put(connection, pages, row)
