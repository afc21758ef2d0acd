"""The feeds that a page names in its head (autodiscovery), and where feeds usually are."""

from __future__ import annotations

import re
from html import unescape

from extractors.text.addresses import clean_address
from extractors.text.decoding import decode

_LOOKED_AT = 200_000  # bytes: links to feeds stand in the head
_LINK = re.compile(r"<link\b[^<>]{0,2000}>", re.IGNORECASE)
_KINDS = re.compile(r"application/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json)", re.IGNORECASE)
_ADDRESS = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_COMMENTS = re.compile(r"comments?/feed|/comments?(?:[/?]|$)", re.IGNORECASE)
# WordPress's first: a quarter of the feeds of deploy/feeds.yaml end so.
_USUAL = ("/feed/", "/rss.xml", "/rss", "/feed.xml", "/atom.xml")
_MOST = 10  # addresses to try; a site has one or two feeds, and one for each section


def named_feeds(body: bytes, content_type: str | None, url: str) -> tuple[str, ...]:
    """The addresses of feeds that a page names, each once, without those of comments."""
    found: dict[str, None] = {}
    for link in _LINK.findall(decode(body[:_LOOKED_AT], content_type)):
        address = _ADDRESS.search(link) if _KINDS.search(link) else None
        feed = clean_address(unescape(next(filter(None, address.groups()), "")), url) if address else None
        if feed and not _COMMENTS.search(feed):
            found[feed] = None
    return tuple(found)[:_MOST]


def usual_feeds(url: str) -> tuple[str, ...]:
    """Where a site's feed is, if anywhere, when no page names it."""
    return tuple(address for path in _USUAL if (address := clean_address(path, url)))
