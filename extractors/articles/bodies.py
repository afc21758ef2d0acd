"""The text of an article's page: trafilatura on the tree that is there already, and what belongs to no article off."""

from __future__ import annotations

import logging
from functools import cache

import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from trafilatura.settings import Extractor

from extractors.articles.lines import article_lines
from extractors.articles.outlets import OutletRule, select

_ENOUGH = 200
_NEVER_TEXT = ("script", "style", "svg", "iframe", "link", "meta", "template", "canvas", "object", "embed", "map",
               "audio", "video", "source", "track", "input", "select", "textarea", "button")  # fmt: skip


def body_text(tree: HtmlElement, rule: OutletRule | None, titles: tuple[str, ...]) -> str:
    """The paragraphs, one a line; empty where there are none. ``tree`` is changed."""
    if rule is not None:
        tree = _narrowed(tree, rule)
    etree.strip_elements(tree, *_NEVER_TEXT, with_tail=False)
    document = trafilatura.bare_extraction(tree, options=_options())
    text = getattr(document, "text", None) or ""
    return "\n".join(article_lines(text, rule, titles))


def _narrowed(tree: HtmlElement, rule: OutletRule) -> HtmlElement:
    for element in list(select(tree, rule.remove)):
        if element.getparent() is not None:
            element.drop_tree()
    for selector in rule.body:
        found = list(select(tree, (selector,)))
        if sum(len(element.text_content().strip()) for element in found) >= _ENOUGH:
            return _page_of(tree, found)
    return tree


def _page_of(tree: HtmlElement, elements: list[HtmlElement]) -> HtmlElement:
    page = tree.makeelement("html")
    article = page.makeelement("article")
    body = page.makeelement("body")
    page.append(body)
    body.append(article)
    for element in elements:
        article.append(element)
    return page


@cache
def _options() -> Extractor:
    """Fast mode without comments: as good on news pages as the others, in half the time."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return Extractor(output_format="python", fast=True, comments=False)
