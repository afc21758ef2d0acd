"""Pages that send their reader on."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import FetchError
from extractors.records import Entry, Page
from flows.fetching.fetcher import Fetcher
from flows.passing.reading_ahead import Read, Unread, read_ahead
from flows.reading.interstitials import target_of_interstitial
from flows.reading.messages import How, PageAnswer
from flows.reading.work import read_page
from flows.runtime.faults import FaultLog

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
HERE = "https://outlet.example/a"
LINK = "https://news.google.com/rss/articles/CBMi"


def _page(body: str, url: str = HERE) -> Page:
    return Page(url, 200, (("Content-Type", "text/html"),), body.encode(), NOW)


@pytest.mark.parametrize(
    ("body", "target"),
    [
        ('<meta http-equiv="refresh" content="0; url=https://b.example/x">', "https://b.example/x"),
        ("<META content='0;URL=/x?a=1&amp;b=2' HTTP-EQUIV=Refresh>", "https://outlet.example/x?a=1&b=2"),
        ("<meta http-equiv=refresh content=\"5; url='https://b.example/x'\">", "https://b.example/x"),
        ('<meta http-equiv="refresh" content="300">', None),
        ('<meta http-equiv="refresh" content="300; url=https://b.example/x">', None),
        ('<meta http-equiv="refresh" content="0; url=https://outlet.example/a">', None),
        ('<meta http-equiv="refresh" content="0; url=javascript:alert(1)">', None),
        ('<meta name="refresh" content="0; url=https://b.example/x">', None),
        ('<a data-n-au="https://b.example/x">', None),
        ("<p>text</p>", None),
    ],
)
def test_only_a_page_that_sends_on_at_once_is_followed(body: str, target: str | None) -> None:
    assert target_of_interstitial(_page(body)) == target


def test_an_aggregators_link_page_names_the_publishers_address() -> None:
    body = '<c-wiz><a data-n-au="https://outlet.example/a?x=1&amp;y=2" rel="nofollow">Open</a></c-wiz>'
    assert target_of_interstitial(_page(body, LINK)) == "https://outlet.example/a?x=1&y=2"


async def _read(fetcher: Fetcher, url: str) -> Read | Unread:
    class Here:
        async def read_page(self, page: Page, entry: Entry, now: datetime, how: How) -> PageAnswer:
            return await asyncio.to_thread(read_page, page, entry, now, "", False, how)

    desk: Any = SimpleNamespace(fetcher=fetcher, faults=FaultLog(), crew=Here())
    return await read_ahead(desk, "entry", Entry("k", "feed", url, "title", "", "Outlet", "en", None))


async def test_the_page_of_an_entry_is_the_one_its_link_leads_to(newsroom: Any, fetcher: Fetcher) -> None:
    there = newsroom.publish("outlet.test/story", newsroom.whole(b"<p>the story", kind="text/html"))
    page = f'<a data-n-au="{there}">'.encode()
    url = newsroom.publish("news.google.com/articles/abc", newsroom.whole(page, kind="text/html"))
    found = await _read(fetcher, url)
    assert found.page is not None
    assert (found.page.url, found.page.body) == (there, b"<p>the story")


async def test_pages_that_send_on_to_each_other_end(newsroom: Any, fetcher: Fetcher) -> None:
    urls = [f"http://outlet.test:{newsroom.port}/{name}" for name in "ab"]
    for name, target in zip("ab", reversed(urls), strict=True):
        page = f'<meta http-equiv="refresh" content="0;url={target}">'.encode()
        newsroom.publish(f"outlet.test/{name}", newsroom.whole(page, kind="text/html"))
    await _read(fetcher, urls[0])
    assert len(newsroom.requests) == 4


async def test_a_wall_is_told_as_such_with_its_bytes(newsroom: Any, fetcher: Fetcher) -> None:
    wall = b"<html><body><div id=px-captcha></div>"
    found = await _read(fetcher, newsroom.publish("outlet.test/a", newsroom.whole(wall, kind="text/html")))
    assert isinstance(found, Unread)
    assert isinstance(found.why, FetchError)
    assert found.why.reason == "blocked"
    assert found.page is not None
    assert found.page.body == wall


PARTS = ["<meta ", "http-equiv=refresh ", "content='", "0;url=", "//x", "'", ">", "data-n-au=", '"', "&#0;", "http://["]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PARTS)).map("".join), st.sampled_from([HERE, LINK]))
def test_no_page_breaks_the_look_for_onward_links(body: str, url: str) -> None:
    target = target_of_interstitial(_page(body, url))
    assert target is None or target.startswith("http")
