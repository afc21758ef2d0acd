"""What the store grows by: the recorded newsrooms are read and stored, and its tables weighed.

``growth.py [ARTICLES A DAY] [ENTRIES A DAY]`` prints kilobytes an article and an entry, and megabytes a month at
that rate. Pages as they were served are left out: outlets differ, and `recognition-watch store info` weighs your own.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.pages.articles import read_article
from extractors.records import Entry, FeedMemory, Page
from flows.passing.judging import Provenance, judge_article
from flows.reading.identity import read_by
from flows.reading.loading import load_extractor
from flows.replay.playing import page_of
from flows.replay.recorded import load_newsroom
from flows.telling.policy import Readership
from storage.care.keeper import Keeper
from storage.store import Store, open_store

NEWSROOM = Path(__file__).resolve().parents[1] / "replay" / "2025-2026"
READERS = ("one@example.org", "other@example.org", "third@example.org")
DAYS = 30
SUMMARY = 300  # letters of the summary that a feed gives of an article


def main(articles_a_day: int = 20, entries_a_day: int = 500) -> None:
    """Weigh both and say what it comes to."""
    with TemporaryDirectory() as scratch:
        url = f"sqlite:///{scratch}/store.sqlite3"
        with open_store(url) as store, Keeper(url) as keeper:
            empty = _weight(keeper)
            number = _store_articles(store)
            article = (_weight(keeper) - empty) / number
            before, many = _weight(keeper), 5_000
            _store_entries(store, many)
            entry = (_weight(keeper) - before) / many
    month = DAYS * (articles_a_day * article + entries_a_day * entry) / 1e6
    lines = (
        f"{article / 1e3:8.1f} KB an article with all that is found in it, mails to {len(READERS)} ({number} read)",
        f"{entry / 1e3:8.1f} KB an entry of a feed",
        f"{month:8.1f} MB a month at {articles_a_day} articles and {entries_a_day} entries a day, pages apart",
    )
    sys.stdout.write("\n".join(lines) + "\n")


def _weight(keeper: Keeper) -> int:
    """Bytes of all tables with their indexes."""
    return sum(one.bytes or 0 for one in keeper.info().tables)


def _store_articles(store: Store) -> int:
    extractor, reader = load_extractor("", learned=False), read_by("", learned=False)
    stored = 0
    for story in load_newsroom(NEWSROOM):
        page = Page(story.address, 200, (), page_of(story), story.seen)
        entry = Entry(
            story.address, story.feed.url, story.address, story.title, "", story.feed.outlet, "en", story.published
        )
        found = extractor.extract(read_article(page, entry, story.seen))
        stored += judge_article(
            found,
            Readership(READERS),
            Provenance(read_by=reader),
            store=store,
            lexicon=extractor.lexicon,
            now=story.seen,
        ).stored
    return stored


def _store_entries(store: Store, many: int) -> None:
    feed = next(iter(load_newsroom(NEWSROOM))).feed
    now = load_newsroom(NEWSROOM)[0].seen
    words = ("Synthetic words of a summary " * 20)[:SUMMARY]
    entries = [
        Entry(f"{feed.url}/{n}", feed.url, f"{feed.url}/{n}", f"Synthetic title {n}", words, feed.outlet, "en", now)
        for n in range(many)
    ]
    store.record_poll(FeedMemory(feed.url, "ok", polled_at=now), entries, now + timedelta(minutes=1))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
