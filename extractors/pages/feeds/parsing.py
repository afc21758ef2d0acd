"""A feed's bytes to its entries."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import feedparser

from extractors.errors import FeedError
from extractors.pages.feeds.bounds import bounded
from extractors.pages.feeds.entries import EntryContext, read_entry, string_of, written_date
from extractors.pages.feeds.entry_text import feed_text, is_complete, whole_items
from extractors.pages.feeds.json_feed import is_json, read_json_feed
from extractors.pages.feeds.sitemaps import is_sitemap, read_sitemap
from extractors.records import Entry, Feed, ParsedFeed
from extractors.text.addresses import clean_address
from extractors.text.markup import plain

# What feedparser has been seen to let out, or might, on markup that nobody meant.
_BREAKDOWNS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
_CHANNEL_LINK = re.compile(r"<link>\s*(?:<!\[CDATA\[)?\s*(https?://[^\s<\]]{1,2000})")
_HEAD = 20_000  # characters that may be a channel's own where no item follows
_PERIODS = {"hourly": 3600.0, "daily": 86400.0, "weekly": 7 * 86400.0, "monthly": 30 * 86400.0, "yearly": 365 * 86400.0}


def parse_feed(body: bytes, feed: Feed, content_type: str | None, now: datetime) -> ParsedFeed:
    """The entries of ``body`` in its order, each address once, and a line for each thing that is wrong.

    A feed without entries is a feed. Raises ``FeedError`` with the reason ``empty``, ``html``, ``not-a-feed``,
    ``entity-bomb`` or ``truncated`` (cut off before its first entry ends).
    """
    if is_json(body):
        told = read_json_feed(body, feed)
        return _of_items(told.items, plain(told.title), clean_address(told.home, feed.url) or feed.url, feed, now)
    if is_sitemap(body):
        news = read_sitemap(body, feed, content_type)
        return _of_items(
            news, plain(next((one["news_source"] for one in news if "news_source" in one), "")), feed.url, feed, now
        )
    text, problems = feed_text(body, feed, content_type)
    home = _home(text, feed)
    parsed = _parsed(text, feed, home)
    title = plain(string_of(parsed.feed, "title"))
    complete = is_complete(text)
    items = parsed.entries if complete else whole_items(parsed.entries, text)
    if not items and not complete:
        raise FeedError(feed.url, "truncated", "the feed breaks off before its first entry ends")
    entries = _entries(items, EntryContext(feed, title, now, home), problems)
    if parsed.bozo and (not complete or isinstance(parsed.get("bozo_exception"), Exception)):
        problems.append(_malformed(parsed, complete))
    return ParsedFeed(title, entries, tuple(problems), _ttl(parsed.feed))


def _parsed(text: str, feed: Feed, home: str) -> Any:
    # The charset as it is sent now: a declaration in the feed, which told of the bytes before, was cut away.
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": home}
    body = io.BytesIO(bounded(text).encode("utf-8"))
    try:
        # Without its two passes over the HTML of entries, of which plain text is made anyway.
        return feedparser.parse(body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except _BREAKDOWNS as error:
        raise FeedError(feed.url, "not-a-feed", f"the feed cannot be parsed: {plain(str(error), 120)}") from error


def _of_items(items: Iterable[Any], title: str, home: str, feed: Feed, now: datetime) -> ParsedFeed:
    problems: list[str] = []
    entries = _entries(items, EntryContext(feed, title, now, home), problems)
    return ParsedFeed(title, entries, tuple(problems))


def _home(text: str, feed: Feed) -> str:
    """What links are relative to: the channel's own link in RSS, as its readers have it, else the feed's address."""
    first_item = text.find("<item")
    link = _CHANNEL_LINK.search(text, 0, first_item if first_item >= 0 else _HEAD)
    return (clean_address(link[1], feed.url) if link else None) or feed.url


def _ttl(channel: Any) -> float | None:
    """Seconds to wait between polls, as RSS ``ttl`` (minutes) or the syndication module's period says."""
    minutes = _count(string_of(channel, "ttl"))
    if minutes:
        return minutes * 60.0
    period = _PERIODS.get(string_of(channel, "sy_updateperiod").strip().lower())
    return period / (_count(string_of(channel, "sy_updatefrequency")) or 1) if period else None


def _count(text: str) -> int:
    return int(text) if re.fullmatch(r"\s*[0-9]{1,6}\s*", text) else 0


def _malformed(parsed: Any, complete: bool) -> str:
    if not complete:
        return "the feed breaks off; its entries up to there were read"
    return f"not well-formed, read all the same: {plain(str(parsed.get('bozo_exception')), 120)}"


def _entries(items: Iterable[Any], reading: EntryContext, problems: list[str]) -> tuple[Entry, ...]:
    entries: dict[str, Entry] = {}
    for number, item in enumerate(items, start=1):
        entry = read_entry(item, reading)
        if isinstance(entry, Entry):
            entries.setdefault(entry.key, entry)
            if entry.published_at is None and (written := written_date(item)):
                problems.append(f"entry {number}: its date cannot be right: {written[:40]!r}")
        else:
            problems.append(f"entry {number}: {entry}")
    return tuple(entries.values())
