"""A page, decoded and parsed once."""

from __future__ import annotations

import re

from lxml import etree, html

from extractors.errors import ArticleError
from extractors.text.decoding import decode
from extractors.text.markup import bounded_tags, sound_references

_PARSER_OPTIONS = {"remove_comments": True, "remove_pis": True, "collect_ids": False, "default_doctype": False}
# lxml.html's own look-up asks Python for the class of each element that is touched, which is always this one here but
# for the fields of forms: a tenth of the time that a page takes.
_ELEMENTS = etree.ElementDefaultClassLookup(
    element=html.HtmlElement, comment=html.HtmlComment, pi=html.HtmlProcessingInstruction, entity=html.HtmlEntity
)
_ANY_TAG = re.compile(
    r"<(?:!doctype|html|head|body|p|div|article|h[1-6]|main|section|span|br|table|meta|title|a|ul|blockquote)\b",
    re.IGNORECASE,
)
_OTHER_KINDS = ("json", "image/", "audio/", "video/", "pdf", "zip", "octet-stream", "msword", "css", "javascript")
_CONTROL = bytes({*range(0x20), 0x7F} - {0x9, 0xA, 0xD})
_NONCHARACTERS = ("\ufffe".encode(), "\uffff".encode())


def page_text(body: bytes | str, content_type: str | None, address: str) -> str:
    """The page's markup as text; raises ``ArticleError`` where it is something else."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    if any(part in kind for part in _OTHER_KINDS) or body[:5] == b"%PDF-":
        raise ArticleError(address, "not-html", f"the page is no HTML but {kind or 'a PDF file'}")
    text = body if isinstance(body, str) else decode(body, content_type)
    text = text.replace("\x00", "")
    if not text.strip():
        raise ArticleError(address, "no-text", "the page is empty")
    if not _ANY_TAG.search(text):
        raise ArticleError(address, "not-html", f"the page is no HTML: it begins with {text.strip()[:40]!r}")
    return text


def parse_page(text: str, address: str) -> html.HtmlElement:
    """The page's tree; raises ``ArticleError`` where nothing can be made of it."""
    parser = etree.HTMLParser(encoding="utf-8", **_PARSER_OPTIONS)
    parser.set_element_class_lookup(_ELEMENTS)
    try:
        tree = html.document_fromstring(_sound(text), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ArticleError(address, "not-html", f"the page cannot be parsed: {error}") from error
    return tree


def _sound(text: str) -> bytes:
    """UTF-8 without the characters that libxml2 reads and then refuses to have moved."""
    body = sound_references(bounded_tags(text)).encode("utf-8", "replace").translate(None, _CONTROL)
    for noncharacter in _NONCHARACTERS:
        body = body.replace(noncharacter, b"")
    return body
