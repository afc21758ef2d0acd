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
from storage.claims.listing import judged_claims
from storage.layout import rows
from storage.layout.base import Verbs, among, has, mappings
from storage.layout.tables import articles, claims, statements
from storage.searching import documents
from storage.searching.narrowing import joined, matching
from storage.searching.seeking import latest, sought

WEIGHED = 200  # of one kind, or of statements with their claims; of each of several kinds half as many
_TABLES: dict[SearchKind, sa.Table] = {"articles": articles, "statements": statements, "claims": claims}


class SearchVerbs(Verbs):
    """Search."""

    def search(self, narrow: Filter, kinds: Sequence[SearchKind] = (), after: HitPlace | None = None) -> Hits:
        """What answers ``narrow.search`` best, at most ``narrow.limit``; QueryError where it cannot be looked up.

        Without ``kinds`` it is told once: a statement that makes claims by its claims. With ``after`` only what stands
        behind that place.
        """
        query = parse_query(narrow.search or "")
        with self._database.reading() as connection:
            most = WEIGHED if len(kinds) == 1 else WEIGHED // 2
            weigh = _Weighing(connection, query, narrow)
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


class _Weighed(NamedTuple):
    """Places of hits, and whether as many documents were found as were asked for."""

    places: list[HitPlace]
    all_wanted: bool


class _Weighing:
    """How well the latest that fit answer."""

    def __init__(self, connection: sa.Connection, query: Query, narrow: Filter) -> None:
        self._connection = connection
        self._query = query
        self._narrow = narrow

    def of_kind(self, kind: SearchKind, most: int) -> _Weighed:
        """Those of one kind."""
        table = _TABLES[kind]
        told = self._documents(table, most, *matching(self._narrow, table))
        return _Weighed([HitPlace(score, docid, kind, key) for key, docid, score, _ in told], len(told) == most)

    def said(self, most: int) -> _Weighed:
        """Statements, those that make claims by their claims: each document is looked for once."""
        fitting, claimed = matching(self._narrow, statements), matching(self._narrow, claims)
        if fitting:
            making_one = has(claims.c.statement_id == statements.c.id, *claimed, of=statements)
            fitting = [sa.and_(*fitting) | making_one]
        told = self._documents(statements, most, *fitting)
        making = {key: (docid, score) for key, docid, score, claiming in told if claiming}
        query = sa.select(claims.c.statement_id, claims.c.id)
        query = query.where(among(self._connection, claims.c.statement_id, list(making)), *claimed)
        made = self._connection.execute(query).all() if making else ()
        places = [HitPlace(score, docid, "statements", key) for key, docid, score, claiming in told if not claiming]
        for statement, claim in made:
            docid, score = making[statement]
            places.append(HitPlace(score, docid, "claims", claim))
        return _Weighed(places, len(told) == most)

    def _documents(
        self, table: sa.Table, most: int, *fitting: sa.ColumnElement[bool]
    ) -> list[tuple[str, int, float, bool]]:
        """Ids, numbers and scores of the latest, and whether their documents tell of a claim."""
        found = sought(self._connection, self._narrow, table)
        document = found.documents.c
        key = claims.c.id if table is claims else document.item
        held = sa.select(key, document.docid, document.words, document.terms)
        if fitting or table is claims:
            held = joined(held.where(*fitting), found, table)
        else:  # PostgreSQL joins all that it sorts
            held = held.select_from(found.source)
        weights, usual = (
            (documents.ARTICLE_FIELDS, documents.USUAL_ARTICLE)
            if table is articles
            else (documents.STATEMENT_FIELDS, documents.USUAL_STATEMENT)
        )
        score = Scorer(self._query, weights, usual).score
        return [
            (key, docid, round(score(f" {words} ".split(documents.MARK)), 3), documents.CLAIMED in terms.split(" "))
            for key, docid, words, terms in self._connection.execute(latest(held, found, most))
        ]


def _records(connection: sa.Connection, kind: SearchKind, ids: Sequence[str]) -> dict[str, Any]:
    return dict(_READERS[kind](connection, ids)) if ids else {}


def _read_articles(connection: sa.Connection, ids: Sequence[str]) -> Iterator[tuple[str, Any]]:
    for row in mappings(connection, article_query().where(among(connection, articles.c.id, ids))):
        yield row["id"], rows.article_record(row)


def _read_statements(connection: sa.Connection, ids: Sequence[str]) -> Iterator[tuple[str, Any]]:
    for row in mappings(connection, sa.select(statements).where(among(connection, statements.c.id, ids))):
        yield row["id"], rows.statement_record(row)


def _read_claims(connection: sa.Connection, ids: Sequence[str]) -> Iterator[tuple[str, Any]]:
    found = list(mappings(connection, sa.select(claims).where(among(connection, claims.c.id, ids))))
    for row, judged in zip(found, judged_claims(connection, found), strict=True):
        yield row["id"], judged


_READERS = {"articles": _read_articles, "statements": _read_statements, "claims": _read_claims}
