"""Claims as feeds that any reader takes: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import IO, TYPE_CHECKING, cast
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from extractors.records import JudgedClaim
from flows.runtime.shown import shown_line

if TYPE_CHECKING:
    from io import TextIOBase

TITLE = "Claims on recognition"
URN = "urn:recognition-watch"
_ATOM = "http://www.w3.org/2005/Atom"


def title_of(judged: JudgedClaim) -> str:
    """Who stands where on what."""
    claim = judged.claim
    return shown_line(f"{claim.speaker_name}: {claim.topic} {claim.position} — {claim.outlet}")


def write_atom(claims: Iterable[JudgedClaim], stream: IO[str], now: datetime) -> int:
    """Write an Atom feed, one entry a claim; how many."""
    xml = XMLGenerator(cast("TextIOBase", stream), encoding="utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("feed", AttributesImpl({"xmlns": _ATOM}))
    for name, text in (("id", f"{URN}:claims"), ("title", TITLE), ("updated", now.isoformat())):
        _element(xml, name, text)
    _author(xml, "recognition-watch")
    number = 0
    for judged in claims:
        number += 1
        _entry(xml, judged)
    xml.endElement("feed")
    xml.endDocument()
    return number


def _entry(xml: XMLGenerator, judged: JudgedClaim) -> None:
    claim = judged.claim
    xml.startElement("entry", AttributesImpl({}))
    _element(xml, "id", f"{URN}:claim:{claim.id}")
    _element(xml, "title", title_of(judged))
    _element(xml, "updated", (judged.vanished_at or claim.seen_at).isoformat())
    _element(xml, "published", (claim.published_at or claim.seen_at).isoformat())
    if claim.url:
        _element(xml, "link", "", {"rel": "alternate", "href": claim.url})
    for term in (claim.topic, claim.position, judged.novelty.kind):
        _element(xml, "category", "", {"term": term})
    _author(xml, claim.speaker_name)
    _element(xml, "summary", shown_line(judged.novelty.reason))
    _element(xml, "content", shown_line(claim.words), {"type": "text"})
    xml.endElement("entry")


def _author(xml: XMLGenerator, name: str) -> None:
    xml.startElement("author", AttributesImpl({}))
    _element(xml, "name", shown_line(name))
    xml.endElement("author")


def _element(xml: XMLGenerator, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
    xml.startElement(name, AttributesImpl(attributes or {}))
    xml.characters(text)
    xml.endElement(name)


def write_json_feed(claims: Iterable[JudgedClaim], stream: IO[str]) -> int:
    """Write a JSON Feed, one item a claim; how many."""
    head = {"version": "https://jsonfeed.org/version/1.1", "title": TITLE}
    stream.write(json.dumps(head)[:-1] + ', "items": [')
    number = 0
    for judged in claims:
        stream.write((",\n" if number else "\n") + json.dumps(_item(judged), ensure_ascii=False))
        number += 1
    stream.write("\n]}\n")
    return number


def _item(judged: JudgedClaim) -> dict[str, object]:
    claim = judged.claim
    item: dict[str, object] = {
        "id": f"{URN}:claim:{claim.id}",
        "title": title_of(judged),
        "content_text": shown_line(claim.words),
        "summary": shown_line(judged.novelty.reason),
        "date_published": (claim.published_at or claim.seen_at).isoformat(),
        "date_modified": (judged.vanished_at or claim.seen_at).isoformat(),
        "authors": [{"name": shown_line(claim.speaker_name)}],
        "tags": [claim.topic, claim.position, judged.novelty.kind],
    }
    return item | ({"url": claim.url} if claim.url else {})
