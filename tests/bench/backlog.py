"""How much sooner two cores are through a backlog of 500 pages than one: a whole pass, from the feed to the store.

Run by ``make bench-backlog``. A server of its own on loopback offers one feed with 500 entries: the annotated sets of
real prose told again, one article to a page, and when all are told once more beside another. The pass is a process of
its own that may use one core or two; both are measured in turn, each on a new store. What is compared is the time by
the clock, which means something only on a machine that does nothing else. With it stands the CPU time of the pass and
of its workers, which means something on any: only what the workers do can be shared.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from aiohttp import web
from outlet import Answer, serve, serving

from extractors.training.newsrooms import FOLDER, read_set
from flows.passing.one_pass import PlainStages, watch_once
from flows.passing.workings import crew_rules
from flows.reading.crew import crew_for
from flows.reading.loading import load_words
from flows.settings.model import MailSettings, PollSettings, Settings, WorkerSettings

PAGES = 500
CEILING = 0.6


def pages(number: int) -> list[tuple[str, str]]:
    """Title and text of so many articles, no two alike."""
    lexicon = load_words()
    texts = [one.article.text for path in sorted(FOLDER.glob("retold-*.yaml")) for one in read_set(path, lexicon)]
    made = []
    for one in range(number):
        text = texts[one % len(texts)]
        # From the second round on a page tells another story besides.
        turn = one // len(texts)
        more = texts[(one + 7 * turn) % len(texts)] if turn else ""
        made.append((f"{text[:90].splitlines()[0]} ({one})", f"{text}\n{more}"))
    return made


def offering(articles: list[tuple[str, str]]) -> Answer:
    """An outlet with these articles and a feed of them."""

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        if request.path == "/feed":
            return web.Response(text=_feed(articles, f"http://{request.host}"), content_type="application/rss+xml")
        number = request.path.removeprefix("/")
        if not number.isdecimal():
            return web.Response(status=404)
        return web.Response(text=_page(*articles[int(number)]), content_type="text/html")

    return answer


def _page(title: str, text: str) -> str:
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n"))
    head = f'<meta charset="utf-8"><meta name="synthetic" content="true"><title>{escape(title)}</title>'
    article = f"<article><h1>{escape(title)}</h1>{paragraphs}</article>"
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{article}</body></html>'


def _feed(articles: list[tuple[str, str]], home: str) -> str:
    now = datetime.now(UTC)
    items = "".join(
        f"<item><title>{escape(title)}</title><link>{home}/{number}</link>"
        f"<description>On Russia and the Islamic Emirate of Afghanistan.</description>"
        f"<pubDate>{format_datetime(now - timedelta(minutes=number))}</pubDate></item>"
        for number, (title, _) in enumerate(articles)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Backlog</title>{items}</channel></rss>'


def one_pass(port: int, cores: int) -> None:
    """Make the pass on so many cores, and print what ``Measured`` holds of it."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    with TemporaryDirectory() as folder:
        feeds = Path(folder) / "feeds.yaml"
        row = f'{{url: "http://127.0.0.1:{port}/feed", outlet: Backlog, language: en, country: NO, covers: world}}'
        feeds.write_text(f"feeds:\n  - {row}\n", encoding="utf-8")
        settings = Settings(
            database=f"sqlite:///{folder}/store.sqlite3",
            feeds=str(feeds),
            state=f"{folder}/var",
            backlog="silent",
            entries_per_run=10_000,
            poll=PollSettings(pause_s=0, per_host=20, allow_private_addresses=True),
            mail=MailSettings(folder=f"{folder}/mail"),
            workers=WorkerSettings(number=cores),
        )
        started = time.perf_counter()
        report = asyncio.run(watch_once(settings, PlainStages(), lambda _: None, every_feed=True))
        took = time.perf_counter() - started
        crew_for(crew_rules(settings)).close()
    here, workers = (_cpu(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    sys.stdout.write(f"{took} {here} {workers} {len(report.entries)} {len(report.kept)}\n")


def _cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


@dataclass(frozen=True, slots=True)
class Measured:
    """One pass: seconds by the clock, of CPU in its own process and in its workers; articles read and kept."""

    took: float
    here: float
    workers: float
    read: float
    kept: float


def measure(port: int, cores: int) -> Measured:
    """Make a pass in a process of its own."""
    command = [sys.executable, __file__, "--pass", str(port), "--cores", str(cores)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Measured(*map(float, done.stdout.split()))


def main() -> int:
    """Measure, print, and compare with the ceiling."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", action="store_true", help="be the server")
    parser.add_argument("--pass", type=int, dest="port", help="be a pass over the server at this port")
    parser.add_argument("--cores", type=int, default=1)
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--rounds", type=int, default=1, help="how often each is measured")
    given = parser.parse_args()
    if given.serve:
        asyncio.run(serve(offering(pages(given.pages))))
        return 0
    if given.port:
        one_pass(given.port, given.cores)
        return 0
    with serving(__file__, "--serve", "--pages", str(given.pages)) as port:
        found = {cores: [measure(port, cores) for _ in range(given.rounds)] for cores in (1, 2)}
    return _told(found)


def _told(found: dict[int, list[Measured]]) -> int:
    one, two = (median(pass_.took for pass_ in found[cores]) for cores in (1, 2))
    lines = [f"{found[1][0].read:.0f} pages read, {found[1][0].kept:.0f} kept"]
    for cores in (1, 2):
        here = median(pass_.here for pass_ in found[cores])
        workers = median(pass_.workers for pass_ in found[cores])
        lines.append(f"CPU time on {cores}: the pass {here:.1f} s, its workers {workers:.1f} s")
    lines.append(f"one core {one:.1f} s, two cores {two:.1f} s: ratio {two / one:.2f} (at most {CEILING} is wanted)")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if two / one <= CEILING else 1


if __name__ == "__main__":
    sys.exit(main())
