"""Statements written out once, for what is looked up or stored with every article and claim.

SQLAlchemy builds such a statement anew each time, finds what it compiled it to, and adapts values and rows one by one:
half of the time that judging a claim spent in the store, a seventh of what storing an article cost.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from pydantic_core import from_json
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.visitors import InternalTraversal

Process = Callable[[Any], Any]
Rows = sa.Select[Any] | sa.CompoundSelect[Any]


class Written(NamedTuple):
    """A statement as a driver takes it: the values in the order that it takes them, and what becomes of each."""

    text: str
    values: tuple[tuple[str, Process | None], ...]
    always: dict[str, Any]
    by_place: bool

    def asked(self, values: Mapping[str, Any]) -> Any:
        """The values as the driver takes them."""
        told = [process(values[name]) if process else values[name] for name, process in self.values]
        return tuple(told) if self.by_place else dict(zip((name for name, _ in self.values), told, strict=True))


def write_out(statement: sa.ClauseElement, dialect: sa.Dialect) -> Written:
    """Compile a statement whose ``sa.bindparam``s have one value each."""
    compiled: Any = statement.compile(dialect=dialect)
    names = compiled.positiontup if compiled.positional else compiled.params
    types = {name: compiled.binds[name].type.dialect_impl(dialect) for name in names}
    values = tuple((name, types[name].bind_processor(dialect)) for name in names)
    return Written(str(compiled), values, compiled.params, compiled.positional)


class Prepared:
    """A select whose ``sa.bindparam``s are the only thing that varies."""

    def __init__(self, query: Rows) -> None:
        self.query = query
        self._columns = tuple(str(column.key) for column in query.selected_columns)
        self._written: dict[sa.Dialect, tuple[Written, tuple[tuple[str, int, Process], ...]]] = {}

    def found(self, connection: sa.Connection, **values: Any) -> Sequence[Sequence[Any]]:
        """The rows as the driver gives them, for ``row``."""
        written, _ = self._on(connection.dialect)
        return connection.exec_driver_sql(written.text, written.asked(written.always | values)).fetchall()

    def row(self, dialect: sa.Dialect, found: Sequence[Any]) -> dict[str, Any]:
        """One of the rows that were found, by the columns' names."""
        row = dict(zip(self._columns, found, strict=True))
        for name, place, process in self._on(dialect)[1]:
            row[name] = process(found[place])
        return row

    def rows(self, connection: sa.Connection, **values: Any) -> Iterator[dict[str, Any]]:
        """All rows by the columns' names."""
        return (self.row(connection.dialect, one) for one in self.found(connection, **values))

    def _on(self, dialect: sa.Dialect) -> tuple[Written, tuple[tuple[str, int, Process], ...]]:
        known = self._written.get(dialect)
        if known is None:
            types = (column.type.dialect_impl(dialect) for column in self.query.selected_columns)
            processes = (one.result_processor(dialect, None) for one in types)
            read = ((name, at, one) for at, (name, one) in enumerate(zip(self._columns, processes, strict=True)) if one)
            known = self._written[dialect] = write_out(self.query, dialect), tuple(read)
        return known


class JsonText(sa.types.TypeDecorator[Any]):
    """JSON that every database gives as text, read where a row is made a record: a row that holds a dictionary is no
    key under which its record could be kept.
    """

    impl = sa.Text
    cache_ok = True

    def result_processor(self, dialect: sa.Dialect, coltype: Any) -> Process:  # noqa: ARG002
        """What reads it; there is always some."""
        return from_json


class Several(sa.types.TypeDecorator[Sequence[Any]]):
    """Values as one: an array, where the database has arrays, else JSON."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, of: sa.types.TypeEngine[Any]) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        array = postgresql.ARRAY(self.of) if dialect.name == "postgresql" else sa.Text()
        return dialect.type_descriptor(array)

    def bind_processor(self, dialect: sa.Dialect) -> Process:
        """What writes them out: of a list the driver writes a hundred keys in seven times as long."""
        return _as_array if dialect.name == "postgresql" else _as_json


def _as_array(values: Sequence[Any] | None) -> str:
    each = (str(one).replace("\\", r"\\").replace('"', r"\"") for one in values or ())
    return "{" + ",".join(f'"{one}"' for one in each) + "}"


def _as_json(values: Sequence[Any] | None) -> str:
    return json.dumps(list(values or ()))


class OneOf(sa.ColumnElement[bool]):
    """That a column has one of the values that go under a name: one text, where ``IN`` has another for each length."""

    inherit_cache = False
    type = sa.Boolean()

    def __init__(self, column: sa.Column[Any], name: str) -> None:
        self.column = column
        self.values = sa.bindparam(name, type_=Several(column.type))

    def self_group(self, against: Any = None) -> OneOf:  # noqa: ARG002
        """As it stands: for SQLite a condition that is compared with 1 goes by no index."""
        return self


class Unindexed(sa.ColumnElement[Any]):
    """A column that SQLite does not enter a table by: it takes the index of one for less than it finds by words."""

    _traverse_internals = [("column", InternalTraversal.dp_clauseelement)]  # noqa: RUF012 - as SQLAlchemy reads it
    inherit_cache = True

    def __init__(self, column: sa.Column[Any]) -> None:
        self.column = column
        self.type = column.type

    @property
    def _from_objects(self) -> list[sa.FromClause]:
        return self.column._from_objects


@compiles(Unindexed)
def _as_it_stands(element: Unindexed, compiler: Any, **how: Any) -> str:
    return str(compiler.process(element.column, **how))


@compiles(Unindexed, "sqlite")
def _with_a_plus(element: Unindexed, compiler: Any, **how: Any) -> str:
    return f"+{compiler.process(element.column, **how)}"


class Implied(sa.ColumnElement[bool]):
    """A condition that holds of nearly all rows that others lead to.

    PostgreSQL neither enters a table by it nor expects it to leave few rows, for which it would read and sort all that
    a key is in: 54 ms for the latest 100 of a voice's 15,000 statements among a million, 16 ms without.
    """

    _traverse_internals = [("condition", InternalTraversal.dp_clauseelement)]  # noqa: RUF012 - as SQLAlchemy reads it
    inherit_cache = True
    type = sa.Boolean()

    def __init__(self, condition: sa.ColumnElement[bool]) -> None:
        self.condition = condition.self_group()

    @property
    def _from_objects(self) -> list[sa.FromClause]:
        return self.condition._from_objects

    def self_group(self, against: Any = None) -> Implied:  # noqa: ARG002
        """As it stands."""
        return self


@compiles(Implied)
def _as_is(element: Implied, compiler: Any, **how: Any) -> str:
    return f"({compiler.process(element.condition, **how)})"


@compiles(Implied, "postgresql")
def _within_case(element: Implied, compiler: Any, **how: Any) -> str:
    return f"CASE WHEN {compiler.process(element.condition, **how)} THEN true ELSE false END"


@compiles(OneOf, "sqlite")
def _in_json(element: OneOf, compiler: Any, **how: Any) -> str:
    column, values = compiler.process(element.column, **how), compiler.process(element.values, **how)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - no value stands in it


@compiles(OneOf, "postgresql")
def _in_array(element: OneOf, compiler: Any, **how: Any) -> str:
    return f"{compiler.process(element.column, **how)} = ANY ({compiler.process(element.values, **how)})"
