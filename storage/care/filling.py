"""How an empty store is filled with many rows at once, on PostgreSQL the quickest way that it has.

Row by row, with all indexes in place, ten thousand statements took the program 11 s of its processor time, by ``COPY``
4; the two tables of words alone took 18 s by the clock of a busy machine, of all of 56, and take 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from storage.layout.base import add_all

# Whose tables belong to another can fill them, but not take their indexes and references away: then they stay.
_OWN = "relnamespace = current_schema()::regnamespace AND pg_has_role(relowner, 'USAGE')"
_INDEXES = sa.text(
    "SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS made,"  # noqa: S608 - no value in it
    " ARRAY(SELECT attnum FROM pg_attribute WHERE attrelid = indexrelid AND attstattarget = 0) AS unplanned"
    f" FROM pg_index JOIN pg_class ON pg_class.oid = indrelid WHERE NOT indisunique AND {_OWN}"
)
_REFERENCES = sa.text(
    "SELECT conrelid::regclass::text AS owner, quote_ident(conname) AS name,"  # noqa: S608 - likewise
    " pg_get_constraintdef(c.oid) AS made"
    f" FROM pg_constraint c JOIN pg_class ON pg_class.oid = conrelid WHERE contype = 'f' AND {_OWN}"
)


def pour(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows of the same columns, none of which is there yet, on PostgreSQL by ``COPY``."""
    if connection.dialect.name == "sqlite":
        add_all(connection, table, rows)
    elif rows:
        _by_copy(connection, table, rows)


def _by_copy(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    names, dialect = tuple(rows[0]), connection.dialect
    columns = ", ".join(f'"{name}"' for name in names)
    processes = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    driver: Any = connection.connection
    text = f'COPY "{table.name}" ({columns}) FROM STDIN'
    try:
        with driver.cursor() as cursor, cursor.copy(text) as copy:
            for row in rows:
                told = zip(processes, (row[name] for name in names), strict=True)
                copy.write_row([process(value) if process else value for process, value in told])
    except dialect.loaded_dbapi.Error as error:
        raise exc.DBAPIError.instance(text, None, error, dialect.loaded_dbapi.Error, dialect=dialect) from error


@contextmanager
def sorted_last(connection: sa.Connection) -> Iterator[None]:
    """Have PostgreSQL check references, and make indexes but those of keys, once the block has filled the tables."""
    if connection.dialect.name == "sqlite":
        yield
        return
    indexes, references = connection.execute(_INDEXES).all(), connection.execute(_REFERENCES).all()
    for one in references:
        connection.exec_driver_sql(f"ALTER TABLE {one.owner} DROP CONSTRAINT {one.name}")
    for one in indexes:
        connection.exec_driver_sql(f"DROP INDEX {one.name}")
    yield
    # Four times the usual: what is sorted beyond it goes through files.
    connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '256MB'")
    for one in indexes:
        connection.exec_driver_sql(one.made)
        for column in one.unplanned:
            connection.exec_driver_sql(f"ALTER INDEX {one.name} ALTER COLUMN {column} SET STATISTICS 0")
    for one in references:
        connection.exec_driver_sql(f"ALTER TABLE {one.owner} ADD CONSTRAINT {one.name} {one.made}")
