"""Feeds as they are really served: in wrappers, with entities, relative links, 12-hour clocks, in JSON.

The kinds were met in reports on feedparser and miniflux and in the made-up cases that were tried on this program.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from extractors.errors import FeedError
from extractors.pages.feeds import parse_feed
from extractors.records import Entry, Feed

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FEED = Feed("https://feeds.example/reed.xml", "Reed Courier", "en", "AF", "world")
HTML = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://x.example/">'
LATIN = '<!DOCTYPE rss [<!ENTITY % HTMLlat1 PUBLIC "-//W3C//ENTITIES Latin 1 for XHTML//EN" "http://x.example/a.ent">]>'
NBSP = '<!DOCTYPE rss [<!ENTITY nbsp "&#160;"><!ENTITY mdash "—">]>'
SMUGGLED = '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'
FILE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def rss(item: str = "", before: str = "", link: str = "https://reed.example/") -> bytes:
    item = item or "<title>Talks</title><link>https://reed.example/a</link>"
    channel = f"<title>T</title><link>{link}</link><item>{item}</item>"
    return f'<?xml version="1.0"?>{before}<rss version="2.0"><channel>{channel}</channel></rss>'.encode()


def _entry(body: bytes) -> Entry:
    (entry,) = parse_feed(body, FEED, None, NOW).entries
    return entry


WRAPPED = {
    "an HTML doctype": rss(before=HTML),
    "an HTML page around it": rss(before=HTML + "<html><body>") + b"</body></html>",
    "a comment with markup": rss(before="<!-- made from <html> and <rss> templates -->"),
    "a list of HTML's names": rss(before=LATIN),
    "names for single signs": rss(before=NBSP),
}
ITEMS = {
    "a link from the root": ("<link>/news/1/</link>", "https://reed.example/news/1/"),
    "a link from the channel's": ("<link>news/1</link>", "https://reed.example/news/1"),
    "blanks in a link": ("<link>https://reed.example/a b?c=d e</link>", "https://reed.example/a%20b?c=d%20e"),
    "an ampersand that is not escaped": (
        "<link>https://reed.example/a?x=1&y=2&copy=3</link>",
        "https://reed.example/a?x=1&y=2&copy=3",
    ),
    "elements by names that the parser keeps for itself": (
        "<link>https://reed.example/a</link><links>x</links><content>y</content><source>z</source><tags>t</tags>",
        "https://reed.example/a",
    ),
    "a base of its own": ('<link xml:base="https://b.example/x/">y</link>', "https://b.example/x/y"),
}
CLOCKS = {
    "Thu, 3 Jul 2025 11:45 PM +0430": datetime(2025, 7, 3, 19, 15, tzinfo=UTC),
    "Thu, 3 Jul 2025 14:05:00 +4:30": datetime(2025, 7, 3, 9, 35, tzinfo=UTC),
    "Thu, 3 Jul 2025 14:05:00 +04.30": datetime(2025, 7, 3, 9, 35, tzinfo=UTC),
    "July 3, 2025 4:05 PM": datetime(2025, 7, 3, 16, 5, tzinfo=UTC),
    "Thu Jul 03 2025 14:05:00 GMT+0300 (Moscow Standard Time)": datetime(2025, 7, 3, 11, 5, tzinfo=UTC),
}


@pytest.mark.parametrize("situation", WRAPPED)
def test_a_feed_is_read_whatever_stands_around_it(situation: str) -> None:
    assert _entry(WRAPPED[situation]).url == "https://reed.example/a"


@pytest.mark.parametrize("situation", [SMUGGLED, FILE], ids=["an entity in an entity", "a file"])
def test_entities_that_could_hurt_are_refused(situation: str) -> None:
    with pytest.raises(FeedError) as caught:
        parse_feed(rss(before=situation), FEED, None, NOW)
    assert caught.value.reason == "entity-bomb"


@pytest.mark.parametrize("situation", ITEMS)
def test_links_lead_where_a_reader_would_be_led(situation: str) -> None:
    link, url = ITEMS[situation]
    assert _entry(rss(f"<title>Talks</title>{link}")).url == url


@pytest.mark.parametrize("written", CLOCKS)
def test_clocks_of_twelve_hours_and_their_zones_are_read(written: str) -> None:
    item = f"<title>Talks</title><link>https://reed.example/a</link><pubDate>{written}</pubDate>"
    assert _entry(rss(item)).published_at == CLOCKS[written]


def test_the_post_of_a_page_is_kept_and_no_word_on_whence_the_reader_comes() -> None:
    assert _entry(rss("<title>T</title><link>https://reed.example/live#post-12</link>")).fragment == "post-12"
    assert _entry(rss("<title>T</title><link>https://reed.example/a#xtor=RSS-3</link>")).fragment == ""


def _json(**fields: Any) -> bytes:
    item = {"id": "1", "url": "/a", "title": "Talks &amp; more", "content_html": "<p>They <b>met</b>.</p>",
            "date_published": "2026-02-12T10:00:00+04:30", "date_modified": "2026-02-12T11:00:00Z"}  # fmt: skip
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Reed", "home_page_url": "https://reed.example",
            "items": [item, {"id": 7}, "no item"]}  # fmt: skip
    return json.dumps(feed | fields).encode()


def test_a_json_feed_is_read() -> None:
    parsed = parse_feed(_json(), FEED, "application/feed+json", NOW)
    (entry,) = parsed.entries
    assert (parsed.title, entry.url, entry.title, entry.summary) == (
        "Reed", "https://reed.example/a", "Talks & more", "They met.",
    )  # fmt: skip
    assert entry.published_at == datetime(2026, 2, 12, 5, 30, tzinfo=UTC)
    assert entry.updated_at == datetime(2026, 2, 12, 11, 0, tzinfo=UTC)
    assert len(parsed.problems) == 1


@pytest.mark.parametrize("body", [_json(version="1"), _json(items=None), b'{"a": 1', b'{"a":' * 100_000])
def test_other_json_is_no_feed(body: bytes) -> None:
    with pytest.raises(FeedError) as caught:
        parse_feed(body, FEED, "application/json", NOW)
    assert caught.value.reason == "not-a-feed"


SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>{before}
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://reed.example/a?x=1&amp;y=2</loc><lastmod>2026-02-12T11:00:00Z</lastmod>{news}</url>
<url><loc>https://reed.example/about</loc></url></urlset>"""
NEWS = (
    "<news:news><news:publication><news:name>Reed Courier</news:name></news:publication>"
    "<news:publication_date>2026-02-12T10:00:00+04:30</news:publication_date><news:title>Talks &amp; more</news:title>"
    "</news:news>"
)


def test_a_news_sitemap_is_read_and_its_other_pages_are_not() -> None:
    entry = _entry(SITEMAP.format(before="", news=NEWS).encode())
    assert (entry.url, entry.title, entry.outlet) == ("https://reed.example/a?x=1&y=2", "Talks & more", "Reed Courier")
    assert entry.published_at == datetime(2026, 2, 12, 5, 30, tzinfo=UTC)
    assert entry.updated_at == datetime(2026, 2, 12, 11, 0, tzinfo=UTC)
    assert parse_feed(SITEMAP.format(before="", news=NEWS).encode(), FEED, None, NOW).title == "Reed Courier"


def test_a_sitemap_that_breaks_off_is_read_up_to_there() -> None:
    assert _entry(SITEMAP.format(before="", news=NEWS).encode()[:-60]).title == "Talks & more"


def test_a_sitemap_with_names_that_no_standard_allows_is_read() -> None:
    body = SITEMAP.format(before="", news=NEWS + "<x:y:>a</x:y:><-b/>").encode()
    assert _entry(body.replace(b' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', b"")).outlet


@pytest.mark.parametrize(
    ("before", "news", "reason"), [("", "", "not-a-feed"), ('<!DOCTYPE urlset [<!ENTITY a "b">]>', NEWS, "entity-bomb")]
)
def test_a_sitemap_without_news_or_with_entities_is_refused(before: str, news: str, reason: str) -> None:
    with pytest.raises(FeedError) as caught:
        parse_feed(SITEMAP.format(before=before, news=news).encode(), FEED, None, NOW)
    assert caught.value.reason == reason
