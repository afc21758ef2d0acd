"""The names of an article: its title, its outlet, who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree
from lxml.html import HtmlElement

from extractors.addresses import host_of
from extractors.articles.metadata import Metadata
from extractors.articles.outlets import OutletRule, select
from extractors.markup import folded, plain

_SEPARATOR = re.compile(r"\s+(?:[|–—·»:•]|-)\s+")
_BY = re.compile(r"^(?:(?:written|reported|posted|published)\s+)?by[:\s]\s*", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:admin(?:istrator)?|editor|staff|webmaster|news ?desk|web ?desk|unknown|none|null|.*@.*|https?:.*|www\..*|\W*)",
    re.IGNORECASE,
)
_HEADINGS = etree.XPath("//h1")
_AUTHORS = etree.XPath("//a[@rel='author']")
_MARKED_AUTHORS = etree.XPath("//*[@itemprop='author']")


def title_of(given: str, metadata: Metadata, rule: OutletRule | None, tree: HtmlElement, names: tuple[str, ...]) -> str:
    """The feed's title unless it is cut short, else the page's, less the site's name (one of ``names``) behind it."""
    given = plain(given)
    if given and not given.endswith(("…", "...", "[…]")):
        return given
    sites = {folded(name) for name in (*names, metadata.meta("og:site_name"), metadata.json_ld.publisher) if name}
    for title in _titles(metadata, rule, tree):
        title = _without_site(plain(title, 500), sites)
        if title and folded(title) not in sites:
            return title
    return given


def _titles(metadata: Metadata, rule: OutletRule | None, tree: HtmlElement) -> Iterator[str]:
    if rule is not None:
        yield from (element.text_content() for element in select(tree, rule.title))
    yield metadata.meta("og:title")
    yield metadata.json_ld.headline
    yield metadata.meta("twitter:title", "dc.title", "parsely-title")
    yield heading_of(tree)
    yield metadata.title


def heading_of(tree: HtmlElement) -> str:
    """The page's heading if it has exactly one."""
    headings = _HEADINGS(tree)
    return str(headings[0].text_content()) if len(headings) == 1 else ""


def outlet_of(given: str, metadata: Metadata, rule: OutletRule | None, url: str | None) -> str:
    """The entry's outlet, else the rule's, the page's own word, its host."""
    named = (given, rule.outlet if rule else "", metadata.meta("og:site_name"), metadata.json_ld.publisher,
             metadata.meta("application-name"))  # fmt: skip
    return next((name for name in (plain(text, 100) for text in named) if name), host_of(url))


def byline_of(metadata: Metadata, rule: OutletRule | None, tree: HtmlElement, outlet: str) -> str | None:
    """Who wrote it, several joined by commas; None where it is nobody or just the outlet."""
    ruled = [element.text_content() for element in select(tree, rule.byline)] if rule else []
    for names in (ruled, metadata.json_ld.authors, metadata.authors, _marked(tree)):
        people = list(dict.fromkeys(_people(names, outlet)))
        if people:
            return ", ".join(people[:8])
    return None


def _people(names: Iterable[str], outlet: str) -> Iterator[str]:
    for name in names:
        name = _BY.sub("", plain(name)).strip(" ,|·-")
        if name and len(name) <= 120 and not _NOBODY.fullmatch(name) and folded(name) != folded(outlet):
            yield name


def _marked(tree: HtmlElement) -> list[str]:
    found = _AUTHORS(tree) or _MARKED_AUTHORS(tree)
    return [element.text_content() for element in found[:3]]


def _without_site(title: str, sites: set[str]) -> str:
    parts = list(_SEPARATOR.finditer(title))
    while parts and folded(title[parts[-1].end() :]) in sites:
        title = title[: parts.pop().start()].rstrip()
    return title
