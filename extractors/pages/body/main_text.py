"""The text of an article's page: trafilatura on the tree that is there already, and what belongs to no article off."""

from __future__ import annotations

import logging
from functools import cache

import trafilatura
from lxml import html
from lxml.html import HtmlElement
from trafilatura.settings import Extractor

from extractors.pages.body.clutter import linked_lines, remove_clutter, write_out_quotations
from extractors.pages.body.flashes import short_text
from extractors.pages.body.lines import article_lines
from extractors.pages.body.paragraph_boxes import whole_text
from extractors.pages.body.posts import write_out_posts
from extractors.pages.outlets import OutletRule, select

_ENOUGH = 200  # characters, two sentences: with less a rule's selector has found a box and not the story
_SHORT = 250  # characters: so little may be all of a flash, or all that was found of a longer story


def body_text(tree: HtmlElement, rule: OutletRule | None, titles: tuple[str, ...]) -> str:
    """The paragraphs, one a line; empty where there are none. ``tree`` is changed."""
    # Posts first, as a rule or the clutter would take them out; links while all of them are there.
    write_out_posts(tree)
    elsewhere = linked_lines(tree)
    if rule is not None:
        tree = _narrowed(tree, rule)
    remove_clutter(tree)
    write_out_quotations(tree)
    document = trafilatura.bare_extraction(tree, options=_options())
    text = getattr(document, "text", None) or ""
    if len(text) < _SHORT or "\n" not in text:
        text = short_text(tree, text)
    text = whole_text(tree, text)
    return "\n".join(article_lines(text, rule, titles, elsewhere))


def _narrowed(tree: HtmlElement, rule: OutletRule) -> HtmlElement:
    for element in list(select(tree, rule.remove)):
        if element.getparent() is not None:
            element.drop_tree()
    for selector in rule.body:
        found = list(select(tree, (selector,)))
        if sum(len(element.text_content().strip()) for element in found) >= _ENOUGH:
            return _page_of([*select(tree, rule.lead), *found])
    return tree


def _page_of(elements: list[HtmlElement]) -> HtmlElement:
    """A page of nothing but ``elements``, none of them twice."""
    page = html.document_fromstring("<html><body><article></article></body></html>")
    article = page.find(".//article")
    for element in elements:
        if not any(ancestor in elements for ancestor in element.iterancestors()):
            element.attrib.clear()
            element.tag = "p" if _is_bare(element) else "div"
            article.append(element)
    return page


def _is_bare(element: HtmlElement) -> bool:
    """Whether it holds text and no paragraphs."""
    return element.find(".//p") is None and element.find(".//div") is None


@cache
def _options() -> Extractor:
    """Fast mode without comments: as good on news pages as the others, in half the time."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs what it discards
    return Extractor(output_format="python", fast=True, comments=False)
