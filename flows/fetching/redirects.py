"""Redirects, followed by hand: each step is checked like a first request, and carries no credential along."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from yarl import URL

from extractors.errors import FetchError
from flows.fetching.guard import checked_url
from flows.fetching.headers import header
from flows.fetching.transfer import Answer

_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)

Ask = Callable[[URL], Awaitable[Answer]]


async def follow(ask: Ask, first: URL, most: int) -> tuple[Answer, str | None]:
    """The answer after at most ``most`` redirects, and the address that permanent ones alone led to, if any did."""
    url, seen = first, {first}
    moved_to: str | None = None
    permanent = True
    while len(seen) <= most + 1:
        answer = await _asked(ask, first, url)
        target = _target(first, answer)
        if target is None:
            return answer, moved_to
        if target in seen:
            break
        permanent = permanent and answer.status in _PERMANENT
        moved_to = str(target) if permanent else moved_to
        seen.add(target)
        url = target
    raise FetchError(str(first), "redirect-loop", f"redirects without end, last to {url}")


async def _asked(ask: Ask, first: URL, url: URL) -> Answer:
    try:
        return await ask(url)
    except FetchError as error:
        raise (error if url == first else _retold(error, first, url)) from error


def _target(first: URL, answer: Answer) -> URL | None:
    location = header(answer.headers, "Location") if answer.status in _REDIRECTS else None
    if not location:
        return None
    try:
        return checked_url(str(answer.url.join(URL(location))))
    except (FetchError, ValueError) as error:
        raise FetchError(
            str(first), "bad-address", f"redirects to {location[:200]!r}, which is no web address"
        ) from error


def _retold(error: FetchError, first: URL, url: URL) -> FetchError:
    words = str(error).removeprefix(f"{error.url}: ")
    return FetchError(str(first), error.reason, f"redirects to {url}, which {words}", error.status, error.retry_after_s)
