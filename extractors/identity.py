"""Stable ids: what makes an article, a statement, a claim, an alert and a mail the same one again.

An id is a hash of where a thing stands and of its raw words, so that reading the same page twice yields the same ids.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from extractors.records import Article, Claim, Statement


def digest(*parts: str) -> str:
    """32 hexadecimal digits over ``parts``, which stay apart from one another."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def article_id(article: Article) -> str:
    """The article's id: by its canonical address, else its address, else its words."""
    address = article.canonical_url or article.url
    return digest("article", address) if address else digest("text", article.text)


def revision_of(article: Article) -> str:
    """The id of one wording of an article: title and text."""
    return digest("revision", article.title or "", article.text)


def statement_id(article: Article, statement: Statement) -> str:
    """The statement's id: article, speaker, the raw words and where they stand."""
    places = ",".join(f"{span.start}-{span.end}" for span in statement.content)
    speaker = statement.speaker.name if statement.speaker else ""
    return digest("statement", article_id(article), speaker, places, statement.text)


def claim_id(statement: str, claim: Claim) -> str:
    """The claim's id: one a statement (by its id), topic, party and target."""
    return digest("claim", statement, claim.topic, claim.party, claim.target)


def alert_id(kind: str, claims: Iterable[str]) -> str:
    """The alert's id: its kind and the ids of the claims it tells."""
    return digest("alert", kind, *claims)


def message_id(alert: str, recipient: str) -> str:
    """The Message-ID of an alert's mail to one recipient, the same at every attempt."""
    return f"<{digest('message', alert, recipient)}@recognition-watch>"
