"""How documents are found by words and keys: the latest first, without going through those that do not fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from extractors.errors import QueryError
from extractors.records import Filter
from extractors.text.querying import Query, Term, parse_query
from storage.layout.prepared import Implied, Prepared
from storage.layout.tables import article_index, articles, claims, statement_index, vocabulary
from storage.searching.documents import CLAIMED, HIGHEST, NUMBERS, first_number, of_claims, wanted_keys
from storage.searching.windows import Windows, eras_of, windows_back

_MOST_BEGUN = 500  # words that a prefix may stand for
_TEXTS, _NUMBERS = postgresql.ARRAY(sa.Text), postgresql.ARRAY(sa.BigInteger)
_MANY = 40  # words, any of which will do: a look into the index for them takes a millisecond
_TOP = {table.name: Prepared(sa.select(sa.func.max(table.c.docid))) for table in (article_index, statement_index)}

Groups = tuple[tuple[str, ...], ...]  # of keys: one of each
Matching = tuple[sa.FromClause, sa.ColumnElement[bool], sa.ColumnElement[int]]


class Sought(NamedTuple):
    """What to select from beside the table itself, on which conditions; ``docid`` is what the latest come first by.

    Where ``windows`` are told they are asked for one after the other.
    """

    documents: sa.Table
    source: sa.FromClause
    conditions: tuple[sa.ColumnElement[bool], ...]
    docid: sa.ColumnElement[int]
    windows: Windows | None = None


def goes_by_index(narrow: Filter) -> bool:
    """Whether a filter asks for words or for what documents have keys for."""
    return bool(narrow.search is not None or wanted_keys(narrow))


def sought(connection: sa.Connection, narrow: Filter, of: sa.Table, *keys: str, top: int | None = None) -> Sought:
    """The documents of articles or statements that hold what a filter asks for, and these ``keys`` as well.

    ``of`` is what they are to lead to, claims by those of their statements. ``top`` is the highest number wanted.
    """
    index = article_index if of is articles else statement_index
    query = parse_query(narrow.search) if narrow.search is not None else Query(())
    begun = {term.words[0]: _begun(connection, narrow.search or "", term) for term in query.terms if _opens(term)}
    groups = (*((key,) for key in keys), *wanted_keys(narrow))
    lowest, highest = _span(narrow, top)
    if connection.dialect.name == "sqlite":
        source, holds, docid = _fts5(index, query, groups, begun)
        return Sought(index, source, (holds, *_within(lowest, highest, docid)), docid)
    # That reads each document which fits, or expects to. What a common key would say again costs a look at its places.
    claiming = ((CLAIMED,),) if of is claims and not of_claims(groups) else ()
    source, holds, docid = _tsvector(index, query, (*claiming, *groups), begun)
    ((last,),) = _TOP[index.name].found(connection)
    few = sum(map(len, begun.values())) > _MANY or any(term.prefix and not _opens(term) for term in query.terms)
    windows = windows_back(min(last or 0, highest), min(lowest, HIGHEST), few=few)
    return Sought(index, source, (holds, *_within(lowest, highest, docid)), docid, windows)


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
    # The index knows which words a document holds and which pairs of them follow each other: what holds the pairs holds
    # the words, and whether they stand together is looked for in those documents.
    paired = [term for term in query.wanted if len(_whole(term)) > 1]
    looser = [_loosely(term, begun) for term in query.terms if term not in paired and not _is_unwanted_phrase(term)]
    asked = [*looser, *(f"({' | '.join(group)})" for group in groups)]
    told = [_holds(index, " & ".join(asked))] if asked else []
    phrases = [_stands(index, term) for term in query.terms if len(term.words) > 1]
    together = [Implied(sa.and_(*phrases))] if phrases else []
    return index, sa.and_(*(_pairs(index, term) for term in paired), *told, *together), index.c.docid


def _is_unwanted_phrase(term: Term) -> bool:
    """What may hold the words, elsewhere."""
    return term.unwanted and len(term.words) > 1


def _loosely(term: Term, begun: dict[str, list[str]]) -> str:
    if len(term.words) > 1:
        return " & ".join(_quoted(term))
    lexemes = " | ".join(f"'{word}'" for word in begun[term.words[0]]) if _opens(term) else _quoted(term)[0]
    return ("!" if term.unwanted else "") + f"({lexemes})"


def _holds(index: sa.Table, asked: str) -> sa.ColumnElement[bool]:
    """That a document holds words and keys, as migration 0013 has them in the index."""
    told = f"string_to_array({index.name}.words || ' ' || {index.name}.terms, ' ')"
    vector: sa.ColumnElement[Any] = sa.literal_column(f"array_to_tsvector(array_remove({told}, ''))")
    return vector.op("@@", is_comparison=True)(sa.cast(asked, postgresql.TSQUERY))


def _stands(index: sa.Table, term: Term) -> sa.ColumnElement[bool]:
    """That words stand together in a document, or do not."""
    wanted = f" {' '.join(term.words)}" + ("" if term.prefix else " ")
    place = sa.func.strpos(sa.literal(" ") + index.c.words + sa.literal(" "), wanted)
    return place == 0 if term.unwanted else place > 0


def _pairs(index: sa.Table, term: Term) -> sa.ColumnElement[bool]:
    pairs = sa.func.recognition_watch_pairs
    return pairs(index.c.words).op("@>", is_comparison=True)(pairs(" ".join(_whole(term))))


def _whole(term: Term) -> tuple[str, ...]:
    return term.words[:-1] if term.prefix else term.words


def _quoted(term: Term) -> list[str]:
    *words, last = (f"'{word}'" for word in term.words)
    return [*words, f"{last}:*" if term.prefix else last]


def _expression(term: Term, begun: dict[str, list[str]]) -> str:
    """A term as FTS5 reads it; its words are letters and digits, which need no escape."""
    if _opens(term):
        return "(" + " OR ".join(f'"{word}"' for word in begun[term.words[0]]) + ")"
    return f'"{" ".join(term.words)}"' + ("*" if term.prefix else "")


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


def _span(narrow: Filter, top: int | None) -> tuple[int, int]:
    """The lowest and the highest number that is wanted."""
    lowest = first_number(narrow.since) if narrow.since is not None else 0
    highest = min(first_number(narrow.until) + NUMBERS, HIGHEST) - 1 if narrow.until is not None else HIGHEST
    return lowest, highest if top is None else min(highest, top)


def _within(lowest: int, highest: int, docid: sa.ColumnElement[int]) -> Iterator[sa.ColumnElement[bool]]:
    if lowest > 0:
        yield docid >= lowest
    if highest < HIGHEST:
        yield docid <= highest


def latest(query: sa.Select[Any], found: Sought, limit: int) -> sa.Select[Any]:
    """At most ``limit`` rows of a query on what was sought, the latest first."""
    query = query.where(*found.conditions)
    if found.windows is None:
        return query.order_by(found.docid.desc()).limit(limit)
    each = sa.func.unnest(sa.literal([f"{{{','.join(map(str, one))}}}" for one in found.windows], _TEXTS))
    window = each.table_valued("eras").render_derived(name="one_window")
    eras: sa.ColumnElement[Any] = sa.literal_column(eras_of(f"{found.documents.name}.docid"))
    within = eras.op("&&", is_comparison=True)(sa.cast(window.c.eras, _NUMBERS))
    # By a sum, as by its own column PostgreSQL may go back through all documents. What a window holds is asked for when
    # those before it are used up, as each is in the order of its number.
    several = query.where(within).order_by((found.docid + 0).desc()).limit(limit).lateral("of_window")
    return sa.select(*several.c).select_from(window.join(several, sa.true())).limit(limit)
