"""Pages that show nothing and send their reader on: a meta refresh, or the link page of a news aggregator."""

from __future__ import annotations

import re
from html import unescape

from extractors.records import Page
from extractors.text.addresses import clean_address, host_of

_LOOKED_AT = 200_000  # bytes: what sends on is short, or says so in its head
_LONGEST_WAIT_S = 10  # a page that reloads itself for news waits longer

_META = re.compile(rb"<meta\b[^<>]{0,2000}>", re.IGNORECASE)
_IS_REFRESH = re.compile(rb"http-equiv\s*=\s*[\"']?\s*refresh\b", re.IGNORECASE)
_CONTENT = re.compile(rb"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_REFRESH = re.compile(r"\s*(\d{1,4})(?:\.\d*)?\s*[;,]\s*url\s*=\s*[\"']?([^\"'\s]+)", re.IGNORECASE)
_NAMED_LINK = re.compile(rb"\bdata-n-au\s*=\s*[\"']([^\"']{1,4000})[\"']")


def target_of_interstitial(page: Page) -> str | None:
    """Where a page sends its reader, absolute; None if it is to be read itself, or would only load itself again."""
    head = page.body[:_LOOKED_AT]
    target = clean_address(_refresh(head) or _aggregators_link(page, head), page.url)
    return target if target != clean_address(page.url) else None


def _refresh(head: bytes) -> str | None:
    for meta in _META.findall(head):
        content = _CONTENT.search(meta) if _IS_REFRESH.search(meta) else None
        found = _REFRESH.match(_text(content[1] or content[2] or b"")) if content else None
        if found and int(found[1]) <= _LONGEST_WAIT_S:
            return found[2]
    return None


def _aggregators_link(page: Page, head: bytes) -> str | None:
    # It needs no refresh: a script sends on, and only this attribute says where to.
    found = _NAMED_LINK.search(head) if host_of(page.url) == "news.google.com" else None
    return _text(found[1]) if found else None


def _text(raw: bytes) -> str:
    return unescape(raw.decode("utf-8", "replace"))
