"""JSON Feed (versions 1.0 and 1.1, jsonfeed.org) as items in feedparser's shape."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from extractors.errors import FeedError
from extractors.records import Feed
from extractors.text.decoding import decode

_BRACE = (b"{", b"\xef\xbb\xbf{")
_MOST_ITEMS = 5000  # so that a feed made to be slow is not


@dataclass(frozen=True, slots=True)
class JsonFeed:
    """The feed's title, the address of its site, and its items."""

    title: str
    home: str
    items: tuple[dict[str, Any], ...]


def is_json(body: bytes) -> bool:
    """Whether a body is an object of JSON."""
    return body[:100].lstrip().startswith(_BRACE)


def read_json_feed(body: bytes, feed: Feed) -> JsonFeed:
    """The feed in a body; FeedError ``not-a-feed`` where it is other JSON or none."""
    try:
        # Not strict: some write line breaks into strings as they are.
        told = json.loads(decode(body).strip(), strict=False)
    except (ValueError, RecursionError) as error:  # brackets nested by the thousand, too
        raise FeedError(feed.url, "not-a-feed", f"the feed cannot be parsed: {error}") from error
    if not isinstance(told.get("items"), list) or "jsonfeed" not in str(told.get("version")):
        raise FeedError(feed.url, "not-a-feed", "JSON that is no JSON Feed: it names no such version or has no items")
    items = [_item(each) for each in told["items"][:_MOST_ITEMS] if isinstance(each, dict)]
    return JsonFeed(_text(told, "title"), _text(told, "home_page_url"), tuple(items))


def _item(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": _text(told, "id"),
        "title": _text(told, "title"),
        "link": _text(told, "url") or _text(told, "external_url"),
        "summary": _text(told, "summary"),
        "content": [{"value": _text(told, "content_text")}, {"value": _text(told, "content_html")}],
        "published": _text(told, "date_published"),
        "updated": _text(told, "date_modified"),
    }


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
