"""Search over articles, statements and claims: the latest that hold the words, the best of them first.

How well a text answers is weighed for the latest matches of a kind alone: to rank all, as FTS5's ``bm25`` and
PostgreSQL's ``ts_rank`` do, every match is read, and a common word matches most of the store (0.4 s for one word that
six in ten of 200,000 documents hold, beside 1 ms for its latest 200).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from extractors.records import Filter
from extractors.records.stored import Hit, HitPlace, Hits, SearchKind
from extractors.text.querying import Query, Scorer, parse_query
from storage.articles.storing import article_query
from storage.claims.listing import judged_claims
from storage.layout import rows
from storage.layout.base import Verbs, mappings
from storage.layout.tables import articles, claims, statements
from storage.searching import documents
from storage.searching.narrowing import joined, matching
from storage.searching.seeking import latest, sought

WEIGHED = 200  # of one kind; of each of several half as many
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
            found = {kind: _weigh(connection, query, narrow, kind, most) for kind in kinds or _TABLES}
            behind = (one for kind in found for one, of_claims in found[kind] if kinds or not of_claims)
            best = sorted((one for one in behind if after is None or one < after), reverse=True)[: narrow.limit]
            records = {kind: _records(connection, kind, [one.id for one in best if one.kind == kind]) for kind in found}
        hits = tuple(Hit(one, records[one.kind][one.id]) for one in best)
        return Hits(hits, any(len(some) == most for some in found.values()))


def _weigh(
    connection: sa.Connection, query: Query, narrow: Filter, kind: SearchKind, most: int
) -> list[tuple[HitPlace, bool]]:
    """The latest that fit, each with whether it is a statement that its claims tell."""
    table = _TABLES[kind]
    found = sought(connection, narrow, table)
    columns = (table.c.id, found.documents.c.docid, found.documents.c.words, found.documents.c.terms)
    held = joined(sa.select(*columns).where(*matching(narrow, table)), found, table)
    weights, usual = (
        (documents.ARTICLE_FIELDS, documents.USUAL_ARTICLE)
        if table is articles
        else (documents.STATEMENT_FIELDS, documents.USUAL_STATEMENT)
    )
    scorer = Scorer(query, weights, usual)
    return [
        (
            HitPlace(round(scorer.score(f" {words} ".split(documents.MARK)), 3), docid, kind, key),
            kind == "statements" and documents.CLAIMED in terms.split(" "),
        )
        for key, docid, words, terms in connection.execute(latest(held, found, most))
    ]


def _records(connection: sa.Connection, kind: SearchKind, ids: Sequence[str]) -> dict[str, Any]:
    return dict(_READERS[kind](connection, ids)) if ids else {}


def _read_articles(connection: sa.Connection, ids: Sequence[str]) -> Iterator[tuple[str, Any]]:
    for row in mappings(connection, article_query().where(articles.c.id.in_(ids))):
        yield row["id"], rows.article_record(row)


def _read_statements(connection: sa.Connection, ids: Sequence[str]) -> Iterator[tuple[str, Any]]:
    for row in mappings(connection, sa.select(statements).where(statements.c.id.in_(ids))):
        yield row["id"], rows.statement_record(row)


def _read_claims(connection: sa.Connection, ids: Sequence[str]) -> Iterator[tuple[str, Any]]:
    found = list(mappings(connection, sa.select(claims).where(claims.c.id.in_(ids))))
    for row, judged in zip(found, judged_claims(connection, found), strict=True):
        yield row["id"], judged


_READERS = {"articles": _read_articles, "statements": _read_statements, "claims": _read_claims}
