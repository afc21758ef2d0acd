"""What is listed of a store, and what a list is narrowed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from extractors.records.articles import Article, Relevance
from extractors.records.claims import Position, Topic
from extractors.records.judged import NoveltyKind, Verdict
from extractors.records.statements import Statement


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """A stored article as it is listed. ``revision`` hashes the text."""

    id: str
    revision: str
    article: Article
    relevance: Relevance
    seen_at: datetime
    statements: int
    claims: int


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """A stored statement as it is listed, with the article it stands in."""

    id: str
    statement: Statement
    outlet: str
    url: str
    title: str
    published_at: datetime | None
    seen_at: datetime
    vanished_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to; None and empty mean no narrowing.

    ``since`` and ``until`` (exclusive) compare with publication, else sight; ``seen_since`` with sight alone.
    ``actors`` are keys of the lexicon and names of speakers that it does not know, outlets among them. ``search`` is
    words as ``extractors.querying`` reads them. A claim must be at least as sure as ``certainty``, 0 to 1, and where
    ``repeats`` are not wanted it is none.
    """

    since: datetime | None = None
    actors: tuple[str, ...] = ()
    topic: Topic | None = None
    position: Position | None = None
    search: str | None = None
    limit: int = 100
    until: datetime | None = None
    seen_since: datetime | None = None
    novelty: NoveltyKind | None = None
    outlet: str | None = None
    verdict: Verdict | Literal["open"] | None = None
    party: str | None = None
    language: str | None = None
    certainty: float | None = None
    repeats: bool = True
