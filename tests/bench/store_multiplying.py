"""A store many times as large in minutes, for `make bench-store` and `make bench-web`: its rows again under other keys.

Through the store's own verbs a million statements take two hours of one core. What comes again has keys, sketches and
rare words of its own, so that nothing finds the same thing twice; how often a word or a voice comes stays as it was.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from storage.care.filling import sorted_last
from storage.layout.columns import Moment
from storage.layout.counted import count_anew
from storage.layout.tables import entries, feeds, metadata, vocabulary, voices
from storage.searching.documents import NUMBERS
from storage.store import Store

from .store_filling import unchecked

_KEYS = ("group_id", "words_key", "utterance_id", "thread_id", "article_id", "statement_id", "claim_id", "alert_id")
_APART = 7919  # by which sketches differ
_CACHE_KIB = 2_000_000
_OWN_WORD = re.compile(r"\bn(\d+x)")  # of `store_articles`: no other article has it
_Again = Callable[[sa.Column[Any]], str]


def multiply(store: Store, times: int, span: timedelta) -> None:
    """Have all so many times, each time ``span`` later (earlier, where that is below nought)."""
    with unchecked(store) as connection:
        if store._database.is_sqlite:
            _teach(connection.connection.driver_connection)
        with sorted_last(connection):
            for table in metadata.sorted_tables:
                if table not in (feeds, voices):
                    _multiply(connection, table, times, span)
    with store._database.writing() as connection:
        count_anew(connection)


def _teach(driver: Any) -> None:
    driver.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    driver.create_function("md5", 1, lambda told: hashlib.md5(told.encode()).hexdigest(), deterministic=True)  # noqa: S324
    driver.create_function("own_words", 2, lambda told, own: _OWN_WORD.sub(rf"{own}\1", told), deterministic=True)


def _multiply(connection: sa.Connection, table: sa.Table, times: int, span: timedelta) -> None:
    names = [column.name for column in table.c if column.computed is None]
    columns = ", ".join(f'"{name}"' for name in names)
    some = " WHERE word LIKE 'n%x%'" if table is vocabulary else ""
    first = f"first_{table.name}"
    connection.execute(sa.text(f"CREATE TEMP TABLE {first} AS SELECT * FROM {table.name}{some}"))  # noqa: S608
    for number in range(1, times):
        told = dict(_changed(connection, table, number, span * number))
        values = ", ".join(told.get(name, f'"{name}"') for name in names)
        order = " ORDER BY 1" if "docid" in names or "band" in names else ""
        connection.execute(sa.text(f"INSERT INTO {table.name} ({columns}) SELECT {values} FROM {first}{order}"))  # noqa: S608
    connection.exec_driver_sql(f"DROP TABLE {first}")


def _changed(connection: sa.Connection, table: sa.Table, number: int, later: timedelta) -> Iterator[tuple[str, str]]:
    """What differs each time, as SQL, by the columns' names."""
    sqlite, seconds = connection.dialect.name == "sqlite", int(later.total_seconds())
    for column in table.c:
        name = f'"{column.name}"'
        if column.name in (*_KEYS, "id", "item"):
            yield column.name, f"CASE {name} WHEN '' THEN '' ELSE md5({name} || '-{number}') END"
        elif column.name == "docid":
            yield column.name, f"{name} + {seconds * NUMBERS}"
        elif column.name == "band":
            yield column.name, f"({name} | {number * _APART}) - ({name} & {number * _APART})"
        elif column.name in ("message_id", "key"):
            yield column.name, f"{name} || '-{number}'"
        elif column.name == "word" or (column.name == "words" and "docid" in table.c):
            own = f"own_words({name}, 'n{number}z')" if sqlite else _OWN_IN_SQL.format(name, number)
            yield column.name, own
        elif isinstance(column.type, Moment) and table is not entries:
            moved = f"strftime('%Y-%m-%d %H:%M:%f', {name}, '{seconds:+} seconds') || '000'"
            yield column.name, moved if sqlite else f"{name} + interval '{seconds} seconds'"


_OWN_IN_SQL = "regexp_replace({}, '\\mn([0-9]+x)', 'n{}z\\1', 'g')"
