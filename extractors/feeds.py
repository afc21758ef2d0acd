"""A feed's bytes to entries: RSS 2.0 and its ancestors, Atom, RDF; as malformed as real feeds are.

The body is decoded here, looked at for what is no feed, and only then given to feedparser, as bytes in memory: it never
fetches, opens or resolves anything. What is kept of an entry is cleaned here.
"""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import feedparser

from extractors.addresses import clean_address, entry_key, host_of, site_of
from extractors.dates import parse_moment, plausible
from extractors.decoding import decode
from extractors.errors import FeedError
from extractors.markup import plain
from extractors.records import Entry, Feed, ParsedFeed

SUMMARY_LIMIT = 2000
_PERIODS = {"hourly": 3600.0, "daily": 86400.0, "weekly": 7 * 86400.0, "monthly": 30 * 86400.0, "yearly": 365 * 86400.0}
_TITLE_LIMIT = 120
AGGREGATORS = ("news.google.com", "bing.com", "api.gdeltproject.org")

_ROOT = re.compile(r"<(?:\w+:)?(rss|feed|rdf|channel)\b", re.IGNORECASE)
_ROOT_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>\s*(?:<!--.*?-->\s*)*", re.IGNORECASE | re.DOTALL)
_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_ITEM_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_HTML = re.compile(r"<!doctype\s+html|<(?:html|head|body)\b", re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What an entry is read against."""

    feed: Feed
    feed_title: str
    now: datetime


def parse_feed(body: bytes, feed: Feed, content_type: str | None, now: datetime) -> ParsedFeed:
    """The entries of ``body`` in its order, each address once, and a line for each thing that is wrong.

    A feed without entries is a feed. Raises ``FeedError`` with the reason ``empty``, ``html``, ``not-a-feed``,
    ``entity-bomb`` or ``truncated`` (cut off before its first entry ends).
    """
    text, problems = _feed_text(feed, decode(body, content_type))
    parsed = feedparser.parse(
        io.BytesIO(text.encode("utf-8")),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": feed.url},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    title = plain(_string(parsed.feed, "title"))
    complete = _ROOT_END.search(text[-2000:]) is not None
    items = parsed.entries if complete else _whole_items(parsed.entries, text)
    if not items and not complete:
        raise FeedError(feed.url, "truncated", "the feed breaks off before its first entry ends")
    entries = _entries(items, _Reading(feed, title, now), problems)
    if parsed.bozo and (not complete or isinstance(parsed.get("bozo_exception"), Exception)):
        problems.append(_malformed(parsed, complete))
    return ParsedFeed(title, entries, tuple(problems), _ttl(parsed.feed))


def _feed_text(feed: Feed, text: str) -> tuple[str, list[str]]:
    """The XML from its root on, without a declaration, and what had to be cut away; raises what it is instead."""
    text = _NOT_XML.sub("", text).strip()
    if not text:
        raise FeedError(feed.url, "empty", "the body is empty")
    if "<!ENTITY" in text and "<!ENTITY" in _CDATA.sub("", text):
        raise FeedError(feed.url, "entity-bomb", "the feed declares entities of its own, which is refused")
    root = _ROOT.search(text)
    head = text[: root.start()] if root else text
    if _HTML.search(head):
        raise FeedError(feed.url, "html", "a web page came instead of a feed")
    if root is None:
        raise FeedError(feed.url, "not-a-feed", f"neither RSS, Atom nor RDF: it begins with {text[:40]!r}")
    junk = _without_prolog(head)
    return text[root.start() :], [f"text before the feed was ignored: {junk[:60]!r}"] if junk else []


def _without_prolog(head: str) -> str:
    return re.sub(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>", "", head, flags=re.DOTALL | re.IGNORECASE).strip()


def _whole_items(items: list[Any], text: str) -> list[Any]:
    """``items`` without the last one if that is where the feed breaks off: half an address would be another address."""
    ends = list(_ITEM_END.finditer(text))
    return items[:-1] if _ITEM.search(text, ends[-1].end() if ends else 0) else items


def _ttl(channel: Any) -> float | None:
    """Seconds to wait between polls, as RSS ``ttl`` (minutes) or the syndication module's period says."""
    minutes = _count(_string(channel, "ttl"))
    if minutes:
        return minutes * 60.0
    period = _PERIODS.get(_string(channel, "sy_updateperiod").strip().lower())
    return period / (_count(_string(channel, "sy_updatefrequency")) or 1) if period else None


def _count(text: str) -> int:
    return int(text) if re.fullmatch(r"\s*[0-9]{1,6}\s*", text) else 0


def _malformed(parsed: Any, complete: bool) -> str:
    if not complete:
        return "the feed breaks off; its entries up to there were read"
    return f"not well-formed, read all the same: {plain(str(parsed.get('bozo_exception')), 120)}"


def _entries(items: Iterable[Any], reading: _Reading, problems: list[str]) -> tuple[Entry, ...]:
    entries: dict[str, Entry] = {}
    for number, item in enumerate(items, start=1):
        entry = _entry(item, reading)
        if isinstance(entry, Entry):
            entries.setdefault(entry.key, entry)
            if entry.published_at is None and (written := _written_date(item)):
                problems.append(f"entry {number}: its date cannot be right: {written[:40]!r}")
        else:
            problems.append(f"entry {number}: {entry}")
    return tuple(entries.values())


def _entry(item: Any, reading: _Reading) -> Entry | str:
    """The entry, or why there is none."""
    feed = reading.feed
    guid = _string(item, "id")
    title = plain(_string(item, "title"), 500)
    url = _link(item, feed.url)
    key = entry_key(url, guid, feed.url)
    if url is None or key is None:
        return f"it has no usable link: {title[:60]!r}"
    outlet = _outlet(item, url, reading)
    summary = _summary(item)
    return Entry(
        key=key,
        feed_url=feed.url,
        url=url,
        title=_without_publisher(title, outlet) or plain(summary, _TITLE_LIMIT),
        summary=summary,
        outlet=outlet,
        language=feed.language,
        published_at=_published(item, reading),
    )


def _link(item: Any, base: str) -> str | None:
    """The article's own address; a permalink guid serves where there is no link."""
    for link in (_string(item, "feedburner_origlink"), _string(item, "link"), *_alternates(item), _string(item, "id")):
        if link and (link.startswith(("http", "/")) or "://" in link):
            url = clean_address(link, base)
            if url is not None:
                return url
    return None


def _alternates(item: Any) -> list[str]:
    links = item.get("links") or []
    return [str(link.get("href", "")) for link in links if link.get("rel", "alternate") == "alternate"]


def _outlet(item: Any, url: str, reading: _Reading) -> str:
    """The publisher an aggregator names; for its own entries the outlet of the feeds file."""
    feed = reading.feed
    source = item.get("source")
    name = plain(_string(source, "title") if isinstance(source, dict) else "") or plain(_string(item, "news_source"))
    if host_of(feed.url).endswith(AGGREGATORS):
        return name or (host_of(url) if site_of(url) != site_of(feed.url) else feed.outlet)
    home = _string(source, "href") or _string(source, "link") if isinstance(source, dict) else ""
    if name and home and site_of(home) != site_of(feed.url):
        return name
    return feed.outlet or reading.feed_title or host_of(feed.url)


def _without_publisher(title: str, outlet: str) -> str:
    for dash in (" - ", " – ", " — ", " | "):
        if outlet and title.endswith(dash + outlet):
            return title[: -len(dash + outlet)].rstrip()
    return title


def _summary(item: Any) -> str:
    contents = [_string(content, "value") for content in item.get("content") or [] if isinstance(content, dict)]
    texts = [plain(text, SUMMARY_LIMIT) for text in (_string(item, "summary"), *contents)]
    return max(texts, key=len, default="")


def _published(item: Any, reading: _Reading) -> datetime | None:
    for name in ("published", "created", "updated"):
        moment = parse_moment(_string(item, name), reading.now, reading.feed.country)
        if moment is not None:
            return moment
        if (parts := dict.get(item, f"{name}_parsed")) is not None and not _string(item, name).strip().isdigit():
            return _from_parts(parts, reading.now)
    return None


def _from_parts(parts: Any, now: datetime) -> datetime | None:
    """What feedparser made of a date in a form that is not ours (Korean, Greek, Hungarian)."""
    try:
        return plausible(datetime.fromtimestamp(calendar.timegm(parts), UTC), now)
    except (ValueError, TypeError, OverflowError):
        return None


def _written_date(item: Any) -> str:
    return _string(item, "published") or _string(item, "updated")


def _string(holder: Any, name: str) -> str:
    # Past feedparser's own look-up: it answers "published" with "updated", and warns of it.
    value = dict.get(holder, name) if isinstance(holder, dict) else None
    return value if isinstance(value, str) else ""
