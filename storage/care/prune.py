"""Letting go of what is old and was only kept to be looked up: never of a statement, a claim, a review or an alert."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.engine.database import Database
from storage.layout.counted import count_anew
from storage.layout.tables import articles, claims, entries, metadata, pages, revisions, statements
from storage.searching.indexing import join_parts

_AT_ONCE = 500  # so that no other writer waits long


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was let go of: kept pages and their bytes in the store, irrelevant articles, the words of old entries."""

    pages: int
    bytes: int
    articles: int
    entries: int


def prune(database: Database, before: datetime, *, dry_run: bool) -> Pruned:
    """Let go of what is older than ``before``; with ``dry_run`` only say how much that would be.

    - the bytes of pages; not of what was set aside, which waits to be read;
    - articles that no wording made relevant and that say nothing, with their texts;
    - summary and details of entries that were irrelevant or given up: their key stays, so that they are not read again.
    """
    with database.reading() as connection:
        old = _old_pages(before)
        size = sa.select(sa.func.coalesce(sa.func.sum(sa.func.length(pages.c.body)), 0)).where(old)
        found = Pruned(
            pages=_count(connection, pages, old),
            bytes=connection.scalar(size) or 0,
            articles=_count(connection, articles, _silent(before)),
            entries=_count(connection, entries, _old_entries(before)),
        )
    if not dry_run:
        for step in _STEPS:
            while step(database, before):
                pass
        with database.writing() as connection:
            count_anew(connection)
        if database.is_sqlite:
            for index in ("article_fts", "statement_fts"):
                _join_parts(database, index)
    return found


def _join_parts(database: Database, index: str) -> None:
    begin = more = True
    while more:
        with database.writing() as connection:
            more = join_parts(connection, index, begin=begin)
        begin = False


def _count(connection: sa.Connection, table: sa.Table, which: sa.ColumnElement[bool]) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(table).where(which)) or 0


def _old_pages(before: datetime) -> sa.ColumnElement[bool]:
    return pages.c.fetched_at < before


def _silent(before: datetime) -> sa.ColumnElement[bool]:
    """Articles of which no statement and no claim was ever stored, and whose latest wording is not on the subject."""
    current = (revisions.c.article_id == articles.c.id) & (revisions.c.revision == articles.c.revision)
    relevant = sa.exists().where(current, revisions.c.relevance["relevant"].as_boolean())
    said = sa.exists().where(statements.c.article_id == articles.c.id)
    claimed = sa.exists().where(claims.c.article_id == articles.c.id)
    return (articles.c.dated_at < before) & ~relevant & ~said & ~claimed


def _old_entries(before: datetime) -> sa.ColumnElement[bool]:
    settled = entries.c.status.in_(("irrelevant", "given_up")) & (entries.c.seen_at < before)
    return settled & (entries.c.summary != "")


def _drop_pages(database: Database, before: datetime) -> bool:
    with database.writing() as connection:
        keys = connection.execute(sa.select(*pages.primary_key.columns).where(_old_pages(before)).limit(_AT_ONCE)).all()
        these = sa.tuple_(*pages.primary_key.columns).in_([tuple(key) for key in keys])
        connection.execute(sa.delete(pages).where(these))
        return bool(keys)


def _drop_articles(database: Database, before: datetime) -> bool:
    with database.writing() as connection:
        ids = connection.scalars(
            sa.select(articles.c.id).where(_silent(before)).limit(_AT_ONCE).with_for_update()
        ).all()
        for table in reversed(metadata.sorted_tables):  # whatever belongs to them, before what it refers to
            for owner in _owners(table):
                connection.execute(sa.delete(table).where(owner.in_(ids)))
        return bool(ids)


def _owners(table: sa.Table) -> list[sa.Column[Any]]:
    """The columns by which rows belong to an article: of an article, its id.

    Never of what is said in it: were there any after all, their reference would keep the article.
    """
    if table in (statements, claims):
        return []
    if table is articles:
        return [articles.c.id]
    return [column for column in table.c if column.name == "article_id" or column.references(articles.c.id)]


def _drop_words(database: Database, before: datetime) -> bool:
    with database.writing() as connection:
        keys = connection.scalars(sa.select(entries.c.key).where(_old_entries(before)).limit(_AT_ONCE)).all()
        connection.execute(sa.update(entries).where(entries.c.key.in_(keys)).values(summary="", more={}))
        return bool(keys)


_STEPS: tuple[Callable[[Database, datetime], bool], ...] = (_drop_pages, _drop_articles, _drop_words)
