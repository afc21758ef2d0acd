"""How a store is filled for `make bench-store`, and what storing an article costs, by verbs and by the driver alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from extractors.records import FeedMemory
from extractors.records.identity import article_id
from extractors.text.sketches import bands, marks
from storage.layout.tables import alert_claims, claims, metadata, statements
from storage.store import Store

from . import store_articles as made

ENTRIES_AT_ONCE = 1000


class Meter:
    """Processor time of this thread and of the server whose ``data`` folder it is, if any (as Linux tells it)."""

    def __init__(self, data: Path | None = None) -> None:
        self._data = data

    def now(self) -> float:
        """Milliseconds since some moment."""
        return time.thread_time() * 1e3 + sum(_used(place) for place in self._processes()) / 1e6

    def _processes(self) -> Iterator[Path]:
        if self._data is not None:
            told = Path(f"/proc/{(self._data / 'postmaster.pid').read_text().split()[0]}")
            children = (told / "task" / told.name / "children").read_text().split()
            yield from (Path(f"/proc/{child}") for child in children)


def _used(process: Path) -> int:
    with suppress(OSError):  # it ended meanwhile
        return int((process / "schedstat").read_text().split()[0])
    return 0


class Measured(NamedTuple):
    """Milliseconds: the median and the 95th percentile; how much was answered each time, on the average."""

    p50: float
    p95: float
    answers: float = 0

    def __str__(self) -> str:
        return f"{self.p50:8.2f} {self.p95:8.2f}"


def spread(took: Sequence[float]) -> Measured:
    """Median and 95th percentile."""
    ordered = sorted(took)
    return Measured(ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)])


class Insertions(NamedTuple):
    """Milliseconds of each: by the processor, by the clock."""

    used: list[float]
    passed: list[float]


def fill(store: Store, begin: int, end: int) -> None:
    """Store articles ``begin`` to ``end`` (exclusive) with their entries; what is there already stays as it is."""
    for number in range(begin, end):
        if (number - begin) % ENTRIES_AT_ONCE == 0:
            several = [made.entry(each) for each in range(number, min(number + ENTRIES_AT_ONCE, end))]
            store.record_poll(FeedMemory(made.FEED, "ok", polled_at=made.START), several, made.START)
        _save(store, number)


def _save(store: Store, number: int, counted: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
    one = made.article(number)
    told, at = made.judged(one), one.article.published_at or made.START
    alert, key = made.alert(number, told), made.entry(number).key
    with counted():
        store.save(one, told, alert, [made.READER], key, at)


def insertion_anew(store: Store, numbers: range, meter: Meter) -> Insertions:
    """How long it takes to store articles, each after it was taken out: in the end the store is what it was."""
    took = Insertions([], [])
    for number in numbers:
        with unchecked(store) as connection:
            _taken_out(connection, number)
        _save(store, number, lambda: _counted(took, meter))
    return took


@contextmanager
def _counted(took: Insertions, meter: Meter) -> Iterator[None]:
    begun, used = time.perf_counter(), meter.now()
    yield
    took.used.append(meter.now() - used)
    took.passed.append((time.perf_counter() - begun) * 1e3)


def bare_insertion(store: Store, numbers: range, meter: Meter) -> Insertions:
    """How long it takes to put the rows of stored articles by the driver alone, one transaction each."""
    took = Insertions([], [])
    for number in numbers:
        with unchecked(store) as connection:
            rows = _taken_out(connection, number)
        with store._database._writing.connect() as connection:
            cursor = connection.connection.cursor()
            compiled = [_insert(connection, table, found) for table, found in rows]
            with _counted(took, meter):
                if store._database.is_sqlite:
                    cursor.execute("BEGIN IMMEDIATE")
                for text, values in compiled:
                    cursor.executemany(text, values)
                connection.connection.commit()
            cursor.close()
    return took


@contextmanager
def unchecked(store: Store) -> Iterator[sa.Connection]:
    """A transaction that minds no references: which sketches refer to a claim is known by going through all of them."""
    with store._database._writing.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if store._database.is_sqlite:
            driver.execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            if not store._database.is_sqlite:
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            yield connection
        if store._database.is_sqlite:
            driver.execute("PRAGMA foreign_keys = ON")


def _taken_out(connection: sa.Connection, number: int) -> list[tuple[sa.Table, list[dict[str, Any]]]]:
    """The rows of an article, which is no longer stored then, in the order in which they go back."""
    found, parts = [], _parts(connection, number)
    for table in metadata.sorted_tables:
        where = next((which for which in _belongs(table, parts)), None)
        if where is not None:
            stored = [column for column in table.c if column.computed is None]
            found.append((table, [dict(row) for row in connection.execute(sa.select(*stored).where(where)).mappings()]))
    for table, _ in reversed(found):
        connection.execute(sa.delete(table).where(next(_belongs(table, parts))))
    return [(table, rows) for table, rows in found if rows]


class _Parts(NamedTuple):
    """The ids of an article and of what is made of it, and its words that no other has."""

    article: str
    statements: list[str]
    claims: list[str]
    alerts: list[str]
    sketches: list[int]
    marks: tuple[int, ...]
    words: str


def _parts(connection: sa.Connection, number: int) -> _Parts:
    text = made.article(number)
    article = article_id(text.article)
    said, claimed = (
        list(connection.scalars(sa.select(table.c.id).where(table.c.article_id == article)))
        for table in (statements, claims)
    )
    told = sa.select(alert_claims.c.alert_id).where(alert_claims.c.claim_id.in_(claimed))
    sketches = [band for one in text.statements if one.claims for band in bands(one.text)]
    alerts = list(connection.scalars(told))
    return _Parts(article, said, claimed, alerts, sketches, marks(text.article.text), f"n{number}x")


def _belongs(table: sa.Table, parts: _Parts) -> Iterator[sa.ColumnElement[bool]]:
    if table.name in ("articles", "alerts"):
        yield table.c.id.in_([parts.article] if table.name == "articles" else parts.alerts)
    if table.name == "article_bands":  # by what is indexed
        yield table.c.band.in_(parts.marks) & (table.c.article_id == parts.article)
    if "article_id" in table.c:
        yield table.c.article_id == parts.article
    if "alert_id" in table.c:
        yield table.c.alert_id.in_(parts.alerts)
    if table.name == "claim_bands":
        yield table.c.band.in_(parts.sketches) & table.c.claim_id.in_(parts.claims)
    if table.name in ("article_index", "statement_index"):
        yield table.c.item.in_([parts.article] if table.name == "article_index" else parts.statements)
    if table.name == "vocabulary":
        yield (table.c.word >= parts.words) & (table.c.word < f"{parts.words}~")


def _insert(connection: sa.Connection, table: sa.Table, found: list[dict[str, Any]]) -> tuple[str, list[Any]]:
    """The text and the values that the driver takes."""
    compiled = sa.insert(table).compile(dialect=connection.dialect, column_keys=list(found[0]))
    processors = compiled._bind_processors
    values = [
        {name: processors[name](value) if name in processors else value for name, value in row.items()} for row in found
    ]
    if compiled.positional:
        return compiled.string, [tuple(row[name] for name in compiled.positiontup or ()) for row in values]
    return compiled.string, values
