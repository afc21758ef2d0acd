"""The work of a worker with faults in it: what a page's words say happens. It loads nothing, so it starts at once."""

from __future__ import annotations

import os
import re
import signal
from datetime import datetime
from pathlib import Path

from extractors.errors import ArticleError
from extractors.records import Article, Entry, Extraction, Feed, Page, ParsedFeed, Relevance
from flows.reading.messages import FeedRead, How


class OddError(Exception):
    """Cannot be put together again from what it is pickled by."""

    def __init__(self, what: str, *, why: str) -> None:
        super().__init__(f"{what}: {why}")


def read_page(page: Page, entry: Entry, now: datetime, model: str, learned: bool, how: How) -> Extraction:
    """Find nothing in a page, or break as it says."""
    if word := re.search(rb"pill-(\w+)", page.body + page.url.encode()):
        _break(word[1].decode(), page)
    article = Article(page.url, None, entry.title, None, entry.outlet, now, "en", page.body.decode())
    return Extraction(article, Relevance(False, 0.0, (), "nobody looked"), ())


def read_feed(page: Page, feed: Feed, now: datetime) -> FeedRead:
    """Find nothing in a feed, or break as it says."""
    if b"pill-raises" in page.body:
        raise ValueError("a fault in a feed")
    return FeedRead(ParsedFeed(feed.outlet, ()), ())


def load_for_read_page(model: str, learned: bool) -> None:
    """Load what pages need: nothing, or more than there is room for."""
    if model == "a large one":
        bytearray(10_000_000_000)


def load_for_read_feed(model: str, learned: bool) -> None:
    """Load what feeds need: nothing."""


def _break(how: str, page: Page) -> None:
    if how == "raises":
        raise ValueError("a fault")
    if how == "odd":
        raise OddError("a fault", why="odd")
    if how == "named":
        raise ArticleError(page.url, "no-text", "has no text")
    if how == "recurs":
        _break(how, page)
    if how == "eats":
        bytearray(10_000_000_000)
    if how == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "exits":
        os._exit(3)
    if how == "hangs":
        _note(page)
        re.match(r"(a+)+$", "a" * 60 + "b")  # holds the interpreter for ages


def _note(page: Page) -> None:
    """Leave the process's number where the page says, for who wants to see it end."""
    if place := re.search(rb"note:([^<\s]+)", page.body):
        Path(place[1].decode()).write_text(str(os.getpid()), encoding="ascii")
