"""The systems that read pages in ``articles.py``, by makers: a peer that is not installed fails when it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

NOW = datetime(2026, 1, 1, tzinfo=UTC)

Reader = Callable[[bytes, str], str]


def ours() -> Reader:
    """Text and metadata, as a fetched page is read."""
    from extractors.errors import ArticleError
    from extractors.pages.articles import read_html

    class AnyLanguage(frozenset[str]):
        def __contains__(self, language: object) -> bool:
            return True

    def read(body: bytes, url: str) -> str:
        try:
            return read_html(body, url, now=NOW, languages=AnyLanguage()).text
        except ArticleError:
            return ""

    return read


def trafilatura_text() -> Reader:
    """trafilatura as it comes, text only, without comments."""
    import trafilatura

    return lambda body, url: trafilatura.extract(body, url=url, include_comments=False) or ""


def trafilatura_with_metadata() -> Reader:
    """The same with its metadata: what our reader does."""
    import trafilatura

    def read(body: bytes, url: str) -> str:
        document = trafilatura.bare_extraction(body, url=url, include_comments=False, with_metadata=True)
        return str(getattr(document, "text", None) or "")

    return read


def newspaper4k() -> Reader:
    """newspaper4k: text and metadata."""
    import newspaper
    from trafilatura.utils import decode_file

    def read(body: bytes, url: str) -> str:
        article = newspaper.Article(url, fetch_images=False)
        article.download(input_html=decode_file(body))
        article.parse()
        return str(article.text or "")

    return read


def readability() -> Reader:
    """readability-lxml: text only."""
    from lxml import html
    from readability import Document
    from trafilatura.utils import decode_file

    def read(body: bytes, url: str) -> str:
        summary = html.fromstring(Document(decode_file(body)).summary())
        for block in summary.iter("p", "div", "br", "h1", "h2", "h3", "h4", "li", "blockquote", "pre", "td"):
            block.tail = "\n" + (block.tail or "")
        return str(summary.text_content())

    return read


SYSTEMS: Mapping[str, Callable[[], Reader]] = {
    "ours": ours,
    "trafilatura": trafilatura_text,
    "trafilatura+metadata": trafilatura_with_metadata,
    "newspaper4k": newspaper4k,
    "readability-lxml": readability,
}
