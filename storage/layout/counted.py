"""How many rows there are, kept by the database row by row: to count them takes the longer the more there are.

Triggers (migration 0010) keep the table ``row_counts`` within the transactions that store or delete. On SQLite each
name has one row. On PostgreSQL each change is a row of its own, as writers would wait for each other's transactions to
end otherwise; now and then they are added up.
"""

from __future__ import annotations

import sqlalchemy as sa

from storage.layout.tables import articles, claims, deliveries, entries, statements

_row_counts = sa.table("row_counts", sa.column("name", sa.Text), sa.column("number", sa.BigInteger))
_ALL = (articles, statements, claims)
_BY_STATUS = (entries, deliveries)
_ADD_UP = sa.text(
    "WITH gone AS (DELETE FROM row_counts RETURNING name, number) INSERT INTO row_counts (name, number)"
    " SELECT name, sum(number) FROM gone GROUP BY name HAVING sum(number) <> 0"
)

_FUNCTIONS = sa.text(
    "SELECT oid::regprocedure::text FROM pg_proc"
    " WHERE pronamespace = current_schema()::regnamespace AND proname LIKE 'recognition\\_watch\\_%'"
)


def kept_counts(connection: sa.Connection) -> dict[str, int]:
    """Rows by table, and by table and status (``entries waiting``) where rows have one; none that is 0."""
    query = sa.select(_row_counts.c.name, sa.func.sum(_row_counts.c.number)).group_by(_row_counts.c.name)
    return {name: int(number) for name, number in connection.execute(query) if number}


def true_counts(connection: sa.Connection) -> dict[str, int]:
    """The same, counted by going through all of them."""
    found = {table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in _ALL}
    for table in _BY_STATUS:
        for status, number in connection.execute(sa.select(table.c.status, sa.func.count()).group_by("status")):
            found[f"{table.name} {status}"] = number
    return {name: number for name, number in found.items() if number}


def add_up_counts(connection: sa.Connection) -> None:
    """Make one row of all changes of a name; what other transactions have not yet committed stays beside it."""
    if connection.dialect.name == "postgresql":
        connection.execute(_ADD_UP)


def count_anew(connection: sa.Connection) -> None:
    """Put right what is kept, while nobody else stores anything."""
    if connection.dialect.name == "postgresql":
        for table in (*_ALL, *_BY_STATUS):
            connection.execute(sa.text(f'LOCK TABLE "{table.name}" IN SHARE ROW EXCLUSIVE MODE'))
    true = true_counts(connection)
    names = {table.name for table in _ALL} | set(true)  # SQLite counts on in rows that are there
    connection.execute(sa.delete(_row_counts))
    connection.execute(sa.insert(_row_counts), [{"name": name, "number": true.get(name, 0)} for name in sorted(names)])


def drop_counts(connection: sa.Connection) -> None:
    """Take away from PostgreSQL what is kept, and what the triggers called, once the tables that they stood on are."""
    connection.execute(sa.text(f"DROP TABLE IF EXISTS {_row_counts.name}"))
    for function in connection.scalars(_FUNCTIONS).all():
        connection.execute(sa.text(f"DROP FUNCTION {function}"))
