"""The text of a feed's body, or what it is instead; where it breaks off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from extractors.errors import FeedError
from extractors.records import Feed
from extractors.text.decoding import decode
from extractors.text.markup import sound_references

_ROOT = re.compile(r"<(?:\w+:)?(rss|feed|rdf|channel)\b", re.IGNORECASE)
_ROOT_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>\s*(?:<!--.*?-->\s*)*", re.IGNORECASE | re.DOTALL)
_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_ITEM_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_PROLOG = re.compile(r"<\?|<!--|<!DOCTYPE", re.IGNORECASE)
_PROLOG_ENDS = {"<?": "?>", "<!--": "-->", "<!doctype": ">"}
_LINK = re.compile(r"<link>([^<]*+)</link>")
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\w{1,8});)")
_COMMENT = re.compile(r"<!--")
_HARMLESS = re.compile(
    r"""<!ENTITY\s+(?:%\s+HTML\w{1,20}\s+PUBLIC\s+"-//W3C//ENTITIES[^"<>]{1,80}"\s+"[^"<>]{0,200}"
    |\w{1,20}\s+(?:"(?:&\#\w{1,8};|[^"<>&%]{0,8})"|'(?:&\#\w{1,8};|[^'<>&%]{0,8})'))\s*>""",
    re.VERBOSE,
)
_CDATA_OPENS = re.compile(r"<!\[CDATA\[")
_HTML = re.compile(r"<!doctype\s+html|<(?:html|head|body)\b", re.IGNORECASE)
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def feed_text(body: bytes, feed: Feed, content_type: str | None) -> tuple[str, list[str]]:
    """The XML from its root on, without a declaration, and what had to be cut away; raises what it is instead."""
    text = sound_references(_NOT_XML.sub("", decode(body, content_type))).strip()
    if not text:
        raise FeedError(feed.url, "empty", "the body is empty")
    if "<!ENTITY" in text and _declares_entities(text):
        raise FeedError(feed.url, "entity-bomb", "the feed declares entities of its own, which is refused")
    root = _ROOT.search(text) if "<!--" not in text else _outside_comments(text)
    head = text[: root.start()] if root else text
    if _HTML.search(_without_prolog(head)) and (root is None or not _is_wrapped(text, root)):
        raise FeedError(feed.url, "html", "a web page came instead of a feed")
    if root is None:
        raise FeedError(feed.url, "not-a-feed", f"neither RSS, Atom nor RDF: it begins with {text[:40]!r}")
    junk = _without_prolog(head)
    return _LINK.sub(_with_ampersands, text[root.start() :]), [
        f"text before the feed was ignored: {junk[:60]!r}"
    ] if junk else []


def _with_ampersands(link: re.Match[str]) -> str:
    """An address whose ampersands are not escaped: ``&copy=3`` in it is no copyright sign."""
    return f"<link>{_BARE_AMPERSAND.sub('&amp;', link[1])}</link>"


def _declares_entities(text: str) -> bool:
    """Whether entities are declared that stand for more than a few characters, or for what lies elsewhere.

    A name for one sign (``<!ENTITY nbsp "&#160;">``) and a list of such names are harmless: nothing is expanded here,
    and the names of HTML are known without them.
    """
    declared = _without(text, _CDATA_OPENS, {"<![cdata[": "]]>"}).count("<!ENTITY")
    harmless = sum(1 for _ in _HARMLESS.finditer(_without(text, _CDATA_OPENS, {"<![cdata[": "]]>"})))
    return declared > harmless


def _outside_comments(text: str) -> re.Match[str] | None:
    """The first root that stands in no comment."""
    bare = _without(text, _COMMENT, {"<!--": "-->"}, blank=True)
    return _ROOT.search(bare)


def _is_wrapped(text: str, root: re.Match[str]) -> bool:
    """Whether it is a feed for all the HTML around it: a root with a version or a name space, and an item in it."""
    tag = text[root.start() : text.find(">", root.start()) + 1]
    return ("version=" in tag or "xmlns" in tag) and _ITEM.search(text, root.end()) is not None


def is_complete(text: str) -> bool:
    """Whether a feed's root is closed."""
    return _ROOT_END.search(text[-2000:]) is not None


def whole_items(items: list[Any], text: str) -> list[Any]:
    """``items`` without the last one if that is where the feed breaks off: half an address would be another address."""
    ends = list(_ITEM_END.finditer(text))
    return items[:-1] if _ITEM.search(text, ends[-1].end() if ends else 0) else items


def _without_prolog(head: str) -> str:
    return _without(head, _PROLOG, _PROLOG_ENDS).strip("]> \t\r\n")


def _without(text: str, opening: re.Pattern[str], ends: Mapping[str, str], *, blank: bool = False) -> str:
    """``text`` without the stretches that an opening and its end enclose; an end that is missing is missed once.

    With ``blank`` there are blanks instead, so that all else stays where it was.
    """
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
        if blank:
            kept.append(" " * (at - opened.start()))
    return "".join([*kept, text[at:]])
