"""robots.txt by RFC 9309: asked once in a while for each host, remembered between runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

from extractors.errors import FetchError

ROBOT = "recognition-watch"
LARGEST_ROBOTS = 512_000  # bytes; RFC 9309, 2.5: a crawler must read at least 500 kibibytes

# RFC 9309, 2.4: a copy should not be used for more than a day. One that could not be had closes its host to us, which
# must end soon after its host is back; a host that does not answer at all costs little to ask.
_KEPT = timedelta(hours=24)
_KEPT_WHEN_REFUSED = timedelta(minutes=10)
_KEPT_WHEN_UNREACHED = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Robots:
    """What one origin's robots.txt says, or why it could not be asked. ``origin`` is scheme, host and port."""

    origin: str
    asked_at: datetime
    text: str = ""
    failure: FetchError | None = None

    def is_fresh(self, now: datetime) -> bool:
        """Whether it need not be asked again yet."""
        if self.failure is None:
            kept = _KEPT
        else:
            kept = _KEPT_WHEN_UNREACHED if self.failure.status is None else _KEPT_WHEN_REFUSED
        return timedelta(0) <= now - self.asked_at < kept

    def refusal(self, url: str) -> FetchError | None:
        """The error for ``url`` if robots.txt could not be asked: its host is down, or wants nothing to be fetched."""
        if self.failure is None:
            return None
        words = str(self.failure).removeprefix(f"{self.failure.url}: ")
        detail = words if self.failure.status is None else f"its robots.txt cannot be asked, it {words}"
        return FetchError(url, self.failure.reason, detail, self.failure.status, self.failure.retry_after_s)


class RobotsBook:
    """The robots.txt files of all hosts met so far. One that cannot be asked closes its host for minutes only."""

    def __init__(self, pages: tuple[Robots, ...] = ()) -> None:
        self._pages = {page.origin: page for page in pages}
        self._parsed: dict[str, Protego] = {}

    def fresh(self, origin: str, now: datetime) -> Robots | None:
        """What is known of an origin, unless it is too old."""
        page = self._pages.get(origin)
        return page if page is not None and page.is_fresh(now) else None

    def remember(self, page: Robots) -> None:
        """Keep what an origin said."""
        self._pages[page.origin] = page
        self._parsed.pop(page.origin, None)

    def pages(self) -> tuple[Robots, ...]:
        """All that is known, for keeping it."""
        return tuple(self._pages.values())

    def is_understood(self, page: Robots) -> bool:
        """Whether its text has been parsed already."""
        return page.origin in self._parsed

    def understand(self, page: Robots) -> None:
        """Parse its text; the largest take a quarter of a second."""
        self._rules(page)

    def allows(self, page: Robots, url: str) -> bool:
        """Whether ``url`` may be fetched by what its origin says."""
        return bool(self._rules(page).can_fetch(url, ROBOT))

    def crawl_delay_s(self, page: Robots) -> float:
        """The pause between requests that the origin asks for, in seconds; 0 if none."""
        return float(self._rules(page).crawl_delay(ROBOT) or 0.0)

    def _rules(self, page: Robots) -> Protego:
        rules = self._parsed.get(page.origin)
        if rules is None:
            rules = self._parsed[page.origin] = Protego.parse(page.text)
        return rules


def robots_from_failure(origin: str, error: FetchError, now: datetime) -> Robots:
    """A robots.txt that answers 4xx allows everything; one that cannot be asked allows nothing, for a while."""
    # RFC 9309, 2.3.1.3 and 2.3.1.4; "too many requests" says nothing of what is allowed.
    if error.status is not None and 400 <= error.status < 500 and error.status != 429:
        return Robots(origin, now)
    return Robots(origin, now, failure=error)
