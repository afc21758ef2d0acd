"""The hub that a feed names for pushes (W3C WebSub), and the topic to ask it for: from HTTP headers, else the feed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from extractors.text.addresses import clean_address
from extractors.text.decoding import decode

_LOOKED_AT = 20_000  # bytes: hubs are named before the first entry
_HEADER = re.compile(r"<\s*([^<>\s]{1,2000})\s*>([^<>]{0,500})")
_HEADER_RELATION = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.IGNORECASE)
_LINK = re.compile(r"<(?:\w+:)?link\s[^<>]{1,2000}>", re.IGNORECASE)
_RELATION = re.compile(r"""\srel\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_ADDRESS = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hub:
    """Where to subscribe, and to what: the feed's own address as it calls itself."""

    url: str
    topic: str


def hub_of(body: bytes, headers: Iterable[tuple[str, str]], url: str) -> Hub | None:
    """The first hub that a feed served at ``url`` names, None where it names none."""
    told = list(headers)
    links = [*_in_headers(told), *_in_feed(body, told)]
    hub = next((address for relation, address in links if relation == "hub"), None)
    topic = next((address for relation, address in links if relation == "self"), None)
    address, called = clean_address(hub, url) if hub else None, clean_address(topic, url) if topic else None
    # A hub knows a topic by its letters: what cleaning would change of them stays.
    return Hub(address, topic if topic and called and "://" in topic else called or url) if address else None


def _in_headers(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in headers:
        if name.lower() == "link":
            for link in _HEADER.finditer(value):
                relation = _HEADER_RELATION.search(link[2])
                named = (relation[1] or relation[2] or "") if relation else ""
                found += [(each, link[1]) for each in named.lower().split()]
    return found


def _in_feed(body: bytes, headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    if b"hub" not in body[:_LOOKED_AT]:
        return []
    kind = next((value for name, value in headers if name.lower() == "content-type"), None)
    found: list[tuple[str, str]] = []
    for link in _LINK.findall(decode(body[:_LOOKED_AT], kind)):
        relation, address = _RELATION.search(link), _ADDRESS.search(link)
        if relation and address:
            target = unescape(address[1] or address[2] or "")
            found += [(each, target) for each in (relation[1] or relation[2] or "").lower().split()]
    return found
