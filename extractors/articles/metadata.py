"""What a page says of itself: title, byline, dates, address, outlet, language; JSON-LD, then meta tags, then the page.

Only the head and the JSON-LD scripts are given to beautifulsoup: whole pages take it longer than all else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer
from lxml.html import HtmlElement

from extractors.articles.json_ld import JsonLd, read_json_ld

_HEAD_END = re.compile(r"</head\s*>|<body\b", re.IGNORECASE)
_NOISE = re.compile(r"<(script|style|svg|noscript)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_LD_SCRIPT = re.compile(r"<script\b[^>]*ld\+json[^>]*>.*?</script\s*>", re.IGNORECASE | re.DOTALL)
_MAX_HEAD = 400_000
_META_NAMES = ("property", "name", "itemprop", "http-equiv")
_AUTHORS = frozenset({"author", "article:author", "dc.creator", "parsely-author", "sailthru.author"})


@dataclass(frozen=True, slots=True)
class Metadata:
    """The head of a page: meta tags by name (the first of each), links by relation, the title, the JSON-LD article."""

    metas: dict[str, str] = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    canonical: str = ""
    title: str = ""
    language: str = ""
    json_ld: JsonLd = field(default_factory=JsonLd)

    def meta(self, *names: str) -> str:
        """The first of the named meta tags that says something."""
        return next((self.metas[name] for name in names if self.metas.get(name)), "")


def read_metadata(text: str, tree: HtmlElement) -> Metadata:
    """The metadata of the page that is ``text`` and, parsed, ``tree``."""
    wanted = SoupStrainer(["meta", "link", "title", "script"])
    soup = BeautifulSoup(_head(text) + _scripts(text), "lxml", parse_only=wanted)
    metas: dict[str, str] = {}
    authors: list[str] = []
    for tag in soup.find_all("meta"):
        name = next((value for key in _META_NAMES if (value := _attribute(tag, key))), "").lower()
        content = _attribute(tag, "content")
        if name and content:
            metas.setdefault(name, content)
        if name in _AUTHORS and content:
            authors.append(content)
    links = (_attribute(tag, "href") for tag in soup.find_all("link") if "canonical" in _attribute(tag, "rel").lower())
    title = soup.find("title")
    return Metadata(
        metas=metas,
        authors=tuple(dict.fromkeys(authors)),
        canonical=next(links, ""),
        title=title.get_text(" ") if title else "",
        language=tree.get("lang") or tree.get("xml:lang") or "",
        json_ld=read_json_ld(tag.get_text() for tag in soup.find_all("script") if "ld+json" in _attribute(tag, "type")),
    )


def _head(text: str) -> str:
    end = _HEAD_END.search(text)
    return _NOISE.sub("", text[: end.start() if end else _MAX_HEAD][:_MAX_HEAD])


def _scripts(text: str) -> str:
    return "".join(match[0] for match in _LD_SCRIPT.finditer(text)) if "ld+json" in text else ""


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return " ".join(value).strip() if isinstance(value, list) else str(value or "").strip()
