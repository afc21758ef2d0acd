"""The nouns of attribution: who said what, to whom, in which words; and all that was found in one article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractors.records.articles import Article, Relevance, Span
from extractors.records.claims import Claim

StatementKind = Literal["direct", "indirect", "mixed", "narrative"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A person, body or medium where the text names it; ``actor`` is the lexicon's key, if it knows one."""

    text: str
    start: int
    end: int
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the sentence's words, the fullest name in the article, the lexicon's key, how it was found."""

    text: str
    start: int
    end: int
    name: str
    actor: str | None
    resolved_by: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that make an utterance of it: "said", "according to"."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody's words in an article. ``insertions`` are an editor's additions that lie inside ``content``.

    ``embedded`` is whose promise the words only tell of: the minister where his office says that he promised.
    ``odds`` are the log odds that it is one at all, by the signs of its construction; None where nothing weighs them.
    """

    speaker: Speaker | None
    cue: Cue | None
    content: tuple[Span, ...]
    text: str
    kind: StatementKind
    addressee: Mention | None = None
    via: tuple[Mention, ...] = ()
    said_on: date | None = None
    place: Mention | None = None
    claims: tuple[Claim, ...] = ()
    insertions: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()
    embedded: Speaker | None = None
    odds: float | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """One article's answer: is it relevant, and who said what in it.

    ``read_to`` is the offset up to which its text was read where that is too long to be read whole, else None.
    """

    article: Article
    relevance: Relevance
    statements: tuple[Statement, ...]
    read_to: int | None = None
