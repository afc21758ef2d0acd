"""What stands in an article's markup and is not the article: captions, pointers to other stories, legal notes.

Works on the tree, where a class or a link tells what the bare text no longer does.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from extractors.pages.wordings import page_patterns
from extractors.text.markup import folded, one_line

# Elements without text of an article in them; taken out first, they cost no later step anything. A page of 6,400 times
# cost trafilatura, which drops them one by one, three quarters of its reading, and twice the times four times as much.
_NEVER_TEXT = ("script", "style", "svg", "iframe", "link", "meta", "template", "canvas", "object", "embed", "map",
               "audio", "video", "source", "track", "input", "select", "textarea", "time")  # fmt: skip
_CAPTIONS = etree.XPath(
    "//figcaption | //*[contains(@class, 'caption')][self::p or self::div or self::span or self::dd]"
)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_BLOCKS = _HEADINGS | {"p", "div", "li", "blockquote"}
_SENTENCES = frozenset({"p", "span", "em", "strong", "b", "i", "blockquote", "li"})
_FOOTNOTE = re.compile(r"\s*\[\d{1,3}\]\s*")
_PARAGRAPHS = 4  # so many are more than navigation or a footer: what holds them stays for others to judge
_QUOTATION_MARKS = ("“", '"', "‘", "«", "„", "'")
_SIGNS = "▶►→»•[(- \n\t\r\xa0"
# In characters and in shares of them, all chosen on pages at hand and held by the floors of `make bench-articles`; none
# has a figure of its own. What is shorter than a headline is a label ("World"), what is longer than a pointer a story.
_SHORTEST_HEADLINE = 25
_LONGEST_POINTER = 300
_LONGEST_LABEL = 60  # what a button says; one that says more holds text
_LONGEST_TEASER = 400  # what follows a linked heading; what is longer is the story under it
_MOST_OF_IT = 0.5  # of a pointer's characters that are a link's
_ALL_OF_IT = 0.9  # of a heading's; a sign or a time may stand beside the link
_LONGEST_RAW = 2000  # characters of a block with its blanks: what has more is no pointer and no heading


def remove_clutter(tree: HtmlElement) -> None:
    """Takes captions, footnote numbers and pointers to other stories out of ``tree``, and what never holds text."""
    etree.strip_elements(tree, *_NEVER_TEXT, with_tail=False)
    _drop_site_parts(tree)
    _open_buttons(tree)
    for element in _CAPTIONS(tree):
        _drop(element)
    for element in list(tree.iter("sup")):
        if _FOOTNOTE.fullmatch("".join(element.itertext())):
            _drop(element)
    for element in _blocks_with_links(tree):
        if element.tag in _HEADINGS:
            _drop_teaser(element)
        elif _is_pointer(element):
            _drop(element)


def _drop_site_parts(tree: HtmlElement) -> None:
    """Drops navigation and footers, of the few paragraphs that they have: one left open may hold all of the page."""
    for element in list(tree.iter("nav", "footer")):
        if len(list(islice(element.iter("p"), _PARAGRAPHS))) < _PARAGRAPHS:
            _drop(element)
        elif element.tag == "nav" and element.find(".//article") is not None:
            element.tag = "div"


def _open_buttons(tree: HtmlElement) -> None:
    """Leaves of buttons what is read: a word within a sentence, a paragraph that unfolds; the others are pressed."""
    for button in list(tree.iter("button")):
        parent = button.getparent()
        within = parent is not None and parent.tag in _SENTENCES and bool((parent.text or "").strip())
        if within or len(_words(button) or "") > _LONGEST_LABEL:
            button.tag = "span"
            button.attrib.clear()
        else:
            _drop(button)


def write_out_quotations(tree: HtmlElement) -> None:
    """Turns each ``<q>`` into its words between quotation marks, which a browser would draw."""
    for element in tree.iter("q"):
        if not _opening(element).startswith(_QUOTATION_MARKS):
            element.text = "“" + (element.text or "")
            if len(element):
                element[-1].tail = (element[-1].tail or "") + "”"
            else:
                element.text += "”"
    etree.strip_tags(tree, "q")


def linked_lines(tree: HtmlElement) -> frozenset[str]:
    """The folded words of every link that could be a headline: a line of an article that is one of them points away."""
    texts = (
        etree.tostring(link, method="text", encoding="unicode", with_tail=False) if len(link) else link.text or ""
        for link in tree.iter("a")
    )
    return frozenset(folded(text) for text in texts if _SHORTEST_HEADLINE <= len(text) <= _LONGEST_POINTER)


def _blocks_with_links(tree: HtmlElement) -> list[HtmlElement]:
    """Every block with a link for a child or grandchild, once."""
    found: dict[HtmlElement, None] = {}
    for link in tree.iter("a"):
        for ancestor in islice(link.iterancestors(), 2):
            if ancestor.tag in _BLOCKS:
                found[ancestor] = None
    return list(found)


def _is_pointer(element: HtmlElement) -> bool:
    if (
        not page_patterns()["pointer"].match(_opening(element).lstrip(_SIGNS))
        or (words := _words(element, " ")) is None
    ):
        return False
    text = one_line(words)
    linked = sum(len(one_line(" ".join(link.itertext()))) for link in element.iter("a"))
    return len(text) <= _LONGEST_POINTER and linked >= _MOST_OF_IT * len(text)


def _drop_teaser(heading: HtmlElement) -> None:
    """Drops a heading that is a link, with the one paragraph that may follow, where both end what they stand in."""
    words = _words(heading)
    if words is None or len(text := one_line(words)) < _SHORTEST_HEADLINE:
        return
    linked = sum(len(one_line("".join(link.itertext()))) for link in heading.iter("a"))
    followers = list(islice((block for block in heading.itersiblings() if _opening(block)), 2))
    if linked < _ALL_OF_IT * len(text) or len(followers) > 1 or any(map(_is_long, followers)):
        return
    for element in (heading, *followers):
        _drop(element)


def _is_long(element: HtmlElement) -> bool:
    """Whether it is more than a teaser: an article's own heading may be a link too."""
    words = _words(element)
    return words is None or len(one_line(words)) > _LONGEST_TEASER


def _opening(element: HtmlElement) -> str:
    """The first words of an element, as far as they stand in one piece."""
    for text in element.itertext():
        if not text.isspace():
            return str(text.strip())
    return ""


def _words(element: HtmlElement, joint: str = "") -> str | None:
    """All words of an element, None where they are too many: a page may nest thousands of blocks in one another."""
    parts: list[str] = []
    length = 0
    for text in element.itertext():
        parts.append(text)
        length += len(text)
        if length > _LONGEST_RAW:
            return None
    return joint.join(parts)


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()
