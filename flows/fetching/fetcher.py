"""The client: one session a run; robots.txt and turns obeyed, redirects followed by hand, nothing carried over."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from extractors.errors import FetchError
from extractors.records import Page
from flows.fetching.failures import status_failure
from flows.fetching.guard import checked_url
from flows.fetching.headers import header, retry_after_s
from flows.fetching.hosts import HostTurns
from flows.fetching.name_lookups import ThreadedNames
from flows.fetching.redirects import follow
from flows.fetching.results import FetchRules, Unchanged
from flows.fetching.robots import LARGEST_ROBOTS, Robots, RobotsBook, robots_from_failure
from flows.fetching.session import open_session
from flows.fetching.transfer import Bounds, Response, exchange

_ROBOTS_TIMEOUT_S = 10.0  # none of its host's pages is asked for before it is there
_PAUSE_AFTER_429_S = 60.0  # where the answer names no time itself


@dataclass(slots=True)
class _Errand:
    """One address to fetch with all its redirects: ``left_s`` is the transfer time that they may still take."""

    left_s: float
    size: int
    headers: dict[str, str] = field(default_factory=dict)
    for_robots: bool = False


class Fetcher:
    """Fetches addresses for one run; an asynchronous context manager. FetchError is the only error it raises.

    ``robots`` is handed in so that it can outlive the run; ``resolver`` replaces the system's name look-up.
    """

    def __init__(
        self,
        rules: FetchRules,
        *,
        robots: RobotsBook | None = None,
        resolver: AbstractResolver | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self.rules = rules
        self.robots = RobotsBook() if robots is None else robots
        self._resolver = resolver
        self._clock = clock or partial(datetime.now, UTC)
        self._turns = HostTurns(rules.concurrency, rules.per_host)
        self._asking_robots: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def __aenter__(self) -> Self:
        self._names = self._resolver or ThreadedNames()
        self._session: aiohttp.ClientSession = open_session(self.rules, self._names)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()
        if self._resolver is None:
            await self._names.close()

    async def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page | Unchanged:
        """The page at ``url`` after redirects, or Unchanged if the server says so of the validators given."""
        validators = _validators(etag, last_modified)
        errand = _Errand(self.rules.timeout_s, self.rules.max_bytes, validators)
        answer, moved_to = await self._run(errand, url)
        now = self._clock()
        if answer.status == 304 and validators:
            return Unchanged(str(answer.url), answer.headers, now, moved_to)
        if not 200 <= answer.status < 300:
            raise status_failure(url, answer.status, answer.headers, now)
        return Page(str(answer.url), answer.status, answer.headers, answer.body, now, moved_to)

    async def send(self, url: str, form: Mapping[str, str]) -> int:
        """Send a form to an address that is there to be sent it; the status of the answer, redirects unfollowed."""
        target = checked_url(url)
        host = str(target.host)
        async with self._turns.turn(host, self.rules.pause_s):
            self._refuse_closed(target, host)
            bounds = Bounds(self.rules.timeout_s, self.rules.max_bytes, cut=True)
            answer = await exchange(self._session, target, {}, bounds, form)
        self._heed(host, answer)
        return answer.status

    async def _run(self, errand: _Errand, url: str) -> tuple[Response, str | None]:
        return await follow(partial(self._ask, errand), url, self.rules.max_redirects)

    async def _ask(self, errand: _Errand, url: URL) -> Response:
        host = str(url.host)
        pause_s = self.rules.pause_s if errand.for_robots else await self._permission(url)
        async with self._turns.turn(host, pause_s):
            self._refuse_closed(url, host)  # not before: it may have closed while we waited for the turn
            started = asyncio.get_running_loop().time()
            bounds = Bounds(errand.left_s, errand.size, cut=errand.for_robots)
            answer = await exchange(self._session, url, errand.headers, bounds)
            errand.left_s -= asyncio.get_running_loop().time() - started
        self._heed(host, answer)
        return answer

    def _refuse_closed(self, url: URL, host: str) -> None:
        status, left_s = self._turns.closed(host)
        if left_s > 0:
            detail = f"its host asked for a pause (HTTP {status}), {left_s:.0f} s are left"
            raise FetchError(str(url), f"http-{status}", detail, status, left_s)

    def _heed(self, host: str, answer: Response) -> None:
        asked_for = retry_after_s(header(answer.headers, "Retry-After"), self._clock())
        if answer.status == 429 or (answer.status == 503 and asked_for):
            self._turns.close(host, answer.status, asked_for or _PAUSE_AFTER_429_S)

    async def _permission(self, url: URL) -> float:
        """The pause to keep between requests to this origin, in seconds; FetchError if its robots.txt says no."""
        if not self.rules.obey_robots:
            return self.rules.pause_s
        page = await self._robots_of(url.origin())
        refusal = page.refusal(str(url))
        if refusal is not None:
            raise refusal
        if not self.robots.is_understood(page):
            # In a thread: a large one would hold up all other transfers.
            await asyncio.to_thread(self.robots.understand, page)
        if not self.robots.allows(page, str(url)):
            raise FetchError(str(url), "robots", "its robots.txt asks us not to fetch this address")
        wished_s = min(self.robots.crawl_delay_s(page), self.rules.longest_crawl_delay_s)
        return max(self.rules.pause_s, wished_s)

    async def _robots_of(self, origin: URL) -> Robots:
        name = str(origin)
        page = self.robots.fresh(name, self._clock())
        if page is not None:
            return page
        # Many feeds of one host come at once: the first asks, the others find here what it was told.
        async with self._asking_robots[name]:
            page = self.robots.fresh(name, self._clock())
            if page is None:
                page = await self._ask_robots(origin)
                self.robots.remember(page)
            return page

    async def _ask_robots(self, origin: URL) -> Robots:
        url = str(origin / "robots.txt")
        errand = _Errand(min(_ROBOTS_TIMEOUT_S, self.rules.timeout_s), LARGEST_ROBOTS, for_robots=True)
        try:
            answer, _ = await self._run(errand, url)
            if not 200 <= answer.status < 300:
                raise status_failure(url, answer.status, answer.headers, self._clock())
        except FetchError as error:
            return robots_from_failure(str(origin), error, self._clock())
        return Robots(str(origin), self._clock(), answer.body.decode("utf-8", "replace"))


def _validators(etag: str | None, last_modified: str | None) -> dict[str, str]:
    given = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in given.items() if value and value.isprintable()}
