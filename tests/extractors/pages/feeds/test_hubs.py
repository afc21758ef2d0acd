"""The hub that a feed names, and the topic to ask it for."""

from __future__ import annotations

import pytest

from extractors.pages.feeds.hubs import Hub, hub_of

URL = "https://post.example/feed"
HUB, TOPIC = "https://hub.example/", "https://post.example/feed?all=1"
ATOM = (
    f'<feed xmlns="http://www.w3.org/2005/Atom"><link rel="hub" href="{HUB}"/><link rel="self" href="{TOPIC}"/></feed>'
)
RSS = (
    '<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel><atom:link href="https://hub.example/" rel="hub"/>'
    "<atom:link rel='self' href='https://post.example/feed?all=1'/></channel></rss>"
)
# Hubs in headers, in the feed, or in both: the headers are what counts (W3C WebSub, section 4).
SITUATIONS = {
    "Atom": (ATOM, (), Hub(HUB, TOPIC)),
    "RSS": (RSS, (), Hub(HUB, TOPIC)),
    "in headers": ("<rss/>", (("Link", f'<{HUB}>; rel="hub", <{TOPIC}>; rel=self'),), Hub(HUB, TOPIC)),
    "headers before the feed": (
        ATOM,
        (("link", '<https://other.example/>; rel="hub"'), ("link", '<https://post.example/x>; rel="self"')),
        Hub("https://other.example/", "https://post.example/x"),
    ),
    "without an address of its own": ('<feed><link rel="hub" href="https://hub.example/"/></feed>', (), Hub(HUB, URL)),
    "escaped": (ATOM.replace("?all=1", "?a=1&amp;b=2"), (), Hub(HUB, "https://post.example/feed?a=1&b=2")),
    "a letter that cleaning would change": (
        ATOM.replace(TOPIC, "http://Post.Example/feed?utm_source=hub"),
        (),
        Hub(HUB, "http://Post.Example/feed?utm_source=hub"),
    ),
    "no hub": ('<feed><link rel="self" href="https://post.example/feed"/><!-- github --></feed>', (), None),
    "a hub that is no web address": (ATOM.replace(HUB, "mailto:hub@hub.example"), (), None),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_hub_is_read_where_a_feed_names_it(situation: str) -> None:
    body, headers, hub = SITUATIONS[situation]
    assert hub_of(body.encode(), headers, URL) == hub
