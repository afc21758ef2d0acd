"""The JSON API: claims, articles and verdicts by key. Its OpenAPI is at /api/openapi.json."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, HTTPException, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict

from extractors.records import JudgedClaim, NoveltyKind, Position, Topic, Verdict
from extractors.records.stored import Review
from flows.serving.web.asking import MOST, PAGE, AskedWronglyError, after_of, filter_of, key_of
from flows.serving.web.reviewing import review_of
from flows.serving.web.site import Site, site_of

_KEY = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}_[0-9A-Za-z]{1,64}$"
Key = Annotated[str, Path(max_length=64, pattern=r"^[0-9A-Za-z]{1,64}$")]
Words = Annotated[str | None, Query(max_length=200)]


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class ClaimOut(_Out):
    """A claim as it is stored, with its novelty and the latest verdict."""

    id: str
    statement_id: str
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


def api_of(site: Site) -> FastAPI:
    """The API over a site."""
    api = FastAPI(title="recognition-watch", version="1", docs_url=None, redoc_url=None)
    api.state.site = site
    missing: dict[int | str, dict[str, Any]] = {404: {"model": Wrong}}
    api.get("/claims")(claims)
    api.get("/claims/{key}", responses=missing)(claim)
    api.get("/claims/{key}/reviews", responses=missing)(reviews)
    api.post("/claims/{key}/reviews", responses={**missing, 401: {"model": Wrong}}, status_code=201)(add_review)
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
    since: date | None = None,
    until: date | None = None,
    after: Annotated[str | None, Query(pattern=_KEY)] = None,
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
    return ClaimsOut(claims=[claim_out(one) for one in found], next=following)


def claim(site: Here, key: Key) -> ClaimOut:
    """One claim."""
    return claim_out(_claim(site, key))


def reviews(site: Here, key: Key) -> list[ReviewOut]:
    """The verdicts on a claim, the latest first."""
    _claim(site, key)
    return [ReviewOut.model_validate(one) for one in site.store.reviews(key)]


def add_review(site: Here, request: Request, key: Key, told: ReviewIn) -> ReviewOut:
    """Keep a verdict; it is its token's."""
    who = _who(site, request)
    if who is None:
        raise HTTPException(401, "give a token: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"})
    _claim(site, key)
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


def claim_out(one: JudgedClaim) -> ClaimOut:
    """A claim as the API tells it."""
    claim, novelty = one.claim, one.novelty
    told = {name: getattr(claim, name) for name in ClaimOut.model_fields if hasattr(claim, name)}
    return ClaimOut(
        **told,
        speaker=claim.speaker_name,
        novelty=novelty.kind,
        novelty_reason=novelty.reason,
        nearest=novelty.nearest.id if novelty.nearest else None,
        verdict=one.verdict,
        vanished_at=one.vanished_at,
        read_as=one.read_as,
    )


def _claim(site: Site, key: str) -> JudgedClaim:
    found = site.store.claim(key)
    if found is None:
        raise HTTPException(404, "there is no such claim")
    return found


def _who(site: Site, request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return site.accounts.of_token(token.strip()) if scheme.lower() == "bearer" else None
