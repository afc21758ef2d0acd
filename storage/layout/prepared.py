"""Queries written out once, for look-ups that are made for every claim that is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

Process = Callable[[Any], Any]


class _Written(NamedTuple):
    """A query as a driver takes it: values in the order that it takes them, and what becomes of them and of columns."""

    text: str
    values: tuple[tuple[str, Process | None], ...]
    always: dict[str, Any]
    by_place: bool
    columns: tuple[str, ...]
    read: tuple[tuple[int, Process], ...]


class Prepared:
    """A select whose ``sa.bindparam``s are the only thing that varies.

    SQLAlchemy builds such a query anew each time, finds what it compiled it to, and adapts its rows: half of the time
    that judging a claim spent in the store.
    """

    def __init__(self, query: sa.Select[Any]) -> None:
        self.query = query
        self._written: dict[str, _Written] = {}

    def found(self, connection: sa.Connection, **values: Any) -> Sequence[Sequence[Any]]:
        """The rows as the driver gives them, each beginning with the first column of the query; for ``row``."""
        written = self._on(connection)
        values = written.always | values
        told = {name: process(values[name]) if process else values[name] for name, process in written.values}
        asked = tuple(told[name] for name, _ in written.values) if written.by_place else told
        return connection.exec_driver_sql(written.text, asked).fetchall()

    def row(self, connection: sa.Connection, found: Sequence[Any]) -> dict[str, Any]:
        """One of the rows that were found, by the columns' names."""
        written = self._on(connection)
        row = dict(zip(written.columns, found, strict=True))
        for place, process in written.read:
            row[written.columns[place]] = process(found[place])
        return row

    def rows(self, connection: sa.Connection, **values: Any) -> Iterator[dict[str, Any]]:
        """All rows by the columns' names."""
        return (self.row(connection, one) for one in self.found(connection, **values))

    def _on(self, connection: sa.Connection) -> _Written:
        dialect = connection.dialect
        written = self._written.get(dialect.name)
        if written is None:
            written = self._written[dialect.name] = _written(self.query, dialect)
        return written


def _written(query: sa.Select[Any], dialect: sa.Dialect) -> _Written:
    compiled: Any = query.compile(dialect=dialect)
    names = compiled.positiontup if compiled.positional else compiled.params
    types = {name: compiled.binds[name].type.dialect_impl(dialect) for name in names}
    columns = tuple(query.selected_columns)
    read = ((place, _reader(column, dialect)) for place, column in enumerate(columns))
    return _Written(
        text=str(compiled),
        values=tuple((name, types[name].bind_processor(dialect)) for name in names),
        always=compiled.params,
        by_place=compiled.positional,
        columns=tuple(str(column.key) for column in columns),
        read=tuple((place, process) for place, process in read if process is not None),
    )


def _reader(column: sa.ColumnElement[Any], dialect: sa.Dialect) -> Process | None:
    process: Process | None = column.type.dialect_impl(dialect).result_processor(dialect, None)
    return process
