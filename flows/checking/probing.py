"""Feeds asked once, to see what they are worth before they are watched: nothing of it is remembered."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import FetchError, ReadError, SettingsError
from extractors.pages.feeds.discovery import named_feeds, usual_feeds
from extractors.records import Feed, Page
from extractors.text.addresses import host_of
from flows.fetching.headers import header
from flows.fetching.results import Unchanged
from flows.passing.run_context import open_fetcher
from flows.passing.workings import crew_rules
from flows.reading.crew import Crew, crew_for
from flows.runtime.clock import utc_now
from flows.runtime.threads import roomy_executor
from flows.settings.feeds_file import load_feeds

if TYPE_CHECKING:
    from flows.fetching.fetcher import Fetcher
    from flows.settings.model import Settings

_NO_ROWS = re.compile(r"^feeds:[ \t]*(?:\[\s*\]|~|null)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Probe:
    """What one feed was found to be: its entries, the newest of them, and how many may be on the subject.

    ``feed`` has the address that it has moved to for good; ``problem`` says why there are no entries.
    """

    feed: Feed
    title: str = ""
    entries: int = 0
    newest: datetime | None = None
    mattering: int = 0
    problem: str = ""

    @property
    def row(self) -> str:
        """A line for the feeds file."""
        told = {"url": self.feed.url, "outlet": self.feed.outlet, "language": self.feed.language,
                "country": self.feed.country, "covers": self.feed.covers}  # fmt: skip
        words = ", ".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in told.items())
        return f"- {{{words}}}"


def probe_all(settings: Settings, feeds: Sequence[Feed]) -> tuple[Probe, ...]:
    """Each feed asked once, side by side, with the manners of a pass."""
    return asyncio.run(_probe_all(settings, feeds))


def find_feeds(settings: Settings, wanted: Feed) -> tuple[Probe, ...]:
    """The feed at an address, else those that the page there names, else those where feeds usually are; FetchError."""
    return asyncio.run(_find(settings, wanted))


def add_feed(path: Path, probe: Probe) -> None:
    """Write a feed's row to the end of the feeds file; SettingsError, and the file as it was, where it does not fit.

    A file that is not there, or holds no row yet, is begun.
    """
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    indent = next((line[: line.index("-")] for line in before.splitlines() if line.lstrip().startswith("- ")), "  ")
    begun = _NO_ROWS.sub("feeds:", before.rstrip()) or "feeds:"
    path.write_text(f"{begun}\n\n{indent}{probe.row}\n", encoding="utf-8")
    try:
        load_feeds(path)
    except SettingsError:
        if before:
            path.write_text(before, encoding="utf-8")
        else:
            path.unlink()
        raise


async def _probe_all(settings: Settings, feeds: Sequence[Feed]) -> tuple[Probe, ...]:
    roomy_executor(settings.poll.concurrency)
    crew = crew_for(crew_rules(settings))
    async with open_fetcher(settings) as fetcher:
        return tuple(await asyncio.gather(*(_probe(fetcher, crew, feed) for feed in feeds)))


async def _find(settings: Settings, wanted: Feed) -> tuple[Probe, ...]:
    crew = crew_for(crew_rules(settings))
    async with open_fetcher(settings) as fetcher:
        page = await fetcher.fetch(wanted.url)
        if isinstance(page, Unchanged):
            raise FetchError(wanted.url, "http-304", "answers 304 to a first request", 304)
        here = await _read(crew, page, wanted)
        if not here.problem:
            return (here,)
        named = named_feeds(page.body, header(page.headers, "Content-Type"), page.url)
        candidates = named or usual_feeds(page.url)
        probes = [await _probe(fetcher, crew, replace(wanted, url=url)) for url in candidates]
        return tuple(probe for probe in probes if not probe.problem) or (here,)


async def _probe(fetcher: Fetcher, crew: Crew, feed: Feed) -> Probe:
    try:
        page = await fetcher.fetch(feed.url)
    except FetchError as error:
        return Probe(feed, problem=str(error))
    if isinstance(page, Unchanged):
        return Probe(feed, problem="answers 304 to a first request")
    return await _read(crew, page, replace(feed, url=page.moved_to or feed.url))


async def _read(crew: Crew, page: Page, feed: Feed) -> Probe:
    try:
        read = await crew.read_feed(page, feed, utc_now())
    except (FetchError, ReadError) as error:
        return Probe(feed, problem=str(error))
    parsed = read.parsed
    dates = [entry.published_at for entry in parsed.entries if entry.published_at]
    outlet = feed.outlet or parsed.title or host_of(feed.url)
    problem = "" if parsed.entries else "a feed without entries"
    return Probe(
        replace(feed, outlet=outlet), parsed.title, len(parsed.entries), max(dates, default=None),
        len(read.mattering), problem,
    )  # fmt: skip
