"""Stable ids: what makes an article, a statement, a claim, an alert and a mail the same one again.

An id is a hash of where a thing stands and of its raw words, so that reading the same page twice yields the same ids.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from extractors.records import Article, Claim, Extraction, Statement
from extractors.text.addresses import address_key


def digest(*parts: str) -> str:
    """32 hexadecimal digits over ``parts``, which stay apart from one another."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@lru_cache(maxsize=16)  # asked for by each statement and claim of the article that is being stored
def article_id(article: Article) -> str:
    """The article's id: by the key of its canonical address, else of its address, else by its words."""
    key = _canonical_key(article) or address_key(article.url)
    return digest("article", key) if key else digest("text", article.text)


def _canonical_key(article: Article) -> str | None:
    """None too where a page names its site's front page as its canonical address, as some templates do."""
    key = address_key(article.canonical_url)
    return key if key and (urlsplit(f"//{key}").path.strip("/") or "?" in key or not article.url) else None


@lru_cache(maxsize=16)
def revision_of(article: Article) -> str:
    """The id of one wording of an article: title and text."""
    return digest("revision", article.title or "", article.text)


def text_hash(text: str) -> str:
    """By which a text is known again."""
    return digest("text", text)


def statement_id(article: Article, statement: Statement, occurrence: int = 0) -> str:
    """The statement's id: its article, speaker and raw words, and how often they stood there before.

    Offsets are left out: a statement stays the same when an editor adds a sentence above it.
    """
    return _statement_id(article_id(article), statement, occurrence)


def _statement_id(article: str, statement: Statement, occurrence: int) -> str:
    speaker = statement.speaker.name if statement.speaker else ""
    return digest("statement", article, speaker, statement.text, str(occurrence))


def statement_ids(extraction: Extraction) -> tuple[str, ...]:
    """The ids of an article's statements, in their order, each different."""
    seen: Counter[str] = Counter()
    ids: list[str] = []
    article = article_id(extraction.article)
    for statement in extraction.statements:
        first = _statement_id(article, statement, 0)
        ids.append(_statement_id(article, statement, seen[first]))
        seen[first] += 1
    return tuple(ids)


def claim_id(statement: str, claim: Claim) -> str:
    """The claim's id: one a statement (by its id), topic, party and target."""
    return digest("claim", statement, claim.topic, claim.party, claim.target)


def alert_id(kind: str, claims: Iterable[str]) -> str:
    """The alert's id: its kind and the ids of the claims it tells."""
    return digest("alert", kind, *claims)


def message_id(alert: str, recipient: str) -> str:
    """The Message-ID of an alert's mail to one recipient, the same at every attempt."""
    return f"<{digest('message', alert, recipient)}@recognition-watch>"


def aside_id(entry_key: str) -> str:
    """The id under which an entry (by its key) is set aside."""
    return digest("set aside", entry_key)


def fault_id(kind: str, error: str, place: str, host: str, version: str) -> str:
    """The id of a fault: what kind of exception came up where in which version. Where no place is known, the host."""
    return digest("fault", kind, error, place or host, version)
