"""What all live pages share: the store, the settings, the templates, who is signed in."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from extractors.lexicon import Lexicon
from extractors.records import RUNGS, TOPICS, ClaimRecord, Filter, JudgedClaim
from extractors.records.looks import Facets
from extractors.records.stored import Hits
from flows.mail.cards import moment
from flows.reporting.claim_cards import ClaimCard, Knowledge, claim_card
from flows.reporting.lanes import HEIGHT
from flows.reporting.links import LIVE
from flows.reporting.page import RUNG_LINES, environment_for_pages
from flows.serving.web.accounts import Accounts
from flows.serving.web.kept import MadeBefore, Recent
from flows.serving.web.sessions import COOKIE, TRIES, WITHIN_S, WRITES, WRITES_WITHIN_S, Limit, Session, Sessions
from flows.settings.model import Settings
from flows.telling.offices import roles_on
from storage.store import Store

TEMPLATES = Path(__file__).parent / "templates"
FRESH_S = 60  # a minute old is as good as new beside feeds polled every five
_FACETS = 500  # lists whose counts are kept


@dataclass
class Site:
    """The live pages of one store. ``clock`` tells the moment, ``seconds`` counts seconds for limits."""

    store: Store
    settings: Settings
    lexicon: Lexicon
    accounts: Accounts
    clock: Callable[[], datetime]
    seconds: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        self.kept = MadeBefore(self.seconds)
        self._facets = Recent(_FACETS, FRESH_S, self.seconds)
        self.sessions = Sessions(self.settings.web.session_hours, self.seconds)
        self.tries = Limit(TRIES, WITHIN_S, self.seconds)
        self.writes = Limit(WRITES, WRITES_WITHIN_S, self.seconds)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone in which time is shown."""
        return ZoneInfo(self.settings.time_zone)

    def roles(self) -> Mapping[str, str]:
        """Who is what today."""
        held: Mapping[str, str] = self.kept.of("roles", 3600, lambda: roles_on(self.lexicon, self.clock()))
        return held

    def facets(self, narrow: Filter, of: Literal["articles", "claims"] = "claims") -> Facets:
        """What a list can be narrowed to, at most a minute old: who goes through its pages asks for it each time."""
        counted: Facets = self._facets.of((narrow, of), lambda: self.store.facets(narrow, of))
        return counted

    def facets_beside(self, found: Hits, narrow: Filter, kind: str) -> Facets:
        """The same for what a search found: counted among the articles that it weighed, where it weighed any."""
        if not found.articles:
            return self.facets(narrow, "claims" if kind == "claims" else "articles")
        weighed = partial(self.store.facets_of, found.articles, more=found.more_articles)
        counted: Facets = self._facets.of((narrow, kind), weighed)
        return counted

    def session(self, request: Request) -> Session | None:
        """The browser's session."""
        return self.sessions.of(request.cookies.get(COOKIE))

    def is_secure(self, request: Request) -> bool:
        """Whether readers come by HTTPS: a proxy says so, or the public address."""
        return request.url.scheme == "https" or self.settings.web.public_address.startswith("https://")

    def cards(self, judged: Sequence[JudgedClaim], *, whole: bool = False) -> list[ClaimCard]:
        """Claims as cards; ``whole`` ones have what their outlets reworded, too."""
        tellings = self.store.tellings([one.claim.id for one in judged])
        articles = [one.article_id for told in tellings.values() for one in told if one.wordings > 1] if whole else []
        wordings = {key: self.store.revisions(key) for key in dict.fromkeys(articles)}
        befores = {one.claim.id: near for one in judged if (near := one.novelty.nearest) and _same(one, near)}
        known = Knowledge(self.zone, self.roles(), tellings, befores, wordings)
        return [claim_card(one, known) for one in judged]

    def page(self, request: Request, template: str, status: int = 200, /, **values: Any) -> Response:
        """A page of a template."""
        session = self.session(request)
        asks = {"session": session, "csrf": session.csrf if session else "", "path": request.url.path}
        return HTMLResponse(self.written(template, **asks, **values), status)

    def written(self, template: str, **values: Any) -> str:
        """What a template makes of values and of what all pages share."""
        shared = {
            "links": LIVE,
            "moment": partial(moment, zone=self.zone),
            "rungs": tuple(RUNGS),
            "topics": TOPICS,
            "height": HEIGHT,
            "rows": RUNG_LINES,
        }
        return environment_for_pages(TEMPLATES).get_template(template).render(**shared, **values)

    def load_templates(self) -> None:
        """Read and compile the templates of all pages, so that nobody waits for the first of each."""
        for template in TEMPLATES.glob("*.html"):
            environment_for_pages(TEMPLATES).get_template(template.name)


def site_of(request: Request) -> Site:
    """The site that a request is for."""
    found: Site = request.app.state.site
    return found


def _same(one: JudgedClaim, near: ClaimRecord) -> bool:
    mine = (one.claim.speaker_key, one.claim.topic)
    return one.novelty.kind != "repeat" and (near.speaker_key, near.topic) == mine
