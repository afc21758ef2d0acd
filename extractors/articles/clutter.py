"""What stands in an article's markup and is not the article: captions, pointers to other stories, legal notes.

Works on the tree, where a class or a link tells what the bare text no longer does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from extractors.markup import folded, one_line

# Elements without text of an article in them; taken out first, they cost no later step anything.
_NEVER_TEXT = ("script", "style", "svg", "iframe", "link", "meta", "template", "canvas", "object", "embed", "map",
               "audio", "video", "source", "track", "input", "select", "textarea", "button")  # fmt: skip
_CAPTIONS = etree.XPath(
    "//figcaption | //*[self::p or self::div or self::span or self::dd]"
    "[contains(@class, 'caption') or contains(@class, 'photo-credit') or contains(@class, 'image-credit')]"
)
_BLOCKS = etree.XPath(
    "//*[self::p or self::div or self::li or self::blockquote or self::h3 or self::h4 or self::h5][a or */a]"
)
_POINTER = re.compile(
    r"(?:read|see|watch|listen)\s+(?:also|more|next|too)\b|(?:also|must)\s+(?:read|see)\b|related\s*(?:stor|article|news|:)"
    r"|more\s+(?:on|from|about)\b|you (?:may|might) also\b|don[’']t miss\b|up next\b|recommended\b|editor[’']s pick",
    re.IGNORECASE,
)
_LONGEST_POINTER = 300
_MOST_OF_IT = 0.5


def remove_clutter(tree: HtmlElement) -> None:
    """Takes captions and pointers to other stories out of ``tree``, and what never holds text."""
    etree.strip_elements(tree, *_NEVER_TEXT, with_tail=False)
    for element in _CAPTIONS(tree):
        _drop(element)
    for element in _BLOCKS(tree):
        if _is_pointer(element):
            _drop(element)


def linked_lines(tree: HtmlElement) -> frozenset[str]:
    """The folded words of every link that could be a headline: what ends an article and is among them is another's."""
    return frozenset(folded(text) for text in _link_texts(tree) if 25 <= len(text) <= _LONGEST_POINTER)


def _link_texts(tree: HtmlElement) -> Iterator[str]:
    return (one_line("".join(link.itertext())) for link in tree.iter("a"))


def _is_pointer(element: HtmlElement) -> bool:
    text = one_line(" ".join(element.itertext()))
    if not text or len(text) > _LONGEST_POINTER or not _POINTER.match(text.lstrip("▶►→»•[(- ")):
        return False
    linked = sum(len(one_line("".join(link.itertext()))) for link in element.iter("a"))
    return linked >= _MOST_OF_IT * len(text)


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()
