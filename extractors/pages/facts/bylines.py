"""The names of an article: its title, its outlet, who wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from lxml import etree
from lxml.html import HtmlElement

from extractors.pages.facts.metadata import Metadata
from extractors.pages.outlets import OutletRule, select
from extractors.pages.wordings import page_patterns
from extractors.text.addresses import host_of
from extractors.text.markup import folded, plain

_SEPARATOR = re.compile(r"\s*(?:[|¦»•·]|::|//|[<>›‹])\s*|\s+(?:[–—:~]|-{1,2})\s+|\s+(?=\([^()]{2,40}\)$)")
_SHORTEST_SITE = 3  # letters: shorter words stand in people's names, too
_WORDS = re.compile(r"\w+")
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}")
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
    told: tuple[Callable[[], Iterable[str]], ...] = (
        lambda: ruled,
        lambda: metadata.json_ld.authors,
        lambda: metadata.authors,
        lambda: _marked(tree),
    )
    for names in told:
        people = list(dict.fromkeys(_people(names(), outlet)))
        if people:
            return ", ".join(people[:8])
    return None


def _people(names: Iterable[str], outlet: str) -> Iterator[str]:
    for name in names:
        yield from _apart(page_patterns()["byline-by"].sub("", plain(name)).strip(" ,|·-"), outlet)


def _apart(told: str, outlet: str) -> Iterator[str]:
    """The people of one byline: "A and B" are two, where both are names of more than one word."""
    patterns = page_patterns()
    parts = [patterns["byline-place"].sub("", part) for part in patterns["byline-and"].split(told)]
    several = len(parts) > 1 and all(_PERSON.fullmatch(part) and _is_capital(part) for part in parts)
    for name in parts if several else [told]:
        if name and len(name) <= 120 and not patterns["byline-nobody"].search(name) and folded(name) != folded(outlet):
            yield name


def _is_capital(name: str) -> bool:
    return all(word[0].isupper() for word in name.split())


def _marked(tree: HtmlElement) -> list[str]:
    found = _AUTHORS(tree) or _MARKED_AUTHORS(tree)
    return [element.text_content() for element in found[:3]]


def _without_site(title: str, sites: set[str]) -> str:
    """``title`` without the site's name behind it, or before it, whatever sign sets it apart."""
    parts = list(_SEPARATOR.finditer(title))
    while parts and _is_site(title[parts[-1].end() :], sites):
        title = title[: parts.pop().start()].rstrip()
    if parts and parts[0].start() and _is_site(title[: parts[0].start()], sites):
        title = title[parts[0].end() :].lstrip()
    return title


def _is_site(words: str, sites: set[str]) -> bool:
    """Whether words are a site's name, or hold it beside words that sites add to theirs ("BBC News", "Reuters.com")."""
    if folded(words) in sites:
        return True
    named = [word for word in _WORDS.findall(words.casefold()) if not page_patterns()["site-word"].search(word)]
    return len(named) == 1 and len(named[0]) >= _SHORTEST_SITE and named[0] in sites
