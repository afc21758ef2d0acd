"""Redirects, followed by hand: each step is checked like a first request, and carries no credential along."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from yarl import URL

from extractors.errors import FetchError
from flows.fetching.guard import checked_url
from flows.fetching.headers import header
from flows.fetching.transfer import Response

_REDIRECTS = (301, 302, 303, 307, 308)  # 300 offers a choice, 304 sends nobody on
_PERMANENT = (301, 308)  # only these may move a feed's address for good

Ask = Callable[[URL], Awaitable[Response]]


async def follow(ask: Ask, asked: str, most: int) -> tuple[Response, str | None]:
    """The answer after at most ``most`` redirects, and the address that permanent ones alone led to, if any did.

    An error names the address as it was ``asked`` for.
    """
    url = checked_url(asked)
    seen = {url}
    moved_to: str | None = None
    permanent = True
    while len(seen) <= most + 1:
        answer = await _answer(ask, asked, url, len(seen) > 1)
        target = _target(asked, answer)
        if target is None:
            return answer, moved_to
        if target in seen:
            break
        permanent = permanent and answer.status in _PERMANENT
        moved_to = str(target) if permanent else moved_to
        seen.add(target)
        url = target
    raise FetchError(asked, "redirect-loop", f"redirects without end, last to {url}")


async def _answer(ask: Ask, asked: str, url: URL, redirected: bool) -> Response:
    try:
        return await ask(url)
    except FetchError as error:
        words = str(error).removeprefix(f"{error.url}: ")
        detail = f"redirects to {url}, which {words}" if redirected else words
        raise FetchError(asked, error.reason, detail, error.status, error.retry_after_s) from error


def _target(asked: str, answer: Response) -> URL | None:
    location = header(answer.headers, "Location") if answer.status in _REDIRECTS else None
    if not location:
        return None
    try:
        return checked_url(str(answer.url.join(URL(location))))
    except (FetchError, ValueError) as error:
        raise FetchError(asked, "bad-address", f"redirects to {location[:200]!r}, which is no web address") from error
