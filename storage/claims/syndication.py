"""Copies of one text: articles that share most of their words form a group, whoever publishes them."""

from __future__ import annotations

from collections import Counter

import sqlalchemy as sa

from extractors.text.sketches import contained, marks
from storage.layout.base import add_all
from storage.layout.prepared import OneOf, Prepared
from storage.layout.tables import article_bands, articles, revisions

COPY = 0.6  # of the shorter text's shingles, in the longer one
_SHARED_MARKS = 2000  # rows that are counted, so that a sentence that stands everywhere costs no more
_LIKELY = 10  # articles that share most, whose texts are read and compared
_CURRENT = (revisions.c.article_id == articles.c.id) & (revisions.c.revision == articles.c.revision)
_SHARING = Prepared(
    sa.select(article_bands.c.article_id)
    .where(OneOf(article_bands.c.band, "marks"))
    .limit(sa.bindparam("most", type_=sa.Integer))
)
_TEXTS = Prepared(
    sa.select(articles.c.group_id, revisions.c.text).join(revisions, _CURRENT).where(OneOf(articles.c.id, "ids"))
)


def join_group(connection: sa.Connection, article: str, text: str) -> None:
    """Put a new article into the group of the text that it copies, or into one of its own."""
    own = marks(text)
    group = group_of_copied(connection, own, text) or article
    connection.execute(sa.update(articles).where(articles.c.id == article).values(group_id=group))
    add_all(connection, article_bands, [{"band": mark, "article_id": article} for mark in own])


def group_of_copied(connection: sa.Connection, own: tuple[int, ...], text: str) -> str | None:
    """The group of the articles that a text copies, None where it is a text of its own; ``own`` are its marks."""
    shared = (row[0] for row in _SHARING.found(connection, marks=own, most=_SHARED_MARKS))
    likely = [article for article, _ in Counter(shared).most_common(_LIKELY)]
    found = _TEXTS.found(connection, ids=likely) if likely else ()
    best = max(((contained(text, other), group) for group, other in found), default=(0.0, ""))
    return best[1] if best[0] >= COPY else None
