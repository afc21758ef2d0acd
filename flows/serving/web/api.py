"""The JSON API: claims, articles and verdicts by key. Its OpenAPI is at /api/openapi.json."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, HTTPException, Query, Request, Security
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.routing import Match

from extractors.errors import QueryError
from extractors.records import JudgedClaim, NoveltyKind, Position, Topic, Verdict
from extractors.records.stored import Review, SearchKind
from extractors.text.querying import parse_query
from flows.serving.web.api_shapes import (
    ArticleOut,
    ClaimOut,
    ClaimsOut,
    Day,
    FacetsOut,
    HitOut,
    HitsOut,
    Key,
    ReviewIn,
    ReviewOut,
    SearchWords,
    Wrong,
)
from flows.serving.web.asking import KEY, MOST, PAGE, PLACE, AskedWronglyError, after_of, filter_of, key_of
from flows.serving.web.reviewing import review_of
from flows.serving.web.searching import Answer, answer_of, following_of, found_for
from flows.serving.web.site import Site, site_of

_OPERATIONS = {
    "claim": "claim_claims__key__get",
    "reviews": "reviews_claims__key__reviews_get",
    "add_review": "add_review_claims__key__reviews_post",
    "article": "article_articles__key__get",
}


def _lead(key: str, *names: str) -> dict[str, Any]:
    """Links of an answer: to which operations a key in it, or the key that was asked for, leads."""
    return {name: {"operationId": _OPERATIONS[name], "parameters": {"key": key}} for name in names}


def _goes_on(operation: str, **asked: str) -> dict[str, Any]:
    """The link of a list to its next page."""
    return {"next": {"operationId": operation, "parameters": {"after": "$response.body#/next", **asked}}}


_OF_CLAIMS = (
    _lead("$response.body#/claims/0/id", "claim", "reviews", "add_review")
    | _lead("$response.body#/claims/0/article_id", "article")
    | _goes_on("claims_claims_get")
)
_OF_CLAIM = _lead("$response.body#/article_id", "article") | _lead("$request.path.key", "reviews", "add_review")
_OF_ARTICLE = _lead("$response.body#/claims/0", "claim")
_OF_REVIEW = _lead("$request.path.key", "claim", "reviews")
_OF_SEARCH = _goes_on("search_search_get", words="$request.query.words")


def api_of(site: Site) -> FastAPI:
    """The API over a site."""
    api = FastAPI(title="recognition-watch", version="1", docs_url=None, redoc_url=None)
    api.state.site = site
    missing: dict[int | str, dict[str, Any]] = {404: {"model": Wrong}}
    refused: dict[int | str, dict[str, Any]] = {status: {"model": Wrong} for status in (400, 401, 403, 429)}
    api.add_exception_handler(QueryError, _cannot_be_looked_up)
    api.add_exception_handler(405, _no_such_method)
    api.get("/claims", responses={200: {"links": _OF_CLAIMS}})(claims)
    api.get("/search", responses={200: {"links": _OF_SEARCH}})(search)
    api.get("/claims/{key}", responses={**missing, 200: {"links": _OF_CLAIM}})(claim)
    api.get("/claims/{key}/reviews", responses=missing)(reviews)
    kept: dict[int | str, dict[str, Any]] = {**missing, **refused, 201: {"links": _OF_REVIEW}}
    api.post("/claims/{key}/reviews", responses=kept, status_code=201)(add_review)
    api.get("/articles/{key}", responses={**missing, 200: {"links": _OF_ARTICLE}})(article)
    return api


def _site(request: Request) -> Site:
    return site_of(request)


Here = Annotated[Site, Depends(_site)]
_TOKEN = HTTPBearer(scheme_name="token", description="A token that `web --add-token` printed.", auto_error=False)
Held = Annotated[HTTPAuthorizationCredentials | None, Security(_TOKEN, scopes=["review"])]


def claims(
    site: Here,
    topic: Topic | None = None,
    position: Position | None = None,
    novelty: NoveltyKind | None = None,
    verdict: Verdict | Literal["open"] | None = None,
    actor: SearchWords = None,
    outlet: SearchWords = None,
    words: SearchWords = None,
    since: Day | None = None,
    until: Day | None = None,
    after: Annotated[str | None, Query(pattern=KEY)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = PAGE,
) -> ClaimsOut:
    """Claims, the newest first, narrowed; the next page begins behind ``after``."""
    told = {"topic": topic, "position": position, "novelty": novelty, "verdict": verdict, "actor": actor}
    asked = _asked(told, outlet=outlet, words=words, since=since, until=until, after=after)
    try:
        found = site.store.claims_page(filter_of(asked, limit), after_of(asked))
    except AskedWronglyError as error:
        raise _wrong("query", error) from None
    following = key_of(found[-1]) if len(found) == limit else None
    return ClaimsOut(claims=claims_out(site, found), next=following)


def search(
    site: Here,
    words: Annotated[str, Query(min_length=1, max_length=200)],
    kind: SearchKind | None = None,
    topic: Topic | None = None,
    position: Position | None = None,
    novelty: NoveltyKind | None = None,
    verdict: Verdict | Literal["open"] | None = None,
    sure: Literal["60", "80"] | None = None,
    actor: SearchWords = None,
    outlet: SearchWords = None,
    since: Day | None = None,
    until: Day | None = None,
    after: Annotated[str | None, Query(pattern=PLACE)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = PAGE,
) -> HitsOut:
    """Articles, statements and claims that hold all the words, the best first, and what they can be narrowed to."""
    told = {"kind": kind, "topic": topic, "position": position, "novelty": novelty, "verdict": verdict, "sure": sure}
    asked = _asked(told, words=words, actor=actor, outlet=outlet, since=since, until=until, after=after)
    query = parse_query(words)
    try:
        found = found_for(site, asked, limit)
        facets = None if after else site.facets_beside(found, filter_of(asked), kind or "")
    except AskedWronglyError as error:
        raise _wrong("query", error) from None
    hits = [_hit_out(answer_of(hit, query)) for hit in found.hits]
    counted = FacetsOut.model_validate(facets) if facets else None
    return HitsOut(hits=hits, next=following_of(found, limit) or None, more=found.more, facets=counted)


def claim(site: Here, key: Key) -> ClaimOut:
    """One claim."""
    return claims_out(site, [_claim(site, key)])[0]


def reviews(site: Here, key: Key) -> list[ReviewOut]:
    """The verdicts on a claim, the latest first."""
    _claim(site, key)
    return [ReviewOut.model_validate(one) for one in site.store.reviews(key)]


def add_review(site: Here, held: Held, key: Key, told: ReviewIn) -> ReviewOut:
    """Keep a verdict; it is its token's, which needs the scope ``review``."""
    who = _reviewer(site, held)
    if site.writes.reached(f"token {who}"):
        raise HTTPException(429, "too many verdicts within a minute")
    _claim(site, key)
    site.writes.count(f"token {who}")
    fields = {name: value for name, value in told.model_dump().items() if value}
    try:
        made: Review = review_of(fields, key, who, site.clock(), site.lexicon.by_id)
    except AskedWronglyError as error:
        raise _wrong("body", error) from None
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


def _reviewer(site: Site, held: HTTPAuthorizationCredentials | None) -> str:
    """Whose token it is that a verdict comes with (RFC 6750)."""
    program = site.accounts.of_token(held.credentials) if held else None
    if program is None:
        raise HTTPException(401, "give a token: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"})
    if program.scope != "review":
        lacks = {"WWW-Authenticate": 'Bearer error="insufficient_scope", scope="review"'}
        raise HTTPException(403, "this token may read, not review", lacks)
    return program.name


def _asked(told: Mapping[str, object], **more: object) -> dict[str, str]:
    return {name: str(value) for name, value in (dict(told) | more).items() if value is not None}


def _wrong(where: str, error: AskedWronglyError) -> RequestValidationError:
    return RequestValidationError([{"loc": (where,), "msg": str(error), "type": "value_error"}])


def _hit_out(answer: Answer) -> HitOut:
    place, part = answer.place, answer.part
    told = {name: getattr(answer, name) for name in HitOut.model_fields if hasattr(answer, name)}
    return HitOut(**told, kind=place.kind, id=place.id, score=place.score, text=part.text, marks=list(part.marks))
