"""How the client behaves towards hosts: turns, pauses, robots.txt."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from extractors.errors import FetchError
from extractors.records import Page
from flows.fetching.fetcher import Fetcher
from flows.fetching.results import FetchRules


async def _hang(request: Any, writer: Any) -> None:
    await asyncio.sleep(30)


async def _close(request: Any, writer: Any) -> None:
    writer.close()


def _answer(head: str, body: bytes = b"") -> bytes:
    return f"HTTP/1.1 {head}\r\nContent-Length: {len(body)}\r\n\r\n".replace(" | ", "\r\n").encode() + body


# --- Turns -----------------------------------------------------------------------------------------------------------


async def test_a_host_sees_two_requests_at_once_and_a_pause_between_starts(newsroom: Any, names: Any) -> None:
    async def take_time(request: Any, writer: Any) -> None:
        await asyncio.sleep(0.25)
        writer.write(newsroom.whole(b"text"))

    urls = [newsroom.publish(f"outlet.test/{number}", take_time) for number in range(6)]
    rules = FetchRules(pause_s=0.1, per_host=2, allow_private_addresses=True)
    async with Fetcher(rules, resolver=names) as fetcher:
        await asyncio.gather(*(fetcher.fetch(url) for url in urls))
    starts = newsroom.starts["outlet.test"]
    assert newsroom.most_open["outlet.test"] == 2
    assert all(later - earlier > 0.05 for earlier, later in pairwise(starts))


async def test_a_slow_host_costs_nobody_else_time(newsroom: Any, fetcher: Fetcher) -> None:
    slow = [newsroom.publish(f"slow.test/{number}", _hang) for number in range(20)]
    quick = [newsroom.publish(f"quick-{number}.test/feed", newsroom.whole(b"text")) for number in range(50)]
    waiting = [asyncio.create_task(fetcher.fetch(url)) for url in slow]
    await asyncio.wait_for(asyncio.gather(*(fetcher.fetch(url) for url in quick)), 2)
    assert not all(task.done() for task in waiting)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_after_a_429_the_whole_host_is_left_alone(newsroom: Any, fetcher: Fetcher) -> None:
    busy = newsroom.publish("outlet.test/busy", _answer("429 Slow down | Retry-After: 300"))
    other = newsroom.publish("outlet.test/other", newsroom.whole(b"text"))
    with pytest.raises(FetchError):
        await fetcher.fetch(busy)
    with pytest.raises(FetchError, match="asked for a pause") as caught:
        await fetcher.fetch(other)
    assert caught.value.reason == "http-429"
    assert caught.value.retry_after_s == pytest.approx(300, abs=5)
    assert newsroom.seen("/other") == []


# --- robots.txt ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("robots", "reason"),
    [
        (_answer("404 Not Found"), None),
        (_answer("403 Forbidden"), None),
        (_answer("410 Gone"), None),
        (_answer("200 OK", b""), None),
        (_answer("200 OK", b"<html>not robots</html>"), None),
        (_answer("200 OK", b"User-agent: *\nDisallow: /feed"), "robots"),
        (_answer("200 OK", b"User-agent: *\nDisallow: /\nAllow: /feed"), None),
        (_answer("200 OK", b"User-agent: recognition-watch\nDisallow: /\n\nUser-agent: *\nAllow: /"), "robots"),
        (_answer("200 OK", b"User-agent: other\nDisallow: /"), None),
        (_answer("200 OK", b"User-agent: *\nDisallow: /feed\n" + b"# \n" * 400_000), "robots"),
        (_answer("302 Found | Location: /elsewhere"), "robots"),
        (_answer("503 Down"), "http-503"),
        (_answer("429 Slow down"), "http-429"),
        (_hang, "timeout"),
        (_close, "reset"),
    ],
)
async def test_robots_is_obeyed(newsroom: Any, fetcher: Fetcher, robots: Any, reason: str | None) -> None:
    url = newsroom.publish("outlet.test/feed", newsroom.whole(b"text"))
    newsroom.publish("outlet.test/robots.txt", robots)
    newsroom.publish("outlet.test/elsewhere", _answer("200 OK", b"User-agent: *\nDisallow: /feed"))
    if reason is None:
        assert isinstance(await fetcher.fetch(url), Page)
        return
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(url)
    assert caught.value.reason == reason
    assert newsroom.seen("/feed") == []


async def test_robots_is_asked_once_for_all_addresses_of_a_host(newsroom: Any, fetcher: Fetcher) -> None:
    urls = [newsroom.publish(f"outlet.test/{number}", newsroom.whole(b"text")) for number in range(10)]
    await asyncio.gather(*(fetcher.fetch(url) for url in urls))
    assert len(newsroom.seen("/robots.txt")) == 1


async def test_robots_of_a_day_ago_is_asked_again(newsroom: Any, names: Any) -> None:
    url = newsroom.publish("outlet.test/feed", newsroom.whole(b"text"))
    moments = [datetime(2026, 11, 24, tzinfo=UTC)]
    rules = FetchRules(pause_s=0, allow_private_addresses=True)
    async with Fetcher(rules, resolver=names, clock=lambda: moments[-1]) as fetcher:
        for hours in (0, 23, 25):
            moments.append(moments[0] + timedelta(hours=hours))
            await fetcher.fetch(url)
    assert len(newsroom.seen("/robots.txt")) == 2


async def test_a_crawl_delay_stretches_the_pause(newsroom: Any, names: Any) -> None:
    newsroom.publish("outlet.test/robots.txt", _answer("200 OK", b"User-agent: *\nCrawl-delay: 0.2"))
    urls = [newsroom.publish(f"outlet.test/{number}", newsroom.whole(b"text")) for number in range(3)]
    async with Fetcher(FetchRules(pause_s=0, allow_private_addresses=True), resolver=names) as fetcher:
        await asyncio.gather(*(fetcher.fetch(url) for url in urls))
    starts = newsroom.starts["outlet.test"][1:]
    assert all(later - earlier > 0.1 for earlier, later in pairwise(starts))


async def test_robots_can_be_set_off(newsroom: Any, names: Any) -> None:
    newsroom.publish("outlet.test/robots.txt", _answer("200 OK", b"User-agent: *\nDisallow: /"))
    url = newsroom.publish("outlet.test/feed", newsroom.whole(b"text"))
    rules = FetchRules(pause_s=0, allow_private_addresses=True, obey_robots=False)
    async with Fetcher(rules, resolver=names) as fetcher:
        assert isinstance(await fetcher.fetch(url), Page)
    assert newsroom.seen("/robots.txt") == []
