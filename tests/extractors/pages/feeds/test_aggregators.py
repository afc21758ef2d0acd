"""Of an aggregator's entry the publisher and the publisher's address are told where the feed holds them."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from extractors.pages.feeds import parse_feed
from extractors.records import Feed

NOW = datetime(2026, 3, 1, tzinfo=UTC)
STORY = "https://riverpost.example/ferry-1"
GOOGLE = "https://news.google.com"
NEWS = f"{GOOGLE}/rss/search?q=ferry"
ALERTS = "https://www.google.com/alerts/feeds/1/2"


def _token(*addresses: str) -> str:
    """As Google wrote them until July 2024: the address, and its AMP form behind it."""
    first, *others = (bytes([len(address)]) + address.encode() for address in addresses)
    raw = b'\x08\x13"' + first + b"".join(b"\xd2\x01" + other for other in others)
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


OPAQUE = base64.urlsafe_b64encode(b'\x08\x13"\x20AU_yqLNpaqueWhatIsNoAddressAtAll').decode().rstrip("=")
SOURCE = '<source url="https://riverpost.example">The River Post</source>'
# (feed, link, the rest of the item): address and outlet. The older form of Google's links holds the address
# (Rob--W/dont-track-me-google#56), the newer one nothing (SSujitX/google-news-url-decoder#2): then the link stays.
ENTRIES = {
    "an address in the clear": (NEWS, f"{GOOGLE}/rss/articles/{_token(STORY)}?oc=5", SOURCE, STORY, "The River Post"),
    "with its AMP form": (NEWS, f"{GOOGLE}/articles/{_token(STORY, f'{STORY}/amp')}", SOURCE, STORY, "The River Post"),
    "a link for readers": (NEWS, f"{GOOGLE}/read/{_token(STORY)}?hl=en", SOURCE, STORY, "The River Post"),
    "an opaque link": (NEWS, f"{GOOGLE}/read/{OPAQUE}", SOURCE, f"{GOOGLE}/read/{OPAQUE}", "The River Post"),
    "an alert": (ALERTS, f"https://www.google.com/url?rct=j&amp;url={STORY}&amp;ct=ga", "", STORY, "riverpost.example"),
    "Bing": (
        "https://www.bing.com/news/search?q=a&format=rss",
        "http://www.bing.com/news/apiclick.aspx?ref=FexRss&amp;url=https%3a%2f%2friverpost.example%2fferry-1&amp;c=1",
        '<News:Source xmlns:News="https://www.bing.com/news/search">River Post</News:Source>',
        STORY,
        "River Post",
    ),
    "a portal that names its source": ("https://portal.example/rss", "https://portal.example/9", SOURCE,
                                       "https://portal.example/9", "The River Post"),
}  # fmt: skip
RELATIVE = {
    "against the channel's link": ("", "", "ferry-1", "https://site.example/news/ferry-1"),
    "against the base": (' xml:base="https://base.example/a/"', "", "ferry 1", "https://base.example/a/ferry%201"),
    "against the item's base": (
        ' xml:base="https://base.example/a/"', ' xml:base="b/"', "ferry-1", "https://base.example/a/b/ferry-1",
    ),
    "from the root": ("", "", "/ferry 1?a=b c", "https://site.example/ferry%201?a=b%20c"),
}  # fmt: skip


@pytest.mark.parametrize("situation", ENTRIES)
def test_publisher_and_address_are_told_where_they_can_be_had(situation: str) -> None:
    feed, link, rest, address, outlet = ENTRIES[situation]
    item = f"<item><title>Ferry runs - {outlet}</title><link>{link}</link>{rest}</item>"
    body = f'<rss version="2.0"><channel><title>T</title>{item}</channel></rss>'.encode()
    (entry,) = parse_feed(body, Feed(feed, "Portal", "en", "US", "world"), None, NOW).entries
    assert (entry.url, entry.outlet, entry.title) == (address, outlet, "Ferry runs")


@pytest.mark.parametrize("situation", RELATIVE)
def test_relative_links_lead_where_the_feed_says(situation: str) -> None:
    base, item_base, link, address = RELATIVE[situation]
    item = f"<item{item_base}><title>A</title><link>{link}</link></item>"
    head = "<title>T</title><link>https://site.example/news/</link>"
    body = f'<rss version="2.0"{base}><channel>{head}{item}</channel></rss>'.encode()
    feed = Feed("https://feeds.example/rss/all.xml", "Post", "en", "AF", "world")
    assert [entry.url for entry in parse_feed(body, feed, None, NOW).entries] == [address]
