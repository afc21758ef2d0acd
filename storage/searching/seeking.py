"""How documents are found by words and keys: the latest first, without going through those that do not fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from extractors.errors import QueryError
from extractors.records import Filter
from extractors.text.querying import Query, Term, parse_query
from storage.layout.prepared import Implied, Prepared, Rows
from storage.layout.tables import article_index, articles, claims, statement_index, vocabulary
from storage.searching.documents import CLAIMED, HIGHEST, NUMBERS, first_number, of_claims, wanted_keys
from storage.searching.windows import eras_of, windows_back

_MOST_BEGUN = 500  # words that a prefix may stand for
_SHAPES = 100
_TEXTS, _NUMBERS = postgresql.ARRAY(sa.Text), postgresql.ARRAY(sa.BigInteger)
_MANY = 40  # words, any of which will do: a look into the index for them takes a millisecond
_INDEXES = {table.name: table for table in (article_index, statement_index)}
_TOPS = Prepared(sa.select(*(sa.select(sa.func.max(one.c.docid)).scalar_subquery() for one in _INDEXES.values())))
_WORD = vocabulary.c.word
_BEGUN = Prepared(
    sa.select(_WORD)
    .where(sa.bindparam("begins", type_=_WORD.type) <= _WORD, sa.bindparam("ends", type_=_WORD.type) > _WORD)
    .limit(_MOST_BEGUN + 1)
)

Groups = tuple[tuple[str, ...], ...]  # of keys: one of each
Matching = tuple[sa.FromClause, sa.ColumnElement[bool], sa.ColumnElement[int]]
_Type = sa.types.TypeEngine[Any]
_Bind = Callable[[str, _Type], sa.ColumnElement[Any]]


class Sought(NamedTuple):
    """What to select from beside the table itself, on which conditions; ``docid`` is what the latest come first by.

    Where ``windows`` are told they are asked for one after the other, at last the ``rest``, below a number.
    """

    documents: sa.Table
    source: sa.FromClause
    conditions: tuple[sa.ColumnElement[bool], ...]
    docid: sa.ColumnElement[int]
    windows: sa.ColumnElement[Any] | None = None
    rest: sa.ColumnElement[Any] | None = None


class _Shape(NamedTuple):
    """What documents are asked; all that varies beside it are values."""

    documents: str
    sqlite: bool
    since: bool
    until: bool
    held: bool = True  # words or keys
    pairs: int = 0  # phrases that are looked for by their pairs of words
    phrases: tuple[bool, ...] = ()  # whether the words are to stand together, or not
    rest: bool = False


class _Wanted(NamedTuple):
    shape: _Shape
    values: dict[str, Any]


def goes_by_index(narrow: Filter) -> bool:
    """Whether a filter asks for words or for what documents have keys for."""
    return bool(narrow.search is not None or wanted_keys(narrow))


def sought(connection: sa.Connection, narrow: Filter, of: sa.Table, *keys: str, top: int | None = None) -> Sought:
    """The documents of articles or statements that hold what a filter asks for, and these ``keys`` as well.

    ``of`` is what they are to lead to, claims by those of their statements. ``top`` is the highest number wanted.
    """
    return Seeker(connection).sought(narrow, of, *keys, top=top)


class Seeker:
    """Looks for documents in one state of the store; what it has asked once it knows."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._begun: dict[str, list[str]] = {}
        self._tops: dict[str, int] = {}

    def sought(self, narrow: Filter, of: sa.Table, *keys: str, top: int | None = None) -> Sought:
        """As ``sought`` above."""
        shape, values = self.wanted(narrow, of, *keys, top=top)
        return _realised(shape, lambda name, kind: sa.bindparam(name, values[name], kind, unique=True))

    def latest_documents(self, narrow: Filter, of: sa.Table, most: int) -> Sequence[Sequence[Any]]:
        """Item, number, words and terms of the latest documents that hold what a filter asks for.

        Asked by a statement that is written out once for all of its shape: to make it was a third of a search.
        """
        shape, values = self.wanted(narrow, of)
        return _written(shape).found(self._connection, **values, most=most)

    def wanted(self, narrow: Filter, of: sa.Table, *keys: str, top: int | None = None) -> _Wanted:
        """What is asked, and of which values."""
        index = article_index if of is articles else statement_index
        query = parse_query(narrow.search) if narrow.search is not None else Query(())
        begun = {term.words[0]: self._words(narrow.search or "", term) for term in query.terms if _opens(term)}
        groups = (*((key,) for key in keys), *wanted_keys(narrow))
        lowest, highest = _span(narrow, top)
        bounded = lowest > 0, highest < HIGHEST
        span = {"lowest": lowest, "highest": highest}
        if self._connection.dialect.name == "sqlite":
            told = {"asked": _expression_of_all(query, groups, begun)}
            return _Wanted(_Shape(index.name, True, *bounded), told | span)
        # That reads each document which fits, or expects to. What a common key would say again costs a look at its
        # places.
        claiming = ((CLAIMED,),) if of is claims and not of_claims(groups) else ()
        values = _asked_of_vectors(query, (*claiming, *groups), begun)
        few = sum(map(len, begun.values())) > _MANY or any(term.prefix and not _opens(term) for term in query.terms)
        back = windows_back(min(self._top(index), highest), min(lowest, HIGHEST), few=few)
        eras = {"windows": [f"{{{','.join(map(str, one))}}}" for one in back.windows], "rest": back.rest}
        pairs = sum(name.startswith("pairs") for name in values)
        phrases = tuple(term.unwanted for term in query.terms if len(term.words) > 1)
        shape = _Shape(index.name, False, *bounded, "asked" in values, pairs, phrases, back.rest is not None)
        return _Wanted(shape, values | span | eras)

    def _top(self, index: sa.Table) -> int:
        """The number of the latest document."""
        if not self._tops:
            (found,) = _TOPS.found(self._connection)
            self._tops = dict(zip(_INDEXES, (last or 0 for last in found), strict=True))
        return self._tops[index.name]

    def _words(self, asked: str, term: Term) -> list[str]:
        """The words that a prefix begins."""
        (begins,) = term.words
        if begins not in self._begun:
            found = [word for (word,) in _BEGUN.found(self._connection, begins=begins, ends=begins + "\U0010ffff")]
            if len(found) > _MOST_BEGUN:
                why = f"{begins}* begins more than {_MOST_BEGUN} words"
                raise QueryError(asked, why, "give more letters before the *")
            self._begun[begins] = found or [begins]
        return self._begun[begins]


@lru_cache(maxsize=_SHAPES)
def _written(shape: _Shape) -> Prepared:
    found = _realised(shape, lambda name, kind: sa.bindparam(name, type_=kind))
    document = found.documents.c
    query = sa.select(document.item, document.docid, document.words, document.terms).select_from(found.source)
    return Prepared(latest(query, found, sa.bindparam("most", type_=sa.Integer)))


def _realised(shape: _Shape, bind: _Bind) -> Sought:
    index = _INDEXES[shape.documents]
    source, holds, docid = _fts5(index, bind) if shape.sqlite else _tsvector(index, shape, bind)
    number, bounds = sa.BigInteger(), []
    if shape.since:
        bounds.append(docid >= bind("lowest", number))
    if shape.until:
        bounds.append(docid <= bind("highest", number))
    windows = None if shape.sqlite else bind("windows", _TEXTS)
    return Sought(index, source, (holds, *bounds), docid, windows, bind("rest", number) if shape.rest else None)


def _fts5(index: sa.Table, bind: _Bind) -> Matching:
    name = index.name.replace("_index", "_fts")
    table = sa.table(name, sa.column("rowid", sa.Integer))
    holds = sa.literal_column(name).op("MATCH", is_comparison=True)(bind("asked", sa.Text()))
    return table.join(index, index.c.docid == table.c.rowid), holds, table.c.rowid


def _expression_of_all(query: Query, groups: Groups, begun: dict[str, list[str]]) -> str:
    """All that documents are to hold, as FTS5 reads it."""
    unwanted = [term for term in query.terms if term.unwanted]
    wanted = [_expression(term, begun) for term in query.wanted]
    asked = [f"{{words}} : ({' AND '.join(wanted)})"] if wanted else []
    asked += [f"{{terms}} : ({' OR '.join(group)})" for group in groups]
    told = " AND ".join(asked)
    if unwanted:
        told = f"({told}) NOT {{words}} : ({' OR '.join(_expression(term, begun) for term in unwanted)})"
    return told


def _tsvector(index: sa.Table, shape: _Shape, bind: _Bind) -> Matching:
    # The index knows which words a document holds and which pairs of them follow each other: what holds the pairs holds
    # the words, and whether they stand together is looked for in those documents.
    paired = [_pairs(index, bind(f"pairs{place}", sa.Text())) for place in range(shape.pairs)]
    told = [_holds(index, bind("asked", sa.Text()))] if shape.held else []
    phrases = [
        _stands(index, bind(f"phrase{place}", sa.Text()), unwanted) for place, unwanted in enumerate(shape.phrases)
    ]
    together = [Implied(sa.and_(*phrases))] if phrases else []
    return index, sa.and_(*paired, *told, *together), index.c.docid


def _asked_of_vectors(query: Query, groups: Groups, begun: dict[str, list[str]]) -> dict[str, str]:
    """The values of ``_tsvector``: words and keys, phrases whose pairs are looked for, and phrases."""
    paired = [term for term in query.wanted if len(_whole(term)) > 1]
    looser = [_loosely(term, begun) for term in query.terms if term not in paired and not _is_unwanted_phrase(term)]
    asked = [*looser, *(f"({' | '.join(group)})" for group in groups)]
    phrases = [f" {' '.join(term.words)}" + ("" if term.prefix else " ") for term in query.terms if len(term.words) > 1]
    found = {f"pairs{place}": " ".join(_whole(term)) for place, term in enumerate(paired)}
    found |= {f"phrase{place}": phrase for place, phrase in enumerate(phrases)}
    return found | ({"asked": " & ".join(asked)} if asked else {})


def _is_unwanted_phrase(term: Term) -> bool:
    """What may hold the words, elsewhere."""
    return term.unwanted and len(term.words) > 1


def _loosely(term: Term, begun: dict[str, list[str]]) -> str:
    if len(term.words) > 1:
        return " & ".join(_quoted(term))
    lexemes = " | ".join(f"'{word}'" for word in begun[term.words[0]]) if _opens(term) else _quoted(term)[0]
    return ("!" if term.unwanted else "") + f"({lexemes})"


def _holds(index: sa.Table, asked: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    """That a document holds words and keys, as migration 0013 has them in the index."""
    told = f"string_to_array({index.name}.words || ' ' || {index.name}.terms, ' ')"
    vector: sa.ColumnElement[Any] = sa.literal_column(f"array_to_tsvector(array_remove({told}, ''))")
    return vector.op("@@", is_comparison=True)(sa.cast(asked, postgresql.TSQUERY))


def _stands(index: sa.Table, phrase: sa.ColumnElement[Any], unwanted: bool) -> sa.ColumnElement[bool]:
    """That words stand together in a document, or do not."""
    place = sa.func.strpos(sa.literal_column("' '") + index.c.words + sa.literal_column("' '"), phrase)
    return place == sa.literal_column("0") if unwanted else place > sa.literal_column("0")


def _pairs(index: sa.Table, words: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    pairs = sa.func.recognition_watch_pairs
    return pairs(index.c.words).op("@>", is_comparison=True)(pairs(words))


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


def _span(narrow: Filter, top: int | None) -> tuple[int, int]:
    """The lowest and the highest number that is wanted."""
    lowest = first_number(narrow.since) if narrow.since is not None else 0
    highest = min(first_number(narrow.until) + NUMBERS, HIGHEST) - 1 if narrow.until is not None else HIGHEST
    return lowest, highest if top is None else min(highest, top)


def latest(query: sa.Select[Any], found: Sought, limit: int | sa.ColumnElement[int]) -> Rows:
    """At most ``limit`` rows of a query on what was sought, the latest first."""
    query = query.where(*found.conditions)
    if found.windows is None:
        return query.order_by(found.docid.desc()).limit(limit)
    window = sa.func.unnest(found.windows).table_valued("eras").render_derived(name="one_window")
    eras: sa.ColumnElement[Any] = sa.literal_column(eras_of(f"{found.documents.name}.docid"))
    within = eras.op("&&", is_comparison=True)(sa.cast(window.c.eras, _NUMBERS))
    # By a sum, as by its own column PostgreSQL may go back through all documents. What a window holds is asked for when
    # those before it are used up, as each is in the order of its number.
    number = found.docid + sa.literal_column("0")
    ordered = query.order_by(number.desc()).limit(limit)
    several = ordered.where(within).lateral("of_window")
    in_windows = sa.select(*several.c).select_from(window.join(several, sa.true()))
    if found.rest is None:
        return in_windows.limit(limit)
    return in_windows.union_all(ordered.where(number < found.rest)).limit(limit)
