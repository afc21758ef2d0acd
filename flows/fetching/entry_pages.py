"""The page of an entry: fetched, and if that fails, when to try again or why not."""

from __future__ import annotations

from datetime import datetime, timedelta

from extractors.errors import ArticleError, FetchError, RecognitionWatchError
from extractors.records import Page
from flows.fetching.fetcher import Fetcher
from flows.fetching.headers import header
from flows.fetching.results import Unchanged

# Five pauses of 5, 15, 45, 135 and 405 minutes: ten hours, so that an outlet's bad night costs none of its articles.
ATTEMPTS = 6
MOST_ONWARD = 2  # an aggregator's link page, and one that only refreshes to the article; then it is a circle

_FIRST_PAUSE_S = 300.0
_GROWTH = 3.0
_JITTER = 0.2  # of a pause: what failed together is not asked for together again
_READABLE = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")
_PERMANENT = frozenset({"gone", "bad-address", "too-large", "robots", "not-a-page"})
# A page not out everywhere yet, timed out, misdirected, locked, asked too early or too often: it may pass by itself.
_PASSING_4XX = frozenset({404, 408, 421, 423, 425, 429})


async def fetch_page(fetcher: Fetcher, url: str) -> Page:
    """The page at an address; FetchError if it cannot be had or is no text. It may still be a wall, or send on."""
    page = await fetcher.fetch(url)
    if isinstance(page, Unchanged):  # for its type alone: without validators a 304 is an error already
        raise FetchError(url, "http-304", "answers 304 to a first request", 304)
    kind = (header(page.headers, "Content-Type") or "").partition(";")[0].strip().lower()
    if kind and kind not in _READABLE:
        raise FetchError(url, "not-a-page", f"is {kind}, not a page of text", page.status)
    return page


def is_permanent(error: RecognitionWatchError) -> bool:
    """Whether trying again cannot help. A 404 can be a page that is not out everywhere yet."""
    if not isinstance(error, FetchError):
        return not (isinstance(error, ArticleError) and error.reason == "soft-404")
    # A wall ("blocked") takes us for a robot at one hour and lets us in at another.
    other_4xx = error.status is not None and 400 <= error.status < 500 and error.status not in _PASSING_4XX
    return error.reason in _PERMANENT or (other_4xx and error.reason != "blocked")


def next_attempt(
    attempts: int, now: datetime, jitter: float, *, most: int = ATTEMPTS, retry_after_s: float | None = None
) -> datetime | None:
    """When to try again after ``attempts`` failures (this one counted): 5 min, 15 min, 45 min, …; None is never."""
    if attempts >= most:
        return None
    pause_s = _FIRST_PAUSE_S * _GROWTH ** (max(attempts, 1) - 1)
    return now + timedelta(seconds=max(pause_s, retry_after_s or 0.0) * (1 + _JITTER * jitter))
