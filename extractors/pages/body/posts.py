"""Posts of other sites that an article carries as text (X, Facebook, Telegram ...), written out as what somebody said.

The site's own script would draw them with author and day; without it there are the words, and a line that signs them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from extractors.pages.wordings import page_patterns
from extractors.text.markup import one_line

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
_SIGNS_OF_ONE = ("(@", "( @", "y @", "osted by", "hared by", "ost by")
_CLASSES = ("twitter-tweet", "twitter-video")
_STATUS = re.compile(r"//(?:\w+\.)?(?:twitter|x)\.com/(\w{1,30})/status")
_NO_NAME = re.compile(r"\([^()]*\)|[^\w\s.,'’&/-]+")
_LONGEST = 10_000  # characters: what is longer is the story around a post
_WRAPPERS = 3  # elements around a post; what stands farther out is the page's


@dataclass(frozen=True, slots=True)
class _Post:
    """The words of a post, and the line that signs it."""

    words: str
    signed: str


def write_out_posts(tree: HtmlElement) -> None:
    """Turns each post into a paragraph: its words between quotation marks, a dash, its author and day."""
    found = [(element, _signed_post(element)) for element in tree.iter("blockquote")]
    found += [(element, _telegram_post(element)) for element in _TELEGRAM_POSTS(tree)]
    for element, post in found:
        if post is not None and element.getparent() is not None:
            _open_wrappers(element)
            tail = element.tail
            element.clear()
            element.tag, element.tail = "p", tail
            element.text = f"“{_without_marks(post.words)}” — {post.signed}"


def _signed_post(element: HtmlElement) -> _Post | None:
    patterns = page_patterns()
    for link in list(element.iter("a")):
        if patterns["post-link"].search("".join(link.itertext())):
            link.drop_tree()
    told = _PICTURE.sub("", _words(element)).strip()
    classes = element.get("class") or ""
    signature = next(
        (
            found
            for form in (_SIGNATURE, patterns["post-above"], patterns["post-shared"])
            if any(sign in told for sign in _SIGNS_OF_ONE) and (found := form.search(told))
        ),
        None,
    )
    if signature:
        words, signed = f"{told[: signature.start()]}{told[signature.end() :]}", _signed(signature.groupdict())
    elif any(name in classes for name in _CLASSES) and (status := _STATUS.search(_links(element))):
        words, signed = told, f"@{status[1]}"
    else:
        return None
    return _Post(one_line(words), one_line(signed)) if words.strip() and signed else None


def _signed(parts: dict[str, str | None]) -> str:
    """Who signed, with account and day where they are told."""
    written, account = parts["name"] or "", parts.get("account") or ""
    name = written.split()[0] if written.startswith("@") else _name(written)
    day = f"{' ' if account else ', '}{(parts.get('day') or '').strip()}".rstrip(" ,")
    told = f"{name} (@{account})" if name and account else name or (f"@{account}" if account else "")
    return f"{told}{day}" if told else ""


def _links(element: HtmlElement) -> str:
    return " ".join(link.get("href") or "" for link in element.iter("a"))


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
        if block.tag != "br":
            block.text = f" {block.text or ''}"
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
