"""One item of a feed, as feedparser gives it, to an entry."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from extractors.records import Entry, Feed
from extractors.records.dated import own_day
from extractors.text.addresses import clean_address, entry_key, host_of, site_of
from extractors.text.dates import moment_as_written, parse_moment, plausible
from extractors.text.markup import plain

SUMMARY_LIMIT = 2000  # characters: some feeds hold whole articles, whose lead is enough
_AGGREGATORS = (".google.com", ".bing.com", ".gdeltproject.org")  # news and alerts
_TITLE_LIMIT = 120  # characters of the summary that stand for a title that is missing
_LONGEST_FRAGMENT = 200  # characters: what is longer is no name of a post
_PUBLISHERS = (" - ", " – ", " — ", " | ")


@dataclass(frozen=True, slots=True)
class EntryContext:
    """What an entry is read against; ``home`` is what its links are relative to."""

    feed: Feed
    feed_title: str
    now: datetime
    home: str = ""


def read_entry(item: Any, reading: EntryContext) -> Entry | str:
    """The entry, or why there is none."""
    feed = reading.feed
    guid = string_of(item, "id")
    title = plain(string_of(item, "title"), 500)
    url = _link(item, reading.home or feed.url)
    key = entry_key(url, guid, feed.url)
    if url is None or key is None:
        return f"it has no usable link: {title[:60]!r}"
    outlet = _outlet(item, url, reading)
    published = _published(item, reading)
    summary = _summary(item)
    return Entry(
        key=key,
        feed_url=feed.url,
        url=url,
        title=_without_publisher(title, outlet) or plain(summary, _TITLE_LIMIT),
        summary=summary,
        outlet=outlet,
        language=feed.language,
        published_at=published.astimezone(UTC) if published else None,
        updated_at=parse_moment(string_of(item, "updated"), reading.now, feed.country),
        fragment=_fragment(item),
        published_on=own_day(published),
    )


def _link(item: Any, base: str) -> str | None:
    """The article's own address; a permalink guid serves where there is no link."""
    for link in (
        string_of(item, "feedburner_origlink"),
        string_of(item, "link"),
        *_alternates(item),
        string_of(item, "id"),
    ):
        if link and (link.startswith(("http", "/", "./", "../", "?")) or "://" in link):
            url = clean_address(link, base)
            if url is not None:
                return url
    return None


def _fragment(item: Any) -> str:
    """The post of a page that the link points to, unless it only says whence the reader comes ("#xtor=RSS-3")."""
    fragment = string_of(item, "link").partition("#")[2]
    return fragment[:_LONGEST_FRAGMENT] if fragment and "=" not in fragment else ""


def _alternates(item: Any) -> list[str]:
    return [
        str(link.get("href", "")) for link in _several(item, "links") if link.get("rel", "alternate") == "alternate"
    ]


def _outlet(item: Any, url: str, reading: EntryContext) -> str:
    """The publisher an aggregator names; for its own entries the outlet of the feeds file."""
    feed = reading.feed
    source = item.get("source")
    name = plain(string_of(source, "title") if isinstance(source, dict) else "") or plain(
        string_of(item, "news_source")
    )
    if f".{host_of(feed.url)}".endswith(_AGGREGATORS):
        return name or (host_of(url) if site_of(url) != site_of(feed.url) else feed.outlet)
    home = string_of(source, "href") or string_of(source, "link") if isinstance(source, dict) else ""
    if name and home and site_of(home) != site_of(feed.url):
        return name
    return feed.outlet or reading.feed_title or host_of(feed.url)


def _without_publisher(title: str, outlet: str) -> str:
    for dash in _PUBLISHERS:
        if outlet and title.endswith(dash + outlet):
            return title[: -len(dash + outlet)].rstrip()
    return title


def _summary(item: Any) -> str:
    contents = [string_of(content, "value") for content in _several(item, "content")]
    texts = [plain(text, SUMMARY_LIMIT) for text in (string_of(item, "summary"), *contents)]
    return max(texts, key=len, default="")


def _published(item: Any, reading: EntryContext) -> datetime | None:
    """When it was published, on the clock that the feed tells it by."""
    for name in ("published", "created", "updated"):
        moment = moment_as_written(string_of(item, name), reading.now, reading.feed.country)
        if moment is not None:
            return moment
        if (parts := dict.get(item, f"{name}_parsed")) is not None and not string_of(item, name).strip().isdigit():
            return _from_parts(parts, reading.now)
    return None


def _from_parts(parts: Any, now: datetime) -> datetime | None:
    """What feedparser made of a date in a form that is not ours (Korean, Greek, Hungarian)."""
    try:
        return plausible(datetime.fromtimestamp(calendar.timegm(parts), UTC), now)
    # None where feedparser understood no date; a month 13 or a year 99999 where it understood one too many.
    except (ValueError, TypeError, OverflowError):
        return None


def _several(item: Any, name: str) -> list[dict[str, Any]]:
    """What feedparser collects under ``name``; an element that the feed itself calls so takes the name's place."""
    held = item.get(name)
    return [each for each in held if isinstance(each, dict)] if isinstance(held, list) else []


def written_date(item: Any) -> str:
    """The item's date as it is written, read or not."""
    return string_of(item, "published") or string_of(item, "updated")


def string_of(holder: Any, name: str) -> str:
    """The text that feedparser holds under ``name``; empty where there is none."""
    # Past feedparser's own look-up: it answers "published" with "updated", and warns of it.
    value = dict.get(holder, name) if isinstance(holder, dict) else None
    return value if isinstance(value, str) else ""
