"""Reviewing by keyboard: one claim after the other, each verdict a key, the last ones undone in turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, get_args

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from extractors.errors import StoreError
from extractors.records import Filter, Position, Topic, Verdict
from extractors.records.stored import Review
from flows.reporting.claim_cards import ClaimCard
from flows.serving.web.asking import AskedWronglyError, form_of
from flows.serving.web.sessions import Session
from flows.serving.web.site import Site, site_of
from flows.telling.to_review import KEYS, figures_line, waiting

_LOOKED_THROUGH = 100  # of what was told and of the rest: 25 ms, which each verdict waits for
_LONGEST_NOTE = 500  # characters
_KEY_OF = {verdict: key for key, verdict in KEYS.items()}
_CORRECTS: dict[Verdict, str] = {"wrong_speaker": "speaker", "wrong_topic": "topic", "wrong_position": "position"}
_PLAIN: tuple[tuple[Verdict, str], ...] = (
    ("right", "Right"),
    ("not_a_claim", "Not said"),
    ("not_new", "Not new"),
)


def review_page(request: Request) -> Response:
    """The claim that is asked for, else the least sure one that nobody has reviewed, and the verdicts."""
    site = site_of(request)
    session = site.session(request)
    if session is None or not session.name:
        return RedirectResponse("/sign-in", 303)
    again = request.query_params.get("again") == "1"
    if again:
        told = site.store.once_reviewed(session.name, Filter(limit=_LOOKED_THROUGH))
        found = tuple(one.claim.id for one in told)
    else:
        found = waiting(site.store, Filter(limit=_LOOKED_THROUGH), everything=False)
    left = [one for one in found if one not in session.skipped]
    key = request.query_params.get("claim")
    first = (key and site.store.claims_by_id([key])) or site.store.claims_by_id(left[:1])
    return site.page(
        request,
        "review.html",
        card=_unjudged(site.cards(first, whole=True)[0]) if first else None,
        again=again,
        left=f"{len(left)}{'' if len(found) < _LOOKED_THROUGH else ' at least'}",
        plain=[(verdict, words, _KEY_OF[verdict]) for verdict, words in _PLAIN],
        correcting=_correcting(site),
        figures=figures_line(site.store.review_figures()),
        undo=bool(session.undo),
    )


def _unjudged(card: ClaimCard) -> ClaimCard:
    """A card that does not tell what others said: who looks again is to judge for himself."""
    return replace(card, verdict=None)


async def review(request: Request) -> Response:
    """Keep a verdict, and go on to the next claim."""
    site, session, told = await _allowed(request)
    if site.writes.reached(session.name):
        raise HTTPException(429, "Too many verdicts within a minute.")
    site.writes.count(session.name)
    key, now = request.path_params["key"], site.clock()
    following = "/review?again=1" if told.get("again") == "1" else "/review"
    if told.get("verdict") == "skip":
        session.skipped.append(key)
        return RedirectResponse(following, 303)
    await run_in_threadpool(_keep, site, review_of(told, key, session.name, now, site.lexicon.by_id))
    session.undo.append((key, now))
    return RedirectResponse(told.get("back", "") if told.get("back", "").startswith("/claims/") else following, 303)


async def undo(request: Request) -> Response:
    """Take back the session's last verdict that is still its claim's latest, and have that claim judged again."""
    site, session, _ = await _allowed(request)
    while session.undo:
        key, at = session.undo.pop()
        if await run_in_threadpool(site.store.take_back_review, key, at, session.name):
            return RedirectResponse(f"/review?claim={key}", 303)
    return RedirectResponse("/review", 303)


def review_of(told: Mapping[str, str], key: str, who: str, at: datetime, actors: Mapping[str, Any]) -> Review:
    """The review that a form tells; AskedWronglyError where it tells of what is not known."""
    verdict = told.get("verdict", "")
    if verdict not in get_args(Verdict):
        raise AskedWronglyError("the verdict is none of those known")
    right = {name: told.get(name, "") for wrong, name in _CORRECTS.items() if wrong == verdict and told.get(name)}
    for name, known in (("topic", get_args(Topic)), ("position", get_args(Position)), ("speaker", tuple(actors))):
        if right.get(name) and right[name] not in known:
            raise AskedWronglyError(f"there is no {name} {right[name]}")
    return Review(key, verdict, who, at, told.get("note", "")[:_LONGEST_NOTE], **right)  # type: ignore[arg-type]


def _keep(site: Site, made: Review) -> None:
    try:
        site.store.review(made)
    except StoreError:
        if site.store.claim(made.claim_id) is None:
            raise HTTPException(404, "There is no such claim.") from None
        raise


async def _allowed(request: Request) -> tuple[Site, Session, dict[str, str]]:
    """Only who is signed in, by a form that was made for the browser."""
    site, told = site_of(request), await form_of(request)
    session = site.session(request)
    if session is None or not session.name:
        raise HTTPException(403, "Sign in first.")
    if not session.allows(told.get("csrf", "")):
        raise HTTPException(403, "This form was not made for you. Load the page again.")
    return site, session, told


def _correcting(site: Site) -> list[tuple[str, str, str, str, list[tuple[str, str]]]]:
    actors = sorted(((one.id, one.name) for one in site.lexicon.actors), key=lambda one: one[1].casefold())
    return [
        ("wrong_speaker", "Wrong speaker", _KEY_OF["wrong_speaker"], "speaker", actors),
        ("wrong_topic", "Wrong topic", _KEY_OF["wrong_topic"], "topic", [(one, one) for one in get_args(Topic)]),
        (
            "wrong_position",
            "Wrong position",
            _KEY_OF["wrong_position"],
            "position",
            [(one, one) for one in get_args(Position)],
        ),
    ]
