"""Annotated synthetic articles as records: each file of ``newsrooms/`` is read and checked before anything is scored.

What a row looks like is said at the top of each file. A file that cannot be trusted is refused: ``LexiconError`` for
its shape (it is read as the lexicon is), ``AnnotationError`` for what does not fit the article. The day and whether a
claim is confirmed are checked, but not scored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

from extractors.errors import RecognitionWatchError
from extractors.lexicon import Lexicon, load_rows
from extractors.pages.articles import article_from_text
from extractors.records import RUNGS, RUSSIA, Article, Position, Span, StatementKind, Topic

FOLDER = Path(__file__).parents[2] / "tests" / "bench" / "newsrooms"

_CLAIM = re.compile(r"(?P<positions>[a-z]+(\|[a-z]+)*)( @(?P<party>[a-z-]+))?( !unconfirmed)?")
_OPENING = tuple("“\"‘'«")
_DOUBLE = re.compile('[“”"]')


class AnnotationError(RecognitionWatchError):
    """What is annotated does not fit the article ``id`` of ``file``."""

    def __init__(self, file: str, id_: str, why: str) -> None:
        super().__init__(f"{file}: {id_}: {why}")
        self.file = file
        self.id = id_
        self.why = why


@dataclass(frozen=True, slots=True)
class WantedClaim:
    """A topic, the positions accepted on it, the one meant first, and who would act."""

    topic: Topic
    positions: tuple[Position, ...]
    party: str = RUSSIA


@dataclass(frozen=True, slots=True)
class Wanted:
    """A statement as annotated; an uncertain one may be found or left out."""

    speaker: str | None
    actor: str | None
    kind: StatementKind
    content: tuple[Span, ...]
    text: str
    claims: tuple[WantedClaim, ...]
    uncertain: bool


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article and all that should be found in it; of a ``partial`` one nothing is known but what is annotated."""

    id: str
    article: Article
    relevant: bool
    statements: tuple[Wanted, ...]
    partial: bool = False


class StatementRow(NamedTuple):
    """A statement as the file has it."""

    speaker: str | None
    actor: str | None
    kind: StatementKind
    content: tuple[str, ...]
    claims: dict[Topic, str]
    said_on: date | None
    uncertain: Literal["unc"] | None = None


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as the file has it."""

    id: str
    outlet: str
    published: date
    text: str
    statements: tuple[StatementRow, ...]
    relevant: bool = True
    partial: bool = False


def read_set(path: Path, lexicon: Lexicon) -> tuple[Annotated, ...]:
    """The articles of one file; raises LexiconError or AnnotationError at the first that is wrong."""
    rows = load_rows(path, ArticleRow)
    for row in rows:
        for why in complaints(row, lexicon):
            raise AnnotationError(path.name, row.id, why)
    return tuple(_annotated(row) for row in rows)


# --- checking --------------------------------------------------------------------------------------------------------


def complaints(row: ArticleRow, lexicon: Lexicon) -> Iterator[str]:
    """What does not fit the article, each in a sentence."""
    if not row.relevant and row.statements:
        yield "an article that is not relevant has no statements: take them out, or 'relevant: false'"
    for statement in row.statements:
        yield from _content_complaints(statement, row.text)
        yield from _speaker_complaints(statement, row.text, lexicon)
        yield from _claim_complaints(statement, lexicon)
        if statement.said_on and statement.said_on > row.published:
            yield f"said on {statement.said_on}, after the article was published"
    yield from _order_complaints(row)


def _content_complaints(statement: StatementRow, text: str) -> Iterator[str]:
    if not statement.content:
        yield f"a statement of {statement.speaker} has no content"
    for part in statement.content:
        count = text.count(part) if part else 0
        if count != 1:
            yield f"content must stand once in the text, this stands {count} times: {part!r}"
        elif statement.kind == "direct" and not text[: text.index(part)].endswith(_OPENING):
            yield f"direct content must follow a quotation mark: {part!r}"
        elif statement.kind == "indirect" and _DOUBLE.search(part):
            yield f"indirect content must hold no quotation marks, else it is mixed: {part!r}"


def _speaker_complaints(statement: StatementRow, text: str, lexicon: Lexicon) -> Iterator[str]:
    if statement.speaker is not None and (not statement.speaker or statement.speaker not in text):
        yield f"the speaker's name does not stand in the text: {statement.speaker!r}"
    if statement.actor is not None and statement.actor not in lexicon.by_id:
        yield f"no such actor in the lexicon: {statement.actor!r}"
    if statement.kind == "narrative" and (statement.speaker or statement.actor):
        yield f"the outlet's own words have no speaker: {statement.content[0]!r}"


def _claim_complaints(statement: StatementRow, lexicon: Lexicon) -> Iterator[str]:
    for topic, words in statement.claims.items():
        claim = _CLAIM.fullmatch(words)
        if claim is None:
            yield f"{topic}: a claim reads 'position|position @party !unconfirmed', not {words!r}"
            continue
        if unknown := [position for position in claim["positions"].split("|") if position not in RUNGS]:
            yield f"{topic}: no such position: {unknown[0]!r}"
        if claim["party"] is not None and claim["party"] not in lexicon.by_id:
            yield f"{topic}: no such party in the lexicon: {claim['party']!r}"


def _order_complaints(row: ArticleRow) -> Iterator[str]:
    starts = [(row.text.index(statement.content[0]), statement.content[0]) for statement in row.statements]
    for (before, _), (start, words) in pairwise(starts):
        if start < before:
            yield f"statements stand in the order of the text, this comes too late: {words!r}"
    parts = sorted((row.text.index(part), part) for statement in row.statements for part in statement.content)
    for (start, part), (after, words) in pairwise(parts):
        if after < start + len(part):
            yield f"contents overlap: {part!r} and {words!r}"


# --- from rows to records --------------------------------------------------------------------------------------------


def _annotated(row: ArticleRow) -> Annotated:
    published = datetime.combine(row.published, time(), UTC)
    article = article_from_text(row.text, outlet=row.outlet, published_at=published, language="en")
    wanted = tuple(_wanted(each, article.text) for each in row.statements)
    return Annotated(row.id, article, row.relevant, wanted, row.partial)


def _wanted(row: StatementRow, text: str) -> Wanted:
    starts = [text.index(part) for part in row.content]
    spans = tuple(Span(start, start + len(part)) for start, part in zip(starts, row.content, strict=True))
    claims = tuple(WantedClaim(topic, _positions(words), _party(words)) for topic, words in row.claims.items())
    return Wanted(row.speaker, row.actor, row.kind, spans, " ".join(row.content), claims, row.uncertain is not None)


def _positions(words: str) -> tuple[Position, ...]:
    named = words.split(" ")[0].split("|")
    return tuple(position for each in named for position in RUNGS if position == each)


def _party(words: str) -> str:
    claim = _CLAIM.fullmatch(words)
    return (claim["party"] if claim else None) or RUSSIA
