"""Search over articles, statements and claims: the latest that hold the words, the best of them first.

How well a text answers is weighed for the latest matches of a kind alone: to rank all, as FTS5's ``bm25`` and
PostgreSQL's ``ts_rank`` do, every match is read, and a common word matches most of the store (0.4 s for one word that
six in ten of 200,000 documents hold, beside 1 ms for its latest 200).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from extractors.records import Filter
from extractors.records.stored import Hit, HitPlace, Hits, SearchKind
from extractors.text.querying import Query, Scorer, parse_query
from storage.articles.storing import article_query
from storage.claims.listing import rows_of
from storage.layout import rows
from storage.layout.base import Verbs, among, has
from storage.layout.prepared import OneOf, Prepared
from storage.layout.tables import articles, claims, statements
from storage.searching import documents
from storage.searching.narrowing import joined, matching
from storage.searching.seeking import Seeker, latest

WEIGHED = 200  # of one kind, or of statements with their claims; of each of several kinds half as many
_TABLES: dict[SearchKind, sa.Table] = {"articles": articles, "statements": statements, "claims": claims}
_CLAIMED = f" {documents.CLAIMED} "
_ARTICLES = Prepared(article_query().where(OneOf(articles.c.id, "ids")))
_STATEMENTS = Prepared(sa.select(statements).where(OneOf(statements.c.id, "ids")))


class SearchVerbs(Verbs):
    """Search."""

    def search(self, narrow: Filter, kinds: Sequence[SearchKind] = (), after: HitPlace | None = None) -> Hits:
        """What answers ``narrow.search`` best, at most ``narrow.limit``; QueryError where it cannot be looked up.

        Without ``kinds`` it is told once: a statement that makes claims by its claims. With ``after`` only what stands
        behind that place. Claims come without those that they were compared with.
        """
        query = parse_query(narrow.search or "")
        with self._database.reading() as connection:
            most = WEIGHED if len(kinds) == 1 else WEIGHED // 2
            weigh = _Weighing(connection, query, narrow, after)
            found = [weigh.of_kind(kind, most) for kind in kinds]
            if not kinds:
                found = [weigh.of_kind("articles", most), weigh.said(WEIGHED)]
            behind = (one for some in found for one in some.places if after is None or one < after)
            best = sorted(behind, reverse=True)[: narrow.limit]
            records = {
                kind: _records(connection, kind, [one.id for one in best if one.kind == kind]) for kind in _TABLES
            }
        hits = tuple(Hit(one, records[one.kind][one.id]) for one in best)
        of_articles = [some for some in found if some.places and some.places[0].kind == "articles"]
        weighed = tuple(one.id for some in of_articles for one in some.places)
        more_articles = any(some.all_wanted for some in of_articles)
        return Hits(hits, any(some.all_wanted for some in found), weighed, more_articles)


class _Document(NamedTuple):
    """What was found: the id of its thing, its number, how well it answers, whether it tells of a claim."""

    key: str
    number: int
    score: float
    claiming: bool


class _Weighed(NamedTuple):
    """Places of hits, and whether as many documents were found as were asked for."""

    places: list[HitPlace]
    all_wanted: bool


class _Weighing:
    """How well the latest that fit answer."""

    def __init__(self, connection: sa.Connection, query: Query, narrow: Filter, after: HitPlace | None) -> None:
        self._connection = connection
        self._query = query
        self._narrow = narrow
        self._after = after
        self._seek = Seeker(connection)

    def of_kind(self, kind: SearchKind, most: int) -> _Weighed:
        """Those of one kind."""
        table = _TABLES[kind]
        told = self._documents(table, most, *matching(self._narrow, table))
        return _Weighed([HitPlace(one.score, one.number, kind, one.key) for one in told], len(told) == most)

    def said(self, most: int) -> _Weighed:
        """Statements, those that make claims by their claims: each document is looked for once.

        The claims are those of the best ones alone, as each is a row somewhere else in the file.
        """
        fitting, claimed = matching(self._narrow, statements), matching(self._narrow, claims)
        if fitting:
            making_one = has(claims.c.statement_id == statements.c.id, *claimed, of=statements)
            fitting = [sa.and_(*fitting) | making_one]
        told = self._documents(statements, most, *fitting)
        behind = (one for one in told if self._after is None or (one.score, one.number) <= self._after[:2])
        best = sorted(behind, key=lambda one: (one.score, one.number), reverse=True)[: self._narrow.limit + 1]
        making = {one.key: one for one in best if one.claiming}
        query = sa.select(claims.c.statement_id, claims.c.id)
        query = query.where(among(self._connection, claims.c.statement_id, list(making)), *claimed)
        made = self._connection.execute(query).all() if making else ()
        places = [HitPlace(one.score, one.number, "statements", one.key) for one in best if not one.claiming]
        for statement, claim in made:
            one = making[statement]
            places.append(HitPlace(one.score, one.number, "claims", claim))
        return _Weighed(places, len(told) == most)

    def _documents(self, table: sa.Table, most: int, *fitting: sa.ColumnElement[bool]) -> list[_Document]:
        """The latest."""
        if fitting or table is claims:
            found = self._seek.sought(self._narrow, table)
            document, key = found.documents.c, claims.c.id if table is claims else found.documents.c.item
            held = sa.select(key, document.docid, document.words, document.terms).where(*fitting)
            rows_found = self._connection.execute(latest(joined(held, found, table), found, most))
            told: Sequence[Sequence[Any]] = rows_found.all()
        else:
            told = self._seek.latest_documents(self._narrow, table, most)
        weights, usual = (
            (documents.ARTICLE_FIELDS, documents.USUAL_ARTICLE)
            if table is articles
            else (documents.STATEMENT_FIELDS, documents.USUAL_STATEMENT)
        )
        score = Scorer(self._query, weights, usual).score
        return [
            _Document(key, docid, round(score(f" {words} ".split(documents.MARK)), 3), _CLAIMED in f" {terms} ")
            for key, docid, words, terms in told
        ]


def _records(connection: sa.Connection, kind: SearchKind, ids: Sequence[str]) -> dict[str, Any]:
    return dict(_READERS[kind](connection, ids)) if ids else {}


def _read_articles(connection: sa.Connection, ids: Sequence[str]) -> Iterator[tuple[str, Any]]:
    for row in _ARTICLES.rows(connection, ids=ids):
        yield row["id"], rows.article_record(row)


def _read_statements(connection: sa.Connection, ids: Sequence[str]) -> Iterator[tuple[str, Any]]:
    for row in _STATEMENTS.rows(connection, ids=ids):
        yield row["id"], rows.statement_record(row)


def _read_claims(connection: sa.Connection, ids: Sequence[str]) -> Iterator[tuple[str, Any]]:
    for row in rows_of(connection, ids):
        yield row["id"], rows.judged_claim(row, None)


_READERS = {"articles": _read_articles, "statements": _read_statements, "claims": _read_claims}
