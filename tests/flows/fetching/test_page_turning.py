"""An article on several pages is fetched whole: five pages at most, as politely as any, and never another article."""

from __future__ import annotations

import asyncio
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from extractors.errors import FetchError
from extractors.records import Entry, Extraction, Page
from flows.fetching.entry_pages import fetch_page
from flows.fetching.fetcher import Fetcher
from flows.passing.page_turning import read_whole
from flows.passing.reading_ahead import Read, Unread, read_ahead
from flows.reading.messages import How, PageAnswer
from flows.reading.work import read_page
from flows.runtime.faults import FaultLog

HEAD = "<html lang=en><head><title>Ferry</title>{}</head><body><article><h1>Ferry</h1>"
PROSE = "<p>Synthetic: part {0} tells of the ferry {1} at the landing stage, and of all the people who wait there.</p>"


class Here:
    async def read_page(self, page: Page, entry: Entry, now: datetime, how: How) -> PageAnswer:
        return await asyncio.to_thread(read_page, page, entry, now, "", False, how)


def _desk(fetcher: Fetcher) -> Any:
    return SimpleNamespace(fetcher=fetcher, faults=FaultLog(), crew=Here())


def _body(number: int, follows: str) -> bytes:
    link = f'<link rel="next" href="{follows}">' if follows else ""
    prose = "".join(PROSE.format(number, word) for word in ("Anna", "Berta", "Clara", "Dora"))
    return f"{HEAD.format(link)}{prose}</article></body></html>".encode()


def _publish(newsroom: Any, pages: int, last: str = "") -> str:
    """The address of an article on several pages, the last of which may lead on."""
    for number in range(1, pages + 1):
        path = "/ferry" + (f"/{number}" if number > 1 else "")
        follows = f"/ferry/{number + 1}" if number < pages else last
        newsroom.publish(f"outlet.test{path}", newsroom.whole(_body(number, follows), kind="text/html"))
    return f"http://outlet.test:{newsroom.port}/ferry"


def _parts(found: Read | Unread) -> list[int]:
    assert isinstance(found, Read)
    return [number for number in range(1, 9) if f"part {number} tells" in found.extraction.article.text]


async def _read(fetcher: Fetcher, url: str) -> Read | Unread:
    return await read_ahead(_desk(fetcher), "entry", Entry("k", "feed", url, "Ferry", "", "Outlet", "en", None))


def _asked(newsroom: Any) -> list[str]:
    return [request.path for request in newsroom.requests if request.path != "/robots.txt"]


@pytest.mark.parametrize(("pages", "read"), [(1, 1), (3, 3), (5, 5), (8, 5)])
async def test_all_pages_are_read_and_no_more_than_five(pages: int, read: int, newsroom: Any, fetcher: Fetcher) -> None:
    found = await _read(fetcher, _publish(newsroom, pages))
    assert _parts(found) == list(range(1, read + 1))
    assert len(_asked(newsroom)) == read


async def test_the_next_article_is_not_even_asked_for(newsroom: Any, fetcher: Fetcher) -> None:
    found = await _read(fetcher, _publish(newsroom, 2, last="/bridge"))
    assert _parts(found) == [1, 2]
    assert _asked(newsroom) == ["/ferry", "/ferry/2"]


async def test_a_page_that_says_the_same_again_ends_the_article(newsroom: Any, fetcher: Fetcher) -> None:
    url = _publish(newsroom, 1, last="/ferry/2")
    newsroom.publish("outlet.test/ferry/2", newsroom.whole(_body(1, "/ferry/3"), kind="text/html"))
    found = await _read(fetcher, url)
    assert _parts(found) == [1]
    assert _asked(newsroom) == ["/ferry", "/ferry/2"]


async def test_a_page_that_cannot_be_had_ends_the_article(newsroom: Any, fetcher: Fetcher) -> None:
    found = await _read(fetcher, _publish(newsroom, 2, last="/ferry/3"))
    assert _parts(found) == [1, 2]


async def test_a_page_that_robots_txt_closes_is_not_asked_for(newsroom: Any, fetcher: Fetcher) -> None:
    url = _publish(newsroom, 2)
    newsroom.publish("outlet.test/robots.txt", newsroom.whole(b"User-agent: *\nDisallow: /ferry/", kind="text/plain"))
    assert _parts(await _read(fetcher, url)) == [1]
    assert _asked(newsroom) == ["/ferry"]


async def test_who_knew_all_pages_is_not_content_with_some(newsroom: Any, fetcher: Fetcher) -> None:
    desk, entry = _desk(fetcher), Entry("k", "feed", "u", "Ferry", "", "Outlet", "en", None)
    page = await fetch_page(fetcher, _publish(newsroom, 2, last="/ferry/3"))
    with pytest.raises(FetchError):
        await read_whole(desk, page, entry, How(), needs_all=True)
    assert isinstance((await read_whole(desk, page, entry, How())).found, Extraction)
