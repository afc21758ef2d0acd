"""What the JSON API takes and tells, each a shape of its OpenAPI."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated

from fastapi import Path, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

from extractors.records import NoveltyKind, Position, Topic, Verdict
from extractors.records.looks import FacetName
from extractors.records.stored import SearchKind


def _written_out(told: object) -> object:
    if not isinstance(told, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", told):
        raise ValueError("a day is written as 2026-05-01")
    return told


Key = Annotated[str, Path(max_length=64, pattern=r"^[0-9A-Za-z]{1,64}$")]
# A number would be taken for seconds since 1970.
Day = Annotated[date, BeforeValidator(_written_out), WithJsonSchema({"type": "string", "format": "date"})]
SearchWords = Annotated[str | None, Query(max_length=200)]


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class ClaimOut(_Out):
    """A claim as it is stored, with its novelty and the latest verdict."""

    id: str
    statement_id: str
    article_id: str
    speaker: str
    speaker_key: str
    actor: str | None
    topic: Topic
    position: Position
    party: str
    target: str
    confirmed: bool
    promised_by: str | None
    certainty: float
    kind: str
    words: str
    context: str
    said_on: date | None
    published_at: datetime | None
    seen_at: datetime
    outlet: str
    url: str
    title: str
    novelty: NoveltyKind
    novelty_reason: str
    nearest: str | None
    verdict: Verdict | None
    vanished_at: datetime | None
    read_as: Position | None


class ClaimsOut(_Out):
    """A page of claims; ``next`` is the key to give as ``after``, null on the last page."""

    claims: list[ClaimOut]
    next: str | None


class ReviewIn(BaseModel):
    """A verdict; speaker (an actor's key), topic and position say what is right."""

    model_config = ConfigDict(extra="forbid")
    verdict: Verdict
    note: str = ""
    speaker: str | None = None
    topic: Topic | None = None
    position: Position | None = None


class ReviewOut(_Out):
    """A verdict as it was kept."""

    claim_id: str
    verdict: Verdict
    who: str
    at: datetime
    note: str
    speaker: str | None
    topic: Topic | None
    position: Position | None


class ArticleOut(_Out):
    """An article with its text and the ids of what it claims."""

    id: str
    revision: str
    url: str | None
    title: str | None
    outlet: str | None
    language: str | None
    published_at: datetime | None
    seen_at: datetime
    text: str
    claims: list[str]


class FacetOut(_Out):
    """A value to narrow to, what it is called, and how many of those counted have it."""

    value: str
    name: str
    number: int


class FacetsOut(_Out):
    """Values by what they narrow; where there is ``more``, only the latest ``counted`` were counted."""

    counted: int
    more: bool
    values: dict[FacetName, list[FacetOut]]


class HitOut(_Out):
    """What was found: by kind and id, with the part of its text that answers best and the marks in it.

    Marks are spans of code points, half open. An article has no speaker, a statement no topic and position.
    """

    kind: SearchKind
    id: str
    score: float
    title: str
    outlet: str
    published_at: datetime | None
    seen_at: datetime
    speaker: str | None
    actor: str | None
    topic: Topic | None
    position: Position | None
    text: str
    marks: list[tuple[int, int]]


class HitsOut(_Out):
    """A page of what was found, the best first; ``next`` is the key to give as ``after``, null on the last page.

    Where there is ``more``, only the latest of a kind were weighed: ``until`` looks further back. The first page alone
    has ``facets``.
    """

    hits: list[HitOut]
    next: str | None
    more: bool
    facets: FacetsOut | None


class Wrong(BaseModel):
    """What went wrong."""

    detail: str
