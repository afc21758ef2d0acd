"""Plain text, given as such, to an article."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from unicodedata import normalize

from extractors.errors import ArticleError
from extractors.pages.facts.datelines import dateline_of
from extractors.pages.facts.languages import language_of
from extractors.records import READ_LANGUAGES, Article
from extractors.text.addresses import canonical_address

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


def article_from_text(
    text: str,
    *,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    published_at: datetime | None = None,
    language: str | None = None,
    languages: Collection[str] = READ_LANGUAGES,
) -> Article:
    """The article whose text is ``text``: offsets count into what was given, where that is in Unicode's form C.

    Letters and their accents are put together (NFC), line breaks become ``\\n``, a byte order mark at the start goes,
    and each character that cannot be stored (NUL, half a surrogate pair) becomes U+FFFD; everything else stays, blank
    lines too. ``language`` is believed where given.
    Raises ``ArticleError``: ``no-text``, ``language``.
    """
    text = normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    text = _UNSTORABLE.sub("\ufffd", text)
    if not text.strip():
        raise ArticleError(url or "text", "no-text", "the text is empty")
    language = language or language_of(text, None)
    if language not in languages:
        raise ArticleError(url or "text", "language", f"the text is in a language that is not read: {language}")
    return Article(
        url=url,
        canonical_url=canonical_address(url),
        title=title,
        byline=None,
        outlet=outlet,
        published_at=published_at,
        language=language,
        text=text,
        published_from="given" if published_at else "",
        published_certainty="sure" if published_at else "",
        dateline=dateline_of(text),
    )
