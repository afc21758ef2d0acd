"""What the store costs as it grows: insertion, novelty, every list, search and report, on SQLite and PostgreSQL.

``python -m tests.bench.store [--on sqlite,postgresql] [--keep FOLDER] [STATEMENTS ...]`` fills stores of each size
(10,000 and 100,000 where none is named) through the store's own verbs and prints the median and the 95th percentile, in
milliseconds, of each verb in each. Beside them stand two bare measures in the same store: rows put by the driver's own
executemany, one transaction an article, and a row looked up by its key. With ``--keep`` the stores stay in that folder,
where a later run takes them up as they are: a million statements take an hour and more to fill. They are what they were
afterwards, but for the schema, to which opening them brings them.

Milliseconds are the processor's, of this program and of the server: other programs on the machine are not what is
measured, nor is the disk, but for the lines "by the clock". Each look-up is asked with other words and names each
time, in three rounds, of which the quickest counts: whatever else runs only adds to it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from extractors.records import ClaimRecord, Filter
from extractors.records.stored import Hits
from flows.passing.judging import judge_claims_of
from flows.reporting import gather, report_page
from storage.layout.counted import count_anew
from storage.store import Store, open_store

from . import store_articles as made
from .store_filling import Measured, Meter, bare_insertion, fill, insertion_anew, spread
from .store_kept import kept_store

SIZES = (10_000, 100_000)
TIMES = 40
ROUNDS = 3
SAVED = 100  # articles of which insertion is measured, the latest
MOST = 20.0  # ms, of any look-up at the 95th percentile
# What is asked of a few rows more than a list has, and is not made while somebody waits.
WHOLE = ("report", "counts")
Probe = Callable[[Store, int], object]


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
        "review: told and open": lambda s, i: s.unreviewed(Filter(limit=100 - i), told=True),
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
    rounds = [[_once(ask, turn, meter) for turn in range(times)] for _ in range(ROUNDS)]
    took = [min(several)[0] for several in zip(*rounds, strict=True)]
    return spread(took)._replace(answers=sum(answers for _, answers in rounds[0]))


def _once(ask: Callable[[int], object], turn: int, meter: Meter) -> tuple[float, int]:
    """How long it took, and how much was answered, where that is a list."""
    begun = meter.now()
    told = ask(turn)
    took = meter.now() - begun
    listed = told.hits if isinstance(told, Hits) else told
    return took, len(listed) if isinstance(listed, tuple) else 0


def grow(kind: str, sizes: Sequence[int], home: Path) -> dict[str, list[Measured]]:
    """Measure stores of these sizes; those that ``home`` does not keep yet are filled."""
    found: dict[str, list[Measured]] = {}
    for size in sizes:
        with kept_store(kind, size, home) as (url, meter), open_store(url) as store:
            told = _measure(store, size, meter)
        for name, one in told.items():
            found.setdefault(name, []).append(one)
        _tell(kind, size, told)
    return found


def _measure(store: Store, size: int, meter: Meter) -> dict[str, Measured]:
    articles = size // made.SAID
    latest = range(max(articles - SAVED, 0), articles)
    fill(store, latest.start, latest.stop)  # a measuring that broke off may have left one of them out
    took, bare = insertion_anew(store, latest, meter), bare_insertion(store, latest, meter)
    with store._database.writing() as connection:
        count_anew(connection)  # whoever minds no references on PostgreSQL has no triggers
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
    told["report, KB of HTML"] = _weight(store, articles)
    return told


def _weight(store: Store, articles: int) -> Measured:
    now = made.START + articles * made.APART
    size = len(report_page(gather(store, Filter(), now, {}), now, "UTC").encode()) / 1e3
    return Measured(size, size)


def _tell(kind: str, size: int, told: dict[str, Measured]) -> None:
    load = f"{os.getloadavg()[0]:.1f} programs at work on {os.cpu_count()} cores"
    _say(f"\n{kind}, {size:,} statements, {size // made.SAID:,} articles; {load}\n{'':42}      p50      p95 (ms)")
    for name, one in told.items():
        late = "  over 20 ms" if one.p95 > MOST and not name.startswith((*WHOLE, "insertion", "  ")) else ""
        _say(f"{name:42} {one}{late}")


def _compare(kind: str, sizes: Sequence[int], found: dict[str, list[Measured]]) -> None:
    _say(f"\n{kind}: p95 at {sizes[-1]:,} beside {sizes[0]:,}, where it is more than 1.5 times as much")
    for name, several in found.items():
        first, last = several[0], several[-1]
        if (ratio := last.p95 / first.p95) > 1.5:
            more = last.answers / max(first.answers, 1)
            told = f", {more:.1f} times the answers" if more > 1.1 else ""
            _say(f"{name:42} {first.p95:8.2f} {last.p95:8.2f}  {ratio:.1f} times{told}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Measure both kinds of store, one after the other."""
    options = argparse.ArgumentParser(description="what the store costs as it grows")
    options.add_argument("sizes", nargs="*", type=int, default=SIZES)
    options.add_argument("--on", default="sqlite,postgresql")
    options.add_argument("--keep", type=Path, metavar="FOLDER", help="where filled stores are, and stay")
    chosen = options.parse_args()
    sizes = sorted(chosen.sizes)
    for kind in chosen.on.split(","):
        with TemporaryDirectory(prefix="rw-") if chosen.keep is None else nullcontext(chosen.keep) as home:
            found = grow(kind, sizes, Path(home))
        if len(sizes) > 1:
            _compare(kind, sizes, found)


if __name__ == "__main__":
    main()
