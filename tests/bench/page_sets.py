"""Frozen sets of pages with what people found in them, in two layouts that others keep:

- fundus' ``test_data``: folders with ``meta.info``, pages as ``NAME_DATE.html.gz``, and ``NAME.json`` with what each
  version of a publisher's pages holds; a page's version is the one whose title stands in it.
- readability's ``test-pages``: a folder a page with ``source.html``, ``expected.html``, ``expected-metadata.json``.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lxml import html

from extractors.text.decoding import decode
from extractors.text.markup import folded, plain

_BLOCKS = ("p", "div", "br", "h1", "h2", "h3", "h4", "h5", "li", "blockquote", "pre", "td", "section", "figcaption")


@dataclass(frozen=True, slots=True)
class SetPage:
    """A page and what is to be found in it; what nobody noted is empty, or None."""

    name: str
    body: bytes
    url: str
    text: str
    title: str
    authors: tuple[str, ...]
    day: date | None


def load_set(folder: Path) -> list[SetPage]:
    """All pages of a set, whichever layout it is in; none where it is in neither."""
    return [*_of_fundus(folder), *_of_readability(folder)]


def _of_fundus(folder: Path) -> Iterator[SetPage]:
    for meta in sorted(folder.rglob("meta.info")):
        told: dict[str, dict[str, str]] = json.loads(meta.read_text(encoding="utf-8"))
        for page in sorted(meta.parent.glob("*.html.gz")):
            expected = page.with_name(f"{page.name.partition('_')[0].removesuffix('.html.gz')}.json")
            if expected.is_file():
                body = gzip.decompress(page.read_bytes())
                versions = json.loads(expected.read_text(encoding="utf-8"))
                url = told.get(page.name, {}).get("url", "https://page.example/")
                yield from _of_version(page.name, body, url, versions)


def _of_version(name: str, body: bytes, url: str, versions: dict[str, dict[str, Any]]) -> Iterator[SetPage]:
    page = folded(plain(decode(body, "text/html"), 10_000_000))
    for told in versions.values():
        title = str(told.get("title") or "")
        if title and folded(title) in page:
            text = "\n".join(_paragraphs(told.get("body") or {}))
            yield SetPage(
                name, body, url, text, title, tuple(told.get("authors") or ()), _day(told.get("publishing_date"))
            )
            return


def _paragraphs(body: Any) -> Iterator[str]:
    """The text of a body: its summary, then each section's heading and paragraphs."""
    if isinstance(body, dict):
        yield from map(str, body.get("summary") or ())
        for section in body.get("sections") or ():
            yield from map(str, (*(section.get("headline") or ()), *(section.get("paragraphs") or ())))


def _of_readability(folder: Path) -> Iterator[SetPage]:
    for page in sorted(folder.rglob("source.html")):
        expected, metadata = page.with_name("expected.html"), page.with_name("expected-metadata.json")
        if expected.is_file() and metadata.is_file():
            told = json.loads(metadata.read_text(encoding="utf-8"))
            author = str(told.get("byline") or "").strip()
            yield SetPage(
                name=page.parent.name,
                body=page.read_bytes(),
                url="http://fakehost/test/page.html",
                text=_text_of(expected.read_text(encoding="utf-8")),
                title=str(told.get("title") or ""),
                authors=(author,) if author else (),
                day=_day(told.get("publishedTime")),
            )


def _text_of(markup: str) -> str:
    tree = html.fromstring(f"<div>{markup}</div>")
    for block in tree.iter(*_BLOCKS):
        block.tail = "\n" + (block.tail or "")
    return str(tree.text_content())


def _day(written: Any) -> date | None:
    """The day as it is written, on its own clock."""
    try:
        return datetime.fromisoformat(str(written)).date()
    except ValueError:
        return None
