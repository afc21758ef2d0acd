"""How quick the live pages are: p95 of each beside a bare Starlette page, at each number of claims.

Every request goes over HTTP on loopback, one after the other, each for another thing than the one before. The clock's
milliseconds are what a reader waits; the processor's are of this process, server and client alike: what other programs
on the machine do is in them as far as they slow it. How far that goes a sum tells that is the same each time: where its
p95 is far from its p50, so is each page's. A page may take 50 ms at a hundred thousand claims and 100 ms at a million.

Then a browser, where there is one, on a processor four times slower: when it paints first, the median of some loads,
each in a new context, beside the bare page; and what a page costs the browser's main thread at full speed, by the
processor, the least of as many: other programs make the first later, not the second. And the report of five years of
claims: how large it is, and how long it takes to write.
"""

from __future__ import annotations

import argparse
import http.client
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from extractors.errors import StoreError
from extractors.lexicon import load_lexicon
from extractors.records import Filter
from flows.reporting import gather, report_page
from flows.runtime.collecting import kept_to_the_end
from flows.serving.web.accounts import Accounts
from flows.serving.web.app import warm_up
from flows.serving.web.sessions import COOKIE
from flows.serving.web.site import Site
from flows.settings.model import Settings
from storage.store import Store, open_store

from .store_multiplying import multiply
from .web_site import served
from .web_store import ACTORS, NOW, OUTLETS, SAID, SPAN, fill

SIZES = (100_000, 1_000_000)
FILLED = 100_000  # claims that are made; a larger store has them several times
AGAIN = timedelta(seconds=-1)  # so much later than the ones before: as many times more a day
TIMES = 60
MOST_MS = {100_000: 50.0, 1_000_000: 100.0}
LOADS = 5
PAINTED_WITHIN_MS = 1_000
PAINTED = ("/", "/claims", "/search?words=recognition", "/actors", "/quality")
Asks = Callable[[int], str]


class Took(NamedTuple):
    """Milliseconds of each request: by the clock, by the processor."""

    clock: list[float]
    processor: list[float]


def pages(store: Store) -> dict[str, Asks]:
    """What is asked for, by name, each with the number of its turn."""
    claims = [one.claim for one in store.claims(Filter(limit=TIMES))]
    articles = [one.id for one in store.articles(Filter(limit=TIMES))]
    alerts = [one.alert.id for one in store.deliveries(Filter(limit=TIMES))]
    words = [claim.words.split()[3] for claim in claims]

    def narrowed(page: str, **asked: Callable[[int], str]) -> Asks:
        return lambda turn: f"{page}?" + urlencode({name: each(turn) for name, each in asked.items()})

    def actor(turn: int) -> str:
        return ACTORS[turn % len(ACTORS)]

    def outlet(turn: int) -> str:
        return f"Outlet {turn % OUTLETS}"

    def common(_: int) -> str:
        return "recognition"

    return {
        "overview": lambda _: "/",
        "claims": lambda _: "/claims",
        "claims of a topic": narrowed("/claims", topic=lambda turn: ("delisting", "recognition")[turn % 2]),
        "claims of a voice": narrowed("/claims", actor=actor),
        "claims that shift": narrowed("/claims", novelty=lambda _: "shift"),
        "claims with a verdict": narrowed("/claims", verdict=lambda _: "right"),
        "claims with a common word": narrowed("/claims", words=lambda turn: f"recognition {words[turn]}"),
        "claims, sure, of an outlet": narrowed(
            "/claims", sure=lambda _: "80", outlet=lambda turn: f"Outlet {turn % 40}"
        ),
        "claims, page by page": _paging(store),
        "claim": lambda turn: f"/claims/{claims[turn].id}",
        "voices": lambda _: "/actors",
        "voice": lambda turn: f"/actors/{actor(turn)}",
        "article": lambda turn: f"/articles/{articles[turn]}",
        "statement": lambda turn: f"/statements/{claims[turn].statement_id}",
        "alert": lambda turn: f"/alerts/{alerts[turn]}",
        "review": lambda _: "/review",
        "search, common word": narrowed("/search", words=lambda turn: f"recognition word{turn}"),
        "search, one common word": narrowed("/search", words=common),
        "search, rare word": narrowed("/search", words=lambda turn: f"word{15_000 + turn * 7}"),
        "search, narrowed": narrowed(
            "/search", words=lambda _: "recognition", actor=actor, topic=lambda _: "delisting"
        ),
        "how right it is": lambda _: "/quality",
        "sign in": lambda _: "/sign-in",
        "Atom": lambda _: "/claims.atom",
        "JSON Feed of a voice": narrowed("/claims.json", actor=actor),
        "calendar": lambda _: "/course.ics",
        "API: claims": narrowed("/api/claims", topic=common),
        "API: claim": lambda turn: f"/api/claims/{claims[turn].id}",
        "API: article": lambda turn: f"/api/articles/{articles[turn]}",
    }


def _paging(store: Store) -> Asks:
    from flows.serving.web.asking import key_of

    found = store.claims_page(Filter(limit=TIMES, topic="recognition"))
    return lambda turn: "/claims?" + urlencode({"topic": "recognition", "after": key_of(found[turn])})


async def _bare(_: Request) -> Response:
    return HTMLResponse("<!doctype html><title>bare</title><p>" + "bare " * 2_000)


BARE = Starlette(routes=[Route("/", _bare)])


def asked(base: str, asks: Asks, times: int, cookie: str = "") -> Took:
    """How long each request takes; the first, which makes what is kept, is not counted."""
    split, took = urlsplit(base), Took([], [])
    connection = http.client.HTTPConnection(str(split.hostname), split.port, timeout=120)
    for turn in (0, *range(times)):
        begun, used = time.perf_counter(), time.process_time()
        connection.request("GET", asks(turn), headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        answer.read()
        took.processor.append((time.process_time() - used) * 1e3)
        took.clock.append((time.perf_counter() - begun) * 1e3)
        if answer.status != 200:
            raise SystemExit(f"{asks(turn)} answers {answer.status}")
    connection.close()
    return Took(took.clock[1:], took.processor[1:])


def measure(site: Site, size: int, times: int) -> None:
    """Ask for every page, and tell how long it took."""
    _say(f"\n{size:,} claims{'':21}{'p50':>8}{'p95':>8} by the clock{'p50':>8}{'p95':>8} by the processor (ms)")
    with served(BARE) as base:
        _tell("bare Starlette page", asked(base, lambda _: "/", times), size)
    _tell("a sum, the same each time", _summed(times), size)
    warm_up(site)
    signed_in = f"{COOKIE}={site.sessions.begin('bench').id}"
    with served(site) as base:
        for name, asks in pages(site.store).items():
            _tell(name, asked(base, asks, times, signed_in if name == "review" else ""), size)
        _tell_painting(base)


def _summed(times: int) -> Took:
    """What the same work takes: of itself, each time as long."""
    took = Took([], [])
    for _ in range(times):
        begun, used = time.perf_counter(), time.process_time()
        sum(range(1_000_000))
        took.processor.append((time.process_time() - used) * 1e3)
        took.clock.append((time.perf_counter() - begun) * 1e3)
    return took


def _tell(name: str, took: Took, size: int) -> None:
    most = next((ms for claims, ms in MOST_MS.items() if size <= claims), max(MOST_MS.values()))
    late = f"  over {most:.0f}" if _p95(took.processor) > most else ""
    columns = (_p50(took.clock), _p95(took.clock), _p50(took.processor), _p95(took.processor))
    clock, processor = ("".join(f"{value:8.1f}" for value in pair) for pair in (columns[:2], columns[2:]))
    _say(f"{name:34}{clock}{'':13}{processor}{late}")


def _p50(took: Sequence[float]) -> float:
    return sorted(took)[len(took) // 2]


def _p95(took: Sequence[float]) -> float:
    return sorted(took)[int(len(took) * 0.95)]


def _tell_painting(base: str) -> None:
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        _say("no chromium here: nothing is painted")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, served(BARE) as bare:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for page, address in {"a bare page": bare, **{page: base + page for page in PAINTED}}.items():
            seen, _ = zip(*(_painted(opened, address, slower=4) for _ in range(LOADS)), strict=True)
            _, cost = zip(*(_painted(opened, address, slower=1) for _ in range(LOADS)), strict=True)
            late = f"  over {PAINTED_WITHIN_MS}" if _p50(seen) > PAINTED_WITHIN_MS else ""
            told = f"{_p50(seen):8.0f} ms, four times slower; its own work {min(cost):4.0f} ms"
            _say(f"first paint of {page:28}{told}{late}")
        opened.close()


def _painted(browser: Any, address: str, slower: int) -> tuple[float, float]:
    """When something of a page was seen first, and what its main thread has done by then (milliseconds)."""
    context = browser.new_context()
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    tab.goto(address)
    seen = "() => performance.getEntriesByType('paint').find(one => one.name === 'first-contentful-paint')?.startTime"
    painted = float(tab.wait_for_function(seen).json_value())
    told = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    context.close()
    return painted, told["TaskDuration"] * 1e3


@contextmanager
def filled(folder: Path, sizes: Sequence[int]) -> Iterator[tuple[Site, Callable[[int], None]]]:
    """A site, and what fills its store up to a size."""
    settings = Settings(database=f"sqlite:///{folder}/store.sqlite3", state=str(folder))
    with open_store(settings.database, mapped=True) as store:

        def grow(size: int) -> None:
            first = min(size, FILLED) // SAID
            held = store.counts()["articles"]
            if held < first:
                fill(store, held, first, SPAN / (min(max(sizes), FILLED) // SAID))
            if size > FILLED:
                multiply(store, size // FILLED, AGAIN)

        yield Site(store, settings, load_lexicon(), Accounts(), lambda: NOW), grow


def address_of(store: str) -> str:
    """The address of a store that is named by it, or by the path of its SQLite file; SystemExit where that is none."""
    if "://" in store:
        return store
    file = Path(store).absolute()
    if not file.is_file():
        raise SystemExit(
            f"{file}: there is no such file; give a SQLite file or an address (postgresql://HOST/DATABASE)"
        )
    return f"sqlite:///{file}"


def as_it_is(address: str, times: int) -> None:
    """Measure the pages of a store that was filled before, at the moment of its newest claim."""
    with tempfile.TemporaryDirectory() as folder, open_store(address, upgrade=False, mapped=True) as store:
        now = max(one.claim.seen_at for one in store.claims(Filter(limit=1)))
        site = Site(store, Settings(database=address, state=folder), load_lexicon(), Accounts(), lambda: now)
        measure(site, store.counts()["claims"], times)


def report(store: Store) -> None:
    """How long it takes to write the report, and how large it is."""
    begun, used = time.perf_counter(), time.process_time()
    with kept_to_the_end():  # as the command has it
        page = report_page(gather(store, Filter(), NOW, {}), NOW)
    clock, processor = time.perf_counter() - begun, time.process_time() - used
    _say(f"report: {len(page.encode()) / 1e6:.2f} MB, {clock:.1f} s by the clock, {processor:.1f} s by the processor")


def main() -> None:
    """Fill a store, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--times", type=int, default=TIMES, help=f"how often each page is asked for, at most {TIMES}")
    parser.add_argument(
        "--store", help="a filled store as it is, by its file or address: `tests.bench.store --keep` keeps some"
    )
    chosen = parser.parse_args()
    if chosen.store:
        try:
            as_it_is(address_of(chosen.store), chosen.times)
        except StoreError as error:
            raise SystemExit(str(error)) from error
        return
    sizes = sorted(chosen.sizes)
    with tempfile.TemporaryDirectory() as folder, filled(Path(folder), sizes) as (site, grow):
        for size in sizes:
            grow(size)
            measure(site, size, chosen.times)
            report(site.store)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
