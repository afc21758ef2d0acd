"""The text of a feed's body, or what it is instead; where it breaks off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from extractors.decoding import decode
from extractors.errors import FeedError
from extractors.markup import sound_references
from extractors.records import Feed

_ROOT = re.compile(r"<(?:\w+:)?(rss|feed|rdf|channel)\b", re.IGNORECASE)
_ROOT_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>\s*(?:<!--.*?-->\s*)*", re.IGNORECASE | re.DOTALL)
_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_ITEM_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_PROLOG = re.compile(r"<\?|<!--|<!DOCTYPE", re.IGNORECASE)
_PROLOG_ENDS = {"<?": "?>", "<!--": "-->", "<!doctype": ">"}
_CDATA_OPENS = re.compile(r"<!\[CDATA\[")
_HTML = re.compile(r"<!doctype\s+html|<(?:html|head|body)\b", re.IGNORECASE)
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def feed_text(body: bytes, feed: Feed, content_type: str | None) -> tuple[str, list[str]]:
    """The XML from its root on, without a declaration, and what had to be cut away; raises what it is instead."""
    text = sound_references(_NOT_XML.sub("", decode(body, content_type))).strip()
    if not text:
        raise FeedError(feed.url, "empty", "the body is empty")
    if "<!ENTITY" in text and "<!ENTITY" in _without(text, _CDATA_OPENS, {"<![cdata[": "]]>"}):
        raise FeedError(feed.url, "entity-bomb", "the feed declares entities of its own, which is refused")
    root = _ROOT.search(text)
    head = text[: root.start()] if root else text
    if _HTML.search(head):
        raise FeedError(feed.url, "html", "a web page came instead of a feed")
    if root is None:
        raise FeedError(feed.url, "not-a-feed", f"neither RSS, Atom nor RDF: it begins with {text[:40]!r}")
    junk = _without_prolog(head)
    return text[root.start() :], [f"text before the feed was ignored: {junk[:60]!r}"] if junk else []


def is_complete(text: str) -> bool:
    """Whether a feed's root is closed."""
    return _ROOT_END.search(text[-2000:]) is not None


def whole_items(items: list[Any], text: str) -> list[Any]:
    """``items`` without the last one if that is where the feed breaks off: half an address would be another address."""
    ends = list(_ITEM_END.finditer(text))
    return items[:-1] if _ITEM.search(text, ends[-1].end() if ends else 0) else items


def _without_prolog(head: str) -> str:
    return _without(head, _PROLOG, _PROLOG_ENDS).strip()


def _without(text: str, opening: re.Pattern[str], ends: Mapping[str, str]) -> str:
    """``text`` without the stretches that an opening and its end enclose; an end that is missing is missed once."""
    kept: list[str] = []
    at, missing = 0, set[str]()
    for opened in opening.finditer(text):
        end = ends[opened.group().lower()]
        if opened.start() < at or end in missing:
            continue
        stop = text.find(end, opened.end())
        if stop < 0:
            missing.add(end)
            continue
        kept.append(text[at : opened.start()])
        at = stop + len(end)
    return "".join([*kept, text[at:]])
