"""The JSON API: claims, articles and verdicts by key. Its OpenAPI is at /api/openapi.json."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, HTTPException, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema
from starlette.routing import Match

from extractors.errors import QueryError
from extractors.records import JudgedClaim, NoveltyKind, Position, Topic, Verdict
from extractors.records.stored import Review
from flows.serving.web.asking import KEY, MOST, PAGE, AskedWronglyError, after_of, filter_of, key_of
from flows.serving.web.reviewing import review_of
from flows.serving.web.site import Site, site_of


def _written_out(told: object) -> object:
    if not isinstance(told, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", told):
        raise ValueError("a day is written as 2026-05-01")
    return told


Key = Annotated[str, Path(max_length=64, pattern=r"^[0-9A-Za-z]{1,64}$")]
# A number would be taken for seconds since 1970.
Day = Annotated[date, BeforeValidator(_written_out), WithJsonSchema({"type": "string", "format": "date"})]
Words = Annotated[str | None, Query(max_length=200)]


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


class Wrong(BaseModel):
    """What went wrong."""

    detail: str


# Where an answer's ids lead to.
_LINKS = {
    name: {"operationId": operation, "parameters": {"key": f"$response.body#/claims/0/{field}"}}
    for name, operation, field in (
        ("claim", "claim_claims__key__get", "id"),
        ("reviews", "reviews_claims__key__reviews_get", "id"),
        ("add_review", "add_review_claims__key__reviews_post", "id"),
        ("article", "article_articles__key__get", "article_id"),
    )
}


def api_of(site: Site) -> FastAPI:
    """The API over a site."""
    api = FastAPI(title="recognition-watch", version="1", docs_url=None, redoc_url=None)
    api.state.site = site
    missing: dict[int | str, dict[str, Any]] = {404: {"model": Wrong}}
    refused: dict[int | str, dict[str, Any]] = {status: {"model": Wrong} for status in (400, 401, 429)}
    api.add_exception_handler(QueryError, _cannot_be_looked_up)
    api.add_exception_handler(405, _no_such_method)
    api.get("/claims", responses={200: {"links": _LINKS}})(claims)
    api.get("/claims/{key}", responses=missing)(claim)
    api.get("/claims/{key}/reviews", responses=missing)(reviews)
    api.post("/claims/{key}/reviews", responses={**missing, **refused}, status_code=201)(add_review)
    api.get("/articles/{key}", responses=missing)(article)
    return api


def _site(request: Request) -> Site:
    return site_of(request)


Here = Annotated[Site, Depends(_site)]


def claims(
    site: Here,
    topic: Topic | None = None,
    position: Position | None = None,
    novelty: NoveltyKind | None = None,
    verdict: Verdict | Literal["open"] | None = None,
    actor: Words = None,
    outlet: Words = None,
    words: Words = None,
    since: Day | None = None,
    until: Day | None = None,
    after: Annotated[str | None, Query(pattern=KEY)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = PAGE,
) -> ClaimsOut:
    """Claims, the newest first, narrowed; the next page begins behind ``after``."""
    told: dict[str, object] = {
        "topic": topic,
        "position": position,
        "novelty": novelty,
        "verdict": verdict,
        "actor": actor,
    }
    told |= {"outlet": outlet, "words": words, "since": since, "until": until, "after": after}
    asked = {name: str(value) for name, value in told.items() if value is not None}
    try:
        found = site.store.claims_page(filter_of(asked, limit), after_of(asked))
    except AskedWronglyError as error:
        raise RequestValidationError([{"loc": ("query",), "msg": str(error), "type": "value_error"}]) from None
    following = key_of(found[-1]) if len(found) == limit else None
    return ClaimsOut(claims=claims_out(site, found), next=following)


def claim(site: Here, key: Key) -> ClaimOut:
    """One claim."""
    return claims_out(site, [_claim(site, key)])[0]


def reviews(site: Here, key: Key) -> list[ReviewOut]:
    """The verdicts on a claim, the latest first."""
    _claim(site, key)
    return [ReviewOut.model_validate(one) for one in site.store.reviews(key)]


def add_review(site: Here, request: Request, key: Key, told: ReviewIn) -> ReviewOut:
    """Keep a verdict; it is its token's."""
    who = _who(site, request)
    if who is None:
        raise HTTPException(401, "give a token: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"})
    if site.writes.reached(f"token {who}"):
        raise HTTPException(429, "too many verdicts within a minute")
    _claim(site, key)
    site.writes.count(f"token {who}")
    fields = {name: value for name, value in told.model_dump().items() if value}
    try:
        made: Review = review_of(fields, key, who, site.clock(), site.lexicon.by_id)
    except AskedWronglyError as error:
        raise RequestValidationError([{"loc": ("body",), "msg": str(error), "type": "value_error"}]) from None
    site.store.review(made)
    return ReviewOut.model_validate(made)


def article(site: Here, key: Key) -> ArticleOut:
    """One article in its latest wording."""
    found = site.store.article(key)
    if found is None or found.id != key:
        raise HTTPException(404, "there is no such article")
    told = found.article
    return ArticleOut(
        id=found.id,
        revision=found.revision,
        url=told.canonical_url or told.url,
        title=told.title,
        outlet=told.outlet,
        language=told.language,
        published_at=told.published_at,
        seen_at=found.seen_at,
        text=told.text,
        claims=[one.claim.id for one in site.store.claims_of(key) if one.vanished_at is None],
    )


def claims_out(site: Site, found: Sequence[JudgedClaim]) -> list[ClaimOut]:
    """Claims as the API tells them."""
    tellings = site.store.tellings([one.claim.id for one in found])
    articles = {one.claim_id: one.article_id for told in tellings.values() for one in told}
    return [_claim_out(one, articles.get(one.claim.id, "")) for one in found]


def _claim_out(one: JudgedClaim, article_id: str) -> ClaimOut:
    claim, novelty = one.claim, one.novelty
    told = {name: getattr(claim, name) for name in ClaimOut.model_fields if hasattr(claim, name)}
    return ClaimOut(
        **told,
        article_id=article_id,
        speaker=claim.speaker_name,
        novelty=novelty.kind,
        novelty_reason=novelty.reason,
        nearest=novelty.nearest.id if novelty.nearest else None,
        verdict=one.verdict,
        vanished_at=one.vanished_at,
        read_as=one.read_as,
    )


async def _cannot_be_looked_up(_: Request, error: Exception) -> Response:
    wrong = [{"loc": ["query", "words"], "msg": str(error), "type": "value_error"}]
    return JSONResponse({"detail": wrong}, 422)


async def _no_such_method(request: Request, error: Exception) -> Response:
    """What the address allows by all of its routes: each knows its own method only."""
    found = [one for one in request.app.routes if one.matches(request.scope)[0] is not Match.NONE]
    allowed = sorted({method for one in found for method in one.methods or ()})
    return JSONResponse({"detail": str(getattr(error, "detail", ""))}, 405, {"Allow": ", ".join(allowed)})


def _claim(site: Site, key: str) -> JudgedClaim:
    found = site.store.claim(key)
    if found is None:
        raise HTTPException(404, "there is no such claim")
    return found


def _who(site: Site, request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return site.accounts.of_token(token.strip()) if scheme.lower() == "bearer" else None
