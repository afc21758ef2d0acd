"""The nouns of reading: an article as it was read, and whether it is on the subject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from extractors.records.dated import Dated

Side = Literal["recogniser", "recognised"]
READ_LANGUAGES: frozenset[str] = frozenset({"en"})


@dataclass(frozen=True, slots=True)
class Article(Dated):
    """A page as it was read. ``text`` has one paragraph a line; every offset of a statement counts into it.

    ``published_from`` says where the date is from (``given``, ``feed``, ``json-ld``, ``meta``, ``page``, ``address``,
    ``guess``) and ``published_certainty`` how far it can be trusted. ``dateline`` is the place the text opens with.
    ``published_on`` is the day on the page's own clock, where that is another one than in UTC.
    """

    url: str | None
    canonical_url: str | None
    title: str | None
    byline: str | None
    outlet: str | None
    published_at: datetime | None
    language: str | None
    text: str
    published_from: str = ""
    published_certainty: Literal["", "sure", "likely", "guessed"] = ""
    modified_at: datetime | None = None
    dateline: str | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open offsets into an article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SideMention:
    """Words that name one side of the relation."""

    side: Side
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Relevance:
    """Whether an article is on Russia-IEA relations, how surely (0 to 1), and the words that decided."""

    relevant: bool
    score: float
    evidence: tuple[SideMention, ...]
    reason: str
