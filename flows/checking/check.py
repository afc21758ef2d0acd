"""``check``: whether settings, database, lexicon, feeds, policy, mail and Prefect are right, each with its mend."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from extractors.errors import FetchError, RecognitionWatchError, StoreError
from extractors.records import Feed
from flows.checking.check_telling import check_telling
from flows.checking.health import check_disks, disks_of, health, is_missing, traces_of
from flows.checking.watchdog_memory import read_memory
from flows.fetching.fetcher import Fetcher
from flows.passing.workings import fetch_rules
from flows.reading.loading import load_extractor
from flows.runtime.clock import ago, in_utc, utc_now
from flows.runtime.finding import Finding, Grade
from flows.runtime.run_report import count
from flows.runtime.threads import roomy_executor
from flows.serving.prefect.server import is_healthy
from flows.settings.feeds_file import load_feeds
from flows.settings.model import Settings

# Its timer and its crontab line look every ten minutes.
LOOKS = timedelta(hours=1)


def check_all(settings: Settings, *, fetch: bool, load: bool = True) -> Iterator[Finding]:
    """Look at everything in turn; ``fetch`` asks every feed once, ``load`` loads the language pipeline.

    Nothing is stored, made or sent.
    """
    yield from check_settings(settings)
    yield from check_watch(settings)
    if load:
        yield check_lexicon(settings)
    yield from check_feeds(settings, fetch=fetch)
    yield from check_telling(settings)
    yield check_prefect(settings)


def check_settings(settings: Settings) -> Iterator[Finding]:
    """They could be read, or we would not be here; what is missing for real use is noted."""
    yield Finding("settings", "ok", f"read; dates are shown in {settings.time_zone}")
    if not settings.contact:
        yield Finding(
            "settings", "note", "no contact in the User-Agent", "set contact, so that outlets can write to you"
        )
    if settings.poll.allow_private_addresses:
        mend = "set poll.allow_private_addresses to false"
        yield Finding("settings", "note", "feeds may lead into the private network", mend)


def check_watch(settings: Settings) -> Iterator[Finding]:
    """How the watch is, by what it left in the store and on the disks. Nothing is made, upgraded or changed."""
    now = utc_now()
    try:
        traces = traces_of(settings, now)
    except StoreError as error:
        verdict: Grade = "note" if is_missing(error) else "bad"
        yield Finding("database", verdict, str(error))
    else:
        counts = traces.counts
        what = f"{traces.store}: {counts['articles']} articles, {counts['claims']} claims"
        yield Finding("database", "ok", what)
        yield from health(traces, settings, now)
    yield from check_disks(disks_of(settings), settings.watchdog)
    yield check_outside(settings, now)


def check_outside(settings: Settings, now: datetime) -> Finding:
    """Whether anybody outside would notice a watch that stands still: the watchdog, or a service that is pinged."""
    if settings.ping.address.get_secret_value() or settings.ping.success.get_secret_value():
        return Finding("watchdog", "ok", "a service elsewhere is pinged")
    stood = read_memory(Path(settings.state)).clocks
    if stood is not None and now - stood.at <= LOOKS:
        return Finding("watchdog", "ok", f"it looked {ago(stood.at)}")
    since = f"since {in_utc(stood.at)}" if stood else "yet"
    what = f"it has not looked {since}: nobody would hear of a watch that stands still"
    return Finding("watchdog", "note", what, "start its timer or crontab line (see deploy/), or set ping.address")


def check_lexicon(settings: Settings) -> Finding:
    """Load the lexicon and the language pipeline as a pass would."""

    try:
        load_extractor(settings.model, settings.learned_judge)
    except RecognitionWatchError as error:
        return Finding("lexicon", "bad", str(error))
    return Finding("lexicon", "ok", "lexicon and language pipeline load")


def check_feeds(settings: Settings, *, fetch: bool) -> Iterator[Finding]:
    """Read the feeds file, and ask every feed once if wanted."""
    try:
        feeds = load_feeds(Path(settings.feeds))
    except RecognitionWatchError as error:
        yield Finding("feeds", "bad", str(error))
        return
    if not fetch:
        what = f"{settings.feeds}: {count(len(feeds), 'feed')}; none was asked"
        yield Finding("feeds", "ok", what, "leave out --offline to ask")
        return
    failures = [failure for failure in asyncio.run(_ask_all(settings, feeds)) if failure]
    good = len(feeds) - len(failures)
    if not good:
        what = f"{settings.feeds}: none of {count(len(feeds), 'feed')} answers; the first: {failures[0].what}"
        yield Finding("feeds", "bad", what, "see whether this machine reaches the internet")
        return
    yield Finding("feeds", "ok", f"{settings.feeds}: {good} of {count(len(feeds), 'feed')} answer")
    yield from failures


async def _ask_all(settings: Settings, feeds: tuple[Feed, ...]) -> list[Finding | None]:
    roomy_executor(settings.poll.concurrency)
    async with Fetcher(fetch_rules(settings)) as fetcher:
        return await asyncio.gather(*(_ask(fetcher, feed) for feed in feeds))


async def _ask(fetcher: Fetcher, feed: Feed) -> Finding | None:
    try:
        await fetcher.fetch(feed.url)
    except FetchError as error:
        return Finding("feeds", "bad", f"{feed.outlet}: {error}", "mend or delete its row, if it stays so")
    return None


def check_prefect(settings: Settings) -> Finding:
    """Ask the Prefect server that the environment names, or say what happens without one."""
    address = os.environ.get("PREFECT_API_URL")
    own = f"http://127.0.0.1:{settings.ui_port}"
    if not address:
        running = " (one is up)" if is_healthy(f"{own}/api") else ""
        return Finding("prefect", "ok", f"no PREFECT_API_URL: `serve` brings its own server to {own}{running}")
    if is_healthy(address, timeout_s=10):
        return Finding("prefect", "ok", f"{address} answers")
    return Finding("prefect", "bad", f"{address} does not answer", "start it, or unset PREFECT_API_URL")
