"""News sitemaps (``<news:news>``, Google's extension of sitemaps.org) as items in feedparser's shape."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from extractors.errors import FeedError
from extractors.records import Feed
from extractors.text.decoding import decode
from extractors.text.markup import bounded_tags, sound_references

_ROOT = re.compile(rb"<(?:\w+:)?urlset\b", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LOOKED_AT = 3000  # bytes: a declaration and a comment may stand before the root
_MOST_URLS = 5000  # a news sitemap holds a thousand at most (Google's limit), others fifty thousand, mostly old
_NAMES = {"loc": "link", "title": "title", "publication_date": "published", "lastmod": "updated", "name": "news_source"}


def is_sitemap(body: bytes) -> bool:
    """Whether a body begins as a sitemap."""
    return _ROOT.search(body[:_LOOKED_AT]) is not None


def read_sitemap(body: bytes, feed: Feed, content_type: str | None) -> list[dict[str, Any]]:
    """Its news, in its order; FeedError ``entity-bomb``, or ``not-a-feed`` where it lists pages and no news."""
    text = _DECLARATION.sub("", decode(body, content_type).lstrip("\ufeff"))
    if "<!ENTITY" in text:
        raise FeedError(feed.url, "entity-bomb", "the sitemap declares entities of its own, which is refused")
    # recover: many are not well-formed; all else keeps what is foreign from reaching files, hosts or memory.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(bounded_tags(sound_references(text)).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise FeedError(feed.url, "not-a-feed", f"the sitemap cannot be parsed: {error}") from error
    items = [] if root is None else [_item(url) for url in list(root)[:_MOST_URLS] if _name(url) == "url"]
    news = [item for item in items if "title" in item]
    if not news:
        raise FeedError(feed.url, "not-a-feed", "a sitemap without news: it lists pages without titles")
    return news


def _item(url: etree._Element) -> dict[str, Any]:
    item: dict[str, Any] = {}
    for element in url.iter():
        name, text = _NAMES.get(_name(element)), (element.text or "").strip()
        if name and text:
            item.setdefault(name, text)
    return item


def _name(element: etree._Element) -> str:
    """The local name; also of a name that no standard allows, which recovering lets through."""
    return re.split("[}:]", element.tag)[-1] if isinstance(element.tag, str) else ""
