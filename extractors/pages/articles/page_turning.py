"""Articles on several pages: where the next page of the same article is, and the pages put together. Pure functions.

``rel=next`` alone does not tell: content systems give it to the next article, too, and to the next page of comments.
The next page of an article has the address of its first with a page's number added, and text that was not there yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from extractors.records import Article, Page
from extractors.text.addresses import address_key, clean_address
from extractors.text.decoding import decode
from extractors.text.markup import folded

MOST_PAGES = 5  # of one article, the first among them: each costs its outlet a request
_LOOKED_AT = 2_000_000  # bytes, so that a page made to be slow is not
_NEXT = re.compile(rb"""\srel\s{0,9}=\s{0,9}["']?[^"'<>]{0,80}\bnext\b""", re.IGNORECASE)
_LINK = re.compile(r"<(?:link|a)\s[^<>]{1,2000}>", re.IGNORECASE)
_RELATION = re.compile(r"""\srel\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_ADDRESS = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_WORD = r"(?:page|p|pg|seite|pagina|strana|stranica)"
_IN_QUERY = re.compile(rf"{_WORD}", re.IGNORECASE)
_IN_PATH = re.compile(rf"/(?:{_WORD}[/-]?)?(\d{{1,2}})/?$", re.IGNORECASE)
_IN_NAME = re.compile(r"[-_,.](\d{1,2})(?=\.\w{3,5}$)")
_KNOWN_ALREADY = 0.5  # of a page's lines: then it is the article once more, with other comments under it


def next_page(page: Page, first: str, number: int) -> str | None:
    """Where the article of a ``page``, its ``number``-th (from 1), goes on; ``first`` is where it begins."""
    if number >= MOST_PAGES or not _NEXT.search(page.body[:_LOOKED_AT]):
        return None
    told = next((value for name, value in page.headers if name.lower() == "content-type"), None)
    for link in _LINK.finditer(decode(page.body[:_LOOKED_AT], told)):
        if "next" in _attribute(_RELATION, link[0]).lower().split():
            address = clean_address(unescape(_attribute(_ADDRESS, link[0])), page.url)
            if address and is_page_of(address, first, number + 1):
                return address
    return None


def is_page_of(address: str, first: str, number: int) -> bool:
    """Whether an address is that of the ``number``-th page of what begins at ``first``, by their forms."""
    if urlsplit(address).hostname != urlsplit(first).hostname:
        return False
    begun = address_key(first)
    # In a query the first page may have the number 1, and others count from 0.
    beginnings = {begun, *(address_key(bare) for bare, one in _unnumbered(first) if one <= 1 and "?" in first)}
    return any(
        address_key(bare) in beginnings and (found == number or ("?" in address and found == number - 1 > 0))
        for bare, found in _unnumbered(address)
    )


def whole_article(pages: Sequence[Article]) -> tuple[Article, bool]:
    """The article of several pages, in their order; and whether the last of them added something."""
    first, *others = pages
    lines = first.text.split("\n")
    known = {folded(line) for line in lines}
    added = True
    for other in others:
        told = other.text.split("\n")
        fresh = [line for line in told if folded(line) not in known]
        added = len(fresh) > _KNOWN_ALREADY * len(told)
        if not added:
            break
        lines += fresh
        known.update(map(folded, fresh))
    return replace(first, text="\n".join(lines)), added


def _unnumbered(address: str) -> Iterator[tuple[str, int]]:
    """The address without a number that may be a page's, and that number, in each way to read it."""
    parts = urlsplit(address)
    query = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100) if parts.query.count("&") < 100 else []
    for name, value in query:
        if _IN_QUERY.fullmatch(name) and value.isascii() and value.isdigit() and len(value) <= 2:
            rest = urlencode([pair for pair in query if pair != (name, value)], safe="/:,@!")
            yield urlunsplit(parts._replace(query=rest)), int(value)
    for form in (_IN_PATH, _IN_NAME):
        if number := form.search(parts.path):
            path = parts.path[: number.start()] + parts.path[number.end() :]
            yield urlunsplit(parts._replace(path=path or "/")), int(number[1])


def _attribute(form: re.Pattern[str], tag: str) -> str:
    found = form.search(tag)
    return next(filter(None, found.groups()), "") if found else ""
