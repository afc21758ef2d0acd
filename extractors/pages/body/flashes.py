"""The text of pages with little text: a news flash of two sentences, which general extractors take for no article."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from extractors.text.markup import one_line

_CONTAINERS = (
    etree.XPath("//*[@itemprop='articleBody']"),
    etree.XPath("//article[not(ancestor::article)]"),
    etree.XPath("//main"),
)
_BLOCKS = etree.XPath(
    ".//*[self::p or self::blockquote or self::li or self::h2 or self::h3 or self::h4]"
    "[not(ancestor::p or ancestor::blockquote or ancestor::li)]"
    "[not(ancestor::nav or ancestor::aside or ancestor::footer or ancestor::header or ancestor::form)]"
)
_LEAST = 60  # characters: two lines of a flash
_MOST_OF_IT = 0.5  # of what the general reader found; no figure, a flash with less of it is a box beside the story


def short_text(tree: HtmlElement, found: str) -> str:
    """The paragraphs of what calls itself the article, unless they are much less than what trafilatura ``found``.

    Where it finds little, trafilatura gives the words of the whole article, title and byline too, as one paragraph.
    """
    for container in _CONTAINERS:
        text = max(map(_paragraphs, container(tree)), key=len, default="")
        if len(text) >= max(_LEAST, _MOST_OF_IT * len(found)):
            return text
    return found


def _paragraphs(element: HtmlElement) -> str:
    return "\n".join(text for text in _texts(element) if text)


def _texts(element: HtmlElement) -> Iterator[str]:
    return (one_line("".join(block.itertext())) for block in _BLOCKS(element))
