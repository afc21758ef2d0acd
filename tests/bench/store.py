"""What the store costs as it grows: insertion, novelty, every list, search and report, on SQLite and PostgreSQL.

``python -m tests.bench.store [--on sqlite,postgresql] [--keep FOLDER] [STATEMENTS ...]`` fills stores of each size
(10,000 and 100,000 where none is named) through the store's own verbs and prints the median and the 95th percentile, in
milliseconds, of each verb in each. Beside them stand two bare measures in the same store: rows put by the driver's own
executemany, one transaction an article, and a row looked up by its key. With ``--keep`` the stores stay in that folder,
where a later run takes them up as they are: a million statements take an hour and more to fill. They are what they were
afterwards, but for the schema, to which opening them brings them.

Beside each look-up stands how much it answers, and at the end of several sizes how much longer it takes among the most
statements than among the fewest: once as it comes, where more is there to be answered, and once at equal work. A
look-up that seems to grow at equal work is asked again in the smallest and the largest store by turns, and the best of
all counts: minutes lie between the measuring of the one and of the other, in which other programs may have begun.

Milliseconds are the processor's, of this program and of the server: other programs on the machine are not what is
measured, nor is the disk, but for the lines "by the clock". The first articles that a server stores are measured apart:
it reads their places in its indexes from the disk, a thousand pages an article at a million statements. Each look-up is
asked with other words and names each time, in three rounds, of which the quickest counts: whatever else runs only adds
to it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from extractors.records import Filter
from extractors.records.stored import Hits
from flows.reporting import gather, report_page
from storage.layout.counted import count_anew
from storage.store import Store, open_store

from . import store_articles as made
from .store_filling import Measured, Meter, bare_insertion, fill, insertion_anew, spread
from .store_kept import kept_store
from .store_probes import TIMES, WHOLE, Probe, of_as_much, probes

SIZES = (10_000, 100_000)
ROUNDS = 3
SAVED = 100  # articles of which insertion is measured, the latest
MOST = 20.0  # ms, of any look-up at the 95th percentile
GROWTH = 1.5  # times as long among the most statements as among the fewest
AGAIN = 3  # times what seems to grow is asked again in both


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
    return spread(took)._replace(answers=sum(answers for _, answers in rounds[0]) / times)


def _once(ask: Callable[[int], object], turn: int, meter: Meter) -> tuple[float, int]:
    """How long it took, and how much was answered, where that is a list."""
    begun = meter.now()
    told = ask(turn)
    took = meter.now() - begun
    listed = told.hits if isinstance(told, Hits) else told
    return took, len(listed) if isinstance(listed, tuple) else 0


class Told(NamedTuple):
    """What was measured of one store by names: as it comes, and at equal work where that is another."""

    as_it_comes: dict[str, Measured]
    of_as_much: dict[str, Measured]

    def equal(self, name: str) -> Measured:
        """At equal work."""
        return self.of_as_much.get(name, self.as_it_comes[name])


def grow(kind: str, sizes: Sequence[int], home: Path) -> list[Told]:
    """Measure stores of these sizes; those that ``home`` does not keep yet are filled."""
    found = []
    for size in sizes:
        with kept_store(kind, size, home) as (url, meter), open_store(url) as store:
            found.append(_measure(store, size, meter))
        _tell(kind, size, found[-1])
    return found


def _measure(store: Store, size: int, meter: Meter) -> Told:
    told = _insertion(store, size // made.SAID, meter)
    told["bare look-up by key"] = bare_look_up(store, meter)
    told |= _asked(store, probes(store, size), meter)
    told["report, KB of HTML"] = _weight(store, size // made.SAID)
    return Told(told, _asked(store, of_as_much(store, size), meter))


def _insertion(store: Store, articles: int, meter: Meter) -> dict[str, Measured]:
    latest, before = (range(max(articles - many, 0), articles - many + SAVED) for many in (SAVED, 2 * SAVED))
    fill(store, latest.start, latest.stop)  # a measuring that broke off may have left one of them out
    first = insertion_anew(store, before, meter)
    took, bare = insertion_anew(store, latest, meter), bare_insertion(store, latest, meter)
    with store._database.writing() as connection:
        count_anew(connection)  # whoever minds no references on PostgreSQL has no triggers
    return {
        "insertion of an article": spread(took.used),
        "  bare executemany of its rows": spread(bare.used),
        "insertion by the clock": spread(took.passed),
        "insertion of the first ones by the clock": spread(first.passed),
        "  bare executemany by the clock": spread(bare.passed),
    }


def _asked(store: Store, those: Mapping[str, Probe], meter: Meter) -> dict[str, Measured]:
    found = {}
    for name, probe in those.items():
        times = 2 if name in WHOLE else TIMES
        found[name] = measured(lambda turn, probe=probe: probe(store, turn), meter, times)  # type: ignore[misc]
    return found


def ask_again(kind: str, sizes: Sequence[int], home: Path, found: Sequence[Told]) -> None:
    """Ask what seems to grow at equal work in the smallest and the largest store by turns, and keep the best of all."""
    first, last = found[0], found[-1]
    growing = [name for name in last.as_it_comes if _grows(first.equal(name), last.equal(name))]
    with ExitStack() as opened:
        both = [(told, _asker(kind, size, home, opened)) for told, size in ((first, sizes[0]), (last, sizes[-1]))]
        for _ in range(AGAIN):
            for told, asked in both:
                for name, now in asked(growing).items():
                    then = told.equal(name)
                    told.of_as_much[name] = Measured(min(then.p50, now.p50), min(then.p95, now.p95), now.answers)


def _asker(kind: str, size: int, home: Path, opened: ExitStack) -> Callable[[Sequence[str]], dict[str, Measured]]:
    """What measures look-ups of a store by their names, at equal work."""
    url, meter = opened.enter_context(kept_store(kind, size, home))
    store = opened.enter_context(open_store(url))
    equal = probes(store, size) | of_as_much(store, size)
    return lambda names: _asked(store, {name: equal[name] for name in names if name in equal}, meter)


def _weight(store: Store, articles: int) -> Measured:
    now = made.START + articles * made.APART
    size = len(report_page(gather(store, Filter(), now, {}), now, "UTC").encode()) / 1e3
    return Measured(size, size)


def _tell(kind: str, size: int, told: Told) -> None:
    load = f"{os.getloadavg()[0]:.1f} programs at work on {os.cpu_count()} cores"
    _say(f"\n{kind}, {size:,} statements, {size // made.SAID:,} articles; {load}")
    _say(f"{'':42}      p50      p95 (ms)  answers     at equal work")
    for name, one in told.as_it_comes.items():
        late = "  over 20 ms" if one.p95 > MOST and not name.startswith((*WHOLE, "insertion", "  ")) else ""
        as_much = told.of_as_much.get(name)
        beside = f"{as_much} {_answers(as_much)}" if as_much else ""
        _say(f"{name:42} {one}      {_answers(one):8}    {beside}{late}".rstrip())


def _answers(one: Measured) -> str:
    return f"{one.answers:8.1f}" if one.answers else ""


def _compare(kind: str, sizes: Sequence[int], found: Sequence[Told]) -> None:
    first, last = found[0], found[-1]
    _say(f"\n{kind}: p50 and p95 at {sizes[-1]:,} beside {sizes[0]:,}, with how many times the answers; at equal work")
    for name, now in last.as_it_comes.items():
        then = first.as_it_comes[name]
        equal = first.equal(name), last.equal(name)
        grows = "  grows with the store" if _grows(*equal) else ""
        more = now.answers / then.answers if then.answers else 1.0
        _say(f"{name:42} {_times(then, now)} {more:8.1f}    {_times(*equal)}{grows}")


def _grows(then: Measured, now: Measured) -> bool:
    return min(_ratios(then, now)) > GROWTH


def _ratios(then: Measured, now: Measured) -> tuple[float, float]:
    return now.p50 / then.p50, now.p95 / then.p95


def _times(then: Measured, now: Measured) -> str:
    return " ".join(f"{one:8.2f}" for one in _ratios(then, now))


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
                ask_again(kind, sizes, Path(home), found)
                _compare(kind, sizes, found)


if __name__ == "__main__":
    main()
