"""How documents are found by words and keys: the latest first, without going through those that do not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from extractors.errors import QueryError
from extractors.records import Filter
from extractors.text.querying import Query, Term, parse_query
from storage.layout.tables import article_index, articles, claims, statement_index, vocabulary
from storage.searching.documents import CLAIMED, HIGHEST, NUMBERS, first_number, wanted_keys

_MOST_BEGUN = 500  # words that a prefix may stand for


Groups = tuple[tuple[str, ...], ...]  # of keys: one of each
Matching = tuple[sa.FromClause, sa.ColumnElement[bool], sa.ColumnElement[int]]


class Sought(NamedTuple):
    """What to select from beside the table itself, on which conditions; ``docid`` is what the latest come first by."""

    documents: sa.Table
    source: sa.FromClause
    conditions: tuple[sa.ColumnElement[bool], ...]
    docid: sa.ColumnElement[int]


def goes_by_index(narrow: Filter) -> bool:
    """Whether a filter asks for words or for what documents have keys for."""
    return bool(narrow.search is not None or wanted_keys(narrow))


def sought(connection: sa.Connection, narrow: Filter, of: sa.Table, *keys: str) -> Sought:
    """The documents of articles or statements that hold what a filter asks for, and these ``keys`` as well.

    ``of`` is what they are to lead to, claims by those of their statements.
    """
    index = article_index if of is articles else statement_index
    query = parse_query(narrow.search) if narrow.search is not None else Query(())
    begun = {term.words[0]: _begun(connection, narrow.search or "", term) for term in query.terms if _opens(term)}
    groups = (*((key,) for key in keys), *wanted_keys(narrow))
    if connection.dialect.name == "sqlite":
        source, holds, docid = _fts5(index, query, groups, begun)
    else:  # that reads each document which fits, or expects to
        source, holds, docid = _tsvector(index, query, ((CLAIMED,), *groups) if of is claims else groups, begun)
    return Sought(index, source, (holds, *_span(narrow, docid)), docid)


def _fts5(index: sa.Table, query: Query, groups: Groups, begun: dict[str, list[str]]) -> Matching:
    name = index.name.replace("_index", "_fts")
    table = sa.table(name, sa.column("rowid", sa.Integer))
    unwanted = [term for term in query.terms if term.unwanted]
    wanted = [_expression(term, begun) for term in query.wanted]
    asked = [f"{{words}} : ({' AND '.join(wanted)})"] if wanted else []
    asked += [f"{{terms}} : ({' OR '.join(group)})" for group in groups]
    told = " AND ".join(asked)
    if unwanted:
        told = f"({told}) NOT {{words}} : ({' OR '.join(_expression(term, begun) for term in unwanted)})"
    holds = sa.literal_column(name).op("MATCH", is_comparison=True)(told)
    return table.join(index, index.c.docid == table.c.rowid), holds, table.c.rowid


def _tsvector(index: sa.Table, query: Query, groups: Groups, begun: dict[str, list[str]]) -> Matching:
    asked = [("!" if term.unwanted else "") + f"({_lexemes(term, begun)})" for term in query.terms]
    asked += [f"({' | '.join(group)})" for group in groups]
    phrases = [f"({' & '.join(_quoted(term.words))})" for term in query.wanted if len(term.words) > 1]
    # What holds all words of a phrase is taken to hold it: said twice, it is taken for as rare as it is.
    told = [" & ".join(asked), *([" & ".join(phrases)] if phrases else [])]
    holds = (_vector(index).op("@@", is_comparison=True)(sa.cast(one, postgresql.TSQUERY)) for one in told)
    return index, sa.and_(*holds), index.c.docid


def _vector(index: sa.Table) -> sa.ColumnElement[Any]:
    return sa.literal_column(f"{index.name}.tsv")


def _quoted(words: Iterable[str]) -> Iterator[str]:
    return (f"'{word}'" for word in words)


def _expression(term: Term, begun: dict[str, list[str]]) -> str:
    """A term as FTS5 reads it; its words are letters and digits, which need no escape."""
    if _opens(term):
        return "(" + " OR ".join(f'"{word}"' for word in begun[term.words[0]]) + ")"
    return f'"{" ".join(term.words)}"' + ("*" if term.prefix else "")


def _lexemes(term: Term, begun: dict[str, list[str]]) -> str:
    if _opens(term):
        return " | ".join(_quoted(begun[term.words[0]]))
    return " <-> ".join(_quoted(term.words)) + (":*" if term.prefix else "")


def _opens(term: Term) -> bool:
    """Whether a term is a prefix alone: then the words that it begins are asked for, which come one by one."""
    return term.prefix and len(term.words) == 1


def _begun(connection: sa.Connection, asked: str, term: Term) -> list[str]:
    (begins,) = term.words
    word = vocabulary.c.word
    query = sa.select(word).where(word >= begins, word < begins + "\U0010ffff").limit(_MOST_BEGUN + 1)
    found = list(connection.scalars(query))
    if len(found) > _MOST_BEGUN:
        raise QueryError(asked, f"{begins}* begins more than {_MOST_BEGUN} words", "give more letters before the *")
    return found or [begins]


def _span(narrow: Filter, docid: sa.ColumnElement[int]) -> Iterator[sa.ColumnElement[bool]]:
    if narrow.since is not None:
        yield docid >= first_number(narrow.since)
    if narrow.until is not None:
        yield docid < min(first_number(narrow.until) + NUMBERS, HIGHEST)


def latest(query: sa.Select[Any], found: Sought, limit: int) -> sa.Select[Any]:
    """At most ``limit`` rows of a query on what was sought, the latest first."""
    return query.where(*found.conditions).order_by(found.docid.desc()).limit(limit)
