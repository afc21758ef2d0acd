"""Copies of one text: articles that share most of their words form a group, whoever publishes them."""

from __future__ import annotations

from collections import Counter

import sqlalchemy as sa

from extractors.text.sketches import contained, marks
from storage.layout.tables import article_bands, articles, revisions

COPY = 0.6  # of the shorter text's shingles, in the longer one
_SHARED_MARKS = 2000
_LIKELY = 10


def join_group(connection: sa.Connection, article: str, text: str) -> None:
    """Put a new article into the group of the text that it copies, or into one of its own."""
    own = marks(text)
    group = group_of_copied(connection, own, text) or article
    connection.execute(sa.update(articles).where(articles.c.id == article).values(group_id=group))
    if own:
        connection.execute(sa.insert(article_bands), [{"band": mark, "article_id": article} for mark in own])


def group_of_copied(connection: sa.Connection, own: tuple[int, ...], text: str) -> str | None:
    """The group of the articles that a text copies, None where it is a text of its own; ``own`` are its marks."""
    shared = sa.select(article_bands.c.article_id).where(article_bands.c.band.in_(own)).limit(_SHARED_MARKS)
    likely = [article for article, _ in Counter(connection.scalars(shared)).most_common(_LIKELY)]
    query = sa.select(articles.c.group_id, revisions.c.text).where(articles.c.id.in_(likely))
    query = query.join(revisions, (revisions.c.article_id == articles.c.id) & _current())
    best = max(((contained(text, row.text), row.group_id) for row in connection.execute(query)), default=(0.0, ""))
    return best[1] if best[0] >= COPY else None


def _current() -> sa.ColumnElement[bool]:
    return revisions.c.revision == articles.c.revision
