"""Posts of other sites that an article carries as text (X, Bluesky, Telegram), written out as what somebody said.

The site's own script would draw them with author and day; without it there are the words, and a line that signs them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from extractors.text.markup import one_line

_SIGNED_POSTS = etree.XPath(
    "//blockquote[contains(@class, 'twitter-tweet') or contains(@class, 'twitter-video')"
    " or contains(@class, 'bluesky-embed')]"
)
_TELEGRAM_POSTS = etree.XPath(
    "//*[contains(@class, 'tgme_widget_message')]"
    "[contains(concat(' ', normalize-space(@class), ' '), ' tgme_widget_message ')]"
    " | //blockquote[@data-telegram-post]"
)
_TELEGRAM_TEXT = etree.XPath(".//*[contains(@class, 'tgme_widget_message_text')]")
_TELEGRAM_OWNER = etree.XPath(".//*[contains(@class, 'tgme_widget_message_owner_name')]")
_PICTURE = re.compile(r"(?:https?://)?(?:pic\.(?:twitter|x)\.com/|t\.co/)\S*")
_SIGNATURE = re.compile(
    r"\s(?:—|–|--|-)\s*(?P<name>[^\n]{0,120}?)\s*\(\s*@\s*(?P<account>[\w.-]{1,60})\s*\)\s*(?P<day>[^()]{0,40})$"
)
_STATUS = re.compile(r"//(?:\w+\.)?(?:twitter|x)\.com/(\w{1,30})/status")
_NO_NAME = re.compile(r"\([^()]*\)|[^\w\s.,'’&/-]+")
_LONGEST = 10_000
_WRAPPERS = 3


@dataclass(frozen=True, slots=True)
class _Post:
    """The words of a post, and the line that signs it."""

    words: str
    signed: str


def write_out_posts(tree: HtmlElement) -> None:
    """Turns each post into a paragraph: its words between quotation marks, a dash, its author and day."""
    found = [(element, _signed_post(element)) for element in _SIGNED_POSTS(tree)]
    found += [(element, _telegram_post(element)) for element in _TELEGRAM_POSTS(tree)]
    for element, post in found:
        if post is not None and element.getparent() is not None:
            _open_wrappers(element)
            tail = element.tail
            element.clear()
            element.tag, element.tail = "p", tail
            element.text = f"“{_without_marks(post.words)}” — {post.signed}"


def _signed_post(element: HtmlElement) -> _Post | None:
    links = " ".join(link.get("href") or "" for link in element.iter("a"))
    told = _PICTURE.sub("", _words(element))
    signature = _SIGNATURE.search(told)
    if signature:
        day = f" {signature['day'].strip()}" if signature["day"].strip() else ""
        name, account = _name(signature["name"]), f"@{signature['account']}"
        words, signed = told[: signature.start()], f"{name} ({account}){day}" if name else f"{account}{day}"
    elif status := _STATUS.search(links):
        words, signed = told, f"@{status[1]}"
    else:
        return None
    return _Post(one_line(words), one_line(signed)) if words.strip() else None


def _telegram_post(element: HtmlElement) -> _Post | None:
    told = next(iter(_TELEGRAM_TEXT(element)), None if element.tag != "blockquote" else element)
    channel = (element.get("data-post") or element.get("data-telegram-post") or "").partition("/")[0]
    owner = next((name for each in _TELEGRAM_OWNER(element) if (name := _name(_words(each)))), "")
    author = owner or (f"@{channel}" if channel else "")
    words = _words(told) if told is not None else ""
    if not author or not words:
        return None
    day = next(((time.get("datetime") or "")[:10] for time in element.iter("time")), "")
    return _Post(words, f"{author}, {day}" if day else author)


def _words(element: HtmlElement) -> str:
    """All words of an element, its lines apart from one another; empty where there are too many."""
    for block in element.iter("br", "p", "div"):
        block.tail = f" {block.tail or ''}"
    text = "".join(element.itertext())
    return one_line(text) if len(text) <= _LONGEST else ""


def _name(written: str) -> str:
    """A name without pictures and brackets: they would part it from what stands before and behind."""
    return one_line(_NO_NAME.sub(" ", written)).strip(" .,-/")


def _without_marks(words: str) -> str:
    """The words without marks that enclose all of them."""
    bare = words.strip('“”" ')
    return bare if words[:1] in '“"' and words[-1:] in '”"' and not set(bare) & set('“”"') else words


def _open_wrappers(element: HtmlElement) -> None:
    """What holds nothing but the post loses its name ("embed", "social"), by which readers leave it out."""
    length = len(_words(element))
    for wrapper in list(element.iterancestors())[:_WRAPPERS]:
        if wrapper.tag not in ("div", "figure", "section", "span") or len(_words(wrapper)) > length:
            return
        wrapper.tag = "div"
        wrapper.attrib.clear()
