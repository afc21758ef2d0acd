"""What a page says of itself in JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_ARTICLE = re.compile(
    r"(?:News|Reportage|Analysis|Opinion|Background|Blog|Scholarly|Review)?(?:Article|Posting|News|Report)$"
)
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_MAX_NODES = 500  # of nested data, so that a page made to be slow is not


@dataclass(frozen=True, slots=True)
class JsonLd:
    """The article's node, as far as it goes."""

    headline: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    url: str = ""
    publisher: str = ""
    body: str = ""
    language: str = ""


def read_json_ld(scripts: Iterable[str]) -> JsonLd:
    """The first node of an article's type in ``scripts``; empty without one. Broken scripts are passed over."""
    nodes = [node for script in scripts for node in _nodes(_load(script))]
    names = {str(node.get("@id")): node for node in nodes if node.get("@id") and node.get("name")}
    for node in nodes:
        if any(_ARTICLE.search(kind) for kind in _strings(node.get("@type"))):
            return _article(node, names)
    return JsonLd()


def _load(script: str) -> Any:
    script = script.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for text in (script, _TRAILING_COMMA.sub("", script)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):  # brackets nested by the thousand end json's own recursion
            continue
    return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    waiting, seen = [value], 0
    while waiting and seen < _MAX_NODES:
        value = waiting.pop(0)
        seen += 1
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(value.get(name) for name in ("@graph", "mainEntity", "hasPart") if value.get(name))


def _article(node: dict[str, Any], names: dict[str, dict[str, Any]]) -> JsonLd:
    return JsonLd(
        headline=_first(node.get("headline")) or _first(node.get("name")),
        authors=tuple(_names(node.get("author") or node.get("creator"), names)),
        published=_first(node.get("datePublished")) or _first(node.get("dateCreated")),
        modified=_first(node.get("dateModified")),
        url=_address(node.get("url")) or _address(node.get("mainEntityOfPage")),
        publisher=next(_names(node.get("publisher"), names), ""),
        body=_first(node.get("articleBody")),
        language=_first(node.get("inLanguage")),
    )


def _names(value: Any, known: dict[str, dict[str, Any]]) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            node = each if each.get("name") else known.get(str(each.get("@id")), {})
            yield from _strings(node.get("name"))


def _address(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return _first(value)


def _first(value: Any) -> str:
    return next(_strings(value), "")


def _strings(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str) and each.strip():
            yield each.strip()
