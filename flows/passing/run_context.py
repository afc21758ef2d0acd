"""The context of one pass: everything its steps work with, opened together and closed together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from extractors.lexicon import Lexicon
from extractors.records import Feed, Page
from extractors.records.stored import ReadBy
from flows.fetching.fetcher import Fetcher
from flows.fetching.robots import RobotsBook
from flows.fetching.robots_file import load_robots, save_robots
from flows.passing.attendance import signed_on
from flows.passing.judging import Provenance
from flows.passing.recording import PollRecorder
from flows.passing.workings import crew_rules, fetch_rules
from flows.reading.crew import Crew, crew_for
from flows.reading.identity import read_by
from flows.reading.loading import load_words, refuse_unknown_model
from flows.runtime.clock import utc_now
from flows.runtime.faults import FaultLog
from flows.runtime.run_report import Observer, Progress, Remark
from flows.runtime.threads import roomy_executor
from flows.settings.feeds_file import load_feeds
from flows.settings.model import Settings
from flows.telling.audience import TellingContext, operators_of, telling_of
from storage.store import Store, open_store


class RunContext:
    """What all steps of one pass work with."""

    def __init__(
        self,
        *,
        settings: Settings,
        feeds: Sequence[Feed],
        store: Store,
        fetcher: Fetcher,
        crew: Crew,
        lexicon: Lexicon,
        holder: str,
        observe: Observer,
        telling: TellingContext,
    ) -> None:
        self.settings = settings
        self.feeds = tuple(feeds)
        self.store = store
        self.fetcher = fetcher
        self.crew = crew
        self.lexicon = lexicon
        self.holder = holder
        self.telling = telling
        self.faults = FaultLog(observe)
        self.polls = PollRecorder(store)
        self._observe = observe

    @property
    def read_by(self) -> ReadBy:
        """What reads the articles of this pass."""
        return read_by(self.settings.model, self.settings.learned_judge)

    def provenance(self, page: Page, entry_key: str | None = None) -> Provenance:
        """Where what was read from a page is from; the page itself only where pages are kept."""
        return Provenance(entry_key, page if self.settings.keep_pages_days else None, self.read_by)

    @property
    def operators(self) -> tuple[str, ...]:
        """Who is told how the watch itself is."""
        return operators_of(self.settings.mail, self.telling.policy)

    def tell(self, progress: Progress) -> None:
        """Let whoever watches know."""
        self._observe(progress)


@asynccontextmanager
async def open_run_context(settings: Settings, observe: Observer) -> AsyncIterator[RunContext]:
    """Open feeds file, store, lexicon and HTTP client; SettingsError and StoreError say which cannot be had."""
    feeds = load_feeds(Path(settings.feeds))
    refuse_unknown_model(settings.model)
    roomy_executor(settings.poll.concurrency)
    with open_store(settings.database) as store, signed_on(store, Path(settings.state) / "passes") as holder:
        if store.upgraded:
            observe(Remark("store-upgraded", str(store.upgraded), warning=False))
        lexicon = await asyncio.to_thread(load_words)
        async with open_fetcher(settings) as fetcher:
            yield RunContext(
                settings=settings,
                feeds=feeds,
                store=store,
                fetcher=fetcher,
                crew=crew_for(crew_rules(settings)),
                lexicon=lexicon,
                holder=holder,
                observe=observe,
                telling=telling_of(settings, store, lexicon, utc_now()),
            )


@asynccontextmanager
async def open_fetcher(settings: Settings) -> AsyncIterator[Fetcher]:
    """The HTTP client, with what hosts' robots.txt said to the passes before."""
    async with Fetcher(fetch_rules(settings), robots=load_robots(_robots_file(settings))) as fetcher:
        yield fetcher


def keep_robots(settings: Settings, robots: RobotsBook) -> None:
    """Keep what hosts' robots.txt said for the passes that follow."""
    # Only a memory aid: where it cannot be kept, the next pass asks again.
    with suppress(OSError):
        save_robots(robots, _robots_file(settings), utc_now())


def _robots_file(settings: Settings) -> Path:
    return Path(settings.state) / "robots.json"
