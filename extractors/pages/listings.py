"""An HTML page that lists articles, read as a feed by the CSS selectors of its row in the feeds file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from extractors.errors import FeedError
from extractors.records import Entry, Feed, Listing, ParsedFeed
from extractors.records.dated import own_day
from extractors.text.addresses import clean_address, entry_key
from extractors.text.dates import moment_as_written
from extractors.text.decoding import decode
from extractors.text.markup import bounded_tags, plain

_LONGEST_TITLE = 500  # characters: what is longer was no title, by a selector that no longer fits
_LONGEST_SUMMARY = 2000  # characters, as of a feed's entry
_DEEPEST = 3  # items around an item: each is searched with all that it holds


def parse_listing(body: bytes, feed: Feed, content_type: str | None, now: datetime) -> ParsedFeed:
    """The items of a listing page in its order, each address once, and a line for each item that has no link.

    Raises ``FeedError`` with the reason ``empty``, ``bad-selector``, or ``no-items`` if the selector meets nothing: a
    page that was rebuilt must not look like a page without news.
    """
    listing = feed.listing or Listing(item="article")
    text = decode(body, content_type)
    if not text.strip():
        raise FeedError(feed.url, "empty", "the body is empty")
    soup = BeautifulSoup(bounded_tags(text), "lxml")
    items = _select(feed, soup, listing.item)
    if not items:
        raise FeedError(feed.url, "no-items", f"nothing on the page is {listing.item!r}: its structure has changed")
    entries: dict[str, Entry] = {}
    problems: list[str] = []
    depths = _depths(items)
    for number, item in enumerate(items, start=1):
        entry = "it lies too deep in other items" if depths[id(item)] > _DEEPEST else _entry(item, feed, listing, now)
        if isinstance(entry, Entry):
            entries.setdefault(entry.key, entry)
        else:
            problems.append(f"item {number}: {entry}")
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    return ParsedFeed(plain(title)[:_LONGEST_TITLE], tuple(entries.values()), tuple(problems))


def _depths(items: Sequence[Tag]) -> dict[int, int]:
    """How many items lie around each item, by its identity; ``items`` are in the page's order."""
    chosen = {id(item) for item in items}
    around: dict[int, int] = {}
    for item in items:
        way: list[Tag] = []
        for tag in item.parents:
            if id(tag) in around:
                break
            way.append(tag)
        for tag in reversed([item, *way]):
            parent = tag.parent
            above = around[id(parent)] + (id(parent) in chosen) if parent is not None else 0
            around[id(tag)] = above
    return around


def _entry(item: Tag, feed: Feed, listing: Listing, now: datetime) -> Entry | str:
    link = next(_links(item, feed, listing.link), None)
    href = str(link.get("href")) if link is not None else ""
    url = clean_address(href, feed.url)
    key = entry_key(url, "", feed.url)
    if link is None or url is None or key is None:
        return "it has no usable link"
    title = _words(item, feed, listing.title) or plain(link.get_text(" ", strip=True))
    if not title:
        return f"it has no title: {url}"
    published = _date(item, feed, listing, now)
    return Entry(
        key=key,
        feed_url=feed.url,
        url=url,
        title=title[:_LONGEST_TITLE],
        summary=_words(item, feed, listing.summary)[:_LONGEST_SUMMARY],
        outlet=feed.outlet,
        language=feed.language,
        published_at=published.astimezone(UTC) if published else None,
        published_on=own_day(published),
    )


def _links(item: Tag, feed: Feed, selector: str) -> Iterator[Tag]:
    """Links with an address, those with words in them first: a picture's link says nothing."""
    found = [tag for tag in _select(feed, item, selector or "a[href]") if tag.get("href")]
    # The item may be the link itself, in which no selector looks.
    own = [item] if item.name == "a" and item.get("href") else []
    yield from sorted([*found, *own], key=lambda tag: not tag.get_text(strip=True))


def _words(item: Tag, feed: Feed, selector: str) -> str:
    found = _select(feed, item, selector) if selector else []
    return plain(found[0].get_text(" ", strip=True)) if found else ""


def _date(item: Tag, feed: Feed, listing: Listing, now: datetime) -> datetime | None:
    """When it was published, on the clock that the page tells it by."""
    for tag in _select(feed, item, listing.date) if listing.date else []:
        written = str(tag.get("datetime") or tag.get("content") or tag.get_text(" ", strip=True))
        moment = moment_as_written(written, now, feed.country)
        if moment is not None:
            return moment
    return None


def _select(feed: Feed, tag: Tag, selector: str) -> list[Tag]:
    try:
        return list(tag.select(selector))
    # soupsieve calls "a::text", as Scrapy writes it, not implemented and no error of syntax.
    except (SelectorSyntaxError, NotImplementedError, ValueError) as error:
        words = " ".join(str(error).split())[:120]
        raise FeedError(
            feed.url, "bad-selector", f"{selector!r} in the feeds file is no CSS selector: {words}"
        ) from error
