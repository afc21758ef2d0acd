"""One feed polled over real HTTP: what comes back, what is remembered, and that errors come back as values."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from extractors.errors import FetchError, ReadError
from extractors.records import Feed, FeedMemory, Listing
from flows.fetching.fetcher import Fetcher
from flows.polling import PollOutcome, PollRules, poll_feed
from flows.reading.work import read_feed

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)


def _item(name: str) -> str:
    link = f"https://outlet.example/{name}"
    return f"<item><title>{name}</title><link>{link}</link><pubDate>Tue, 24 Nov 2026 05:00:00 GMT</pubDate></item>"


def _rss(*names: str, channel: str = "") -> bytes:
    items = "".join(map(_item, names))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{channel}{items}</channel></rss>'.encode()


def _html(text: str) -> bytes:
    return f"<!doctype html><html><head><title>Page</title></head><body>{text}</body></html>".encode()


async def _poll(fetcher: Fetcher, url: str, times: int = 1, **more: Any) -> list[PollOutcome]:
    feed = Feed(url, "Outlet", "en", "AF", "afghanistan", **more)
    memory, outcomes = FeedMemory(url), []
    for number in range(times):
        now = NOW + timedelta(hours=number)
        read = partial(asyncio.to_thread, read_feed)
        outcome = await poll_feed(fetcher, feed, memory, now, rules=PollRules(full_every=4), read=read)
        memory = outcome.memory
        outcomes.append(outcome)
    return outcomes


CAPTCHA = _html("<div class='g-recaptcha'></div><p>Please show that you are no machine.</p>")
LONG = _html("<p>News of the day from all provinces.</p>" * 100 + "<script src=/recaptcha.js></script>")

BODIES: list[tuple[str, bytes, str, str]] = [
    ("one entry", _rss("a"), "ok", ""),
    ("no entry", _rss(), "empty", "a feed without entries"),
    ("captcha", CAPTCHA, "blocked", "blocked"),
    ("Cloudflare", _html("<title>Just a moment...</title><script>" + "x" * 5000 + "</script>"), "blocked", "blocked"),
    ("F5 challenge", _html("<script src='/TSPD/08a?type=7'></script>"), "blocked", "blocked"),
    ("a whole page with a captcha form", LONG, "not_a_feed", "html"),
    ("a page", _html("<p>Our feed has moved.</p>"), "not_a_feed", "html"),
    ("nothing", b"", "not_a_feed", "empty"),
    ("JSON", b'{"items": []}', "not_a_feed", "not-a-feed"),
    ("cut before the first entry", _rss("a")[:60], "failing", "truncated"),
    ("cut after the first entry", _rss("a", "b")[:-40], "ok", ""),
    (
        "entity bomb",
        b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + _rss("a").replace(b"T<", b"&b;<"),
        "not_a_feed",
        "entity-bomb",
    ),
    ("old entries", _rss("a").replace(b"Nov 2026", b"Nov 2025"), "silent", "no new entry for 365 days"),
]


@pytest.mark.parametrize(("body", "state", "reason"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
async def test_a_body_ends_in_its_state(newsroom: Any, fetcher: Fetcher, body: bytes, state: str, reason: str) -> None:
    url = newsroom.publish("outlet.test/feed", newsroom.whole(body))
    outcome = (await _poll(fetcher, url))[0]
    assert (outcome.memory.state, outcome.memory.reason) == (state, reason)
    assert (outcome.error is None) == (state in ("ok", "empty", "silent"))
    assert outcome.memory.polls == 1


async def test_an_unreachable_host_comes_back_as_a_value(names: Any, newsroom: Any, fetcher: Fetcher) -> None:
    names.unknown.add("nowhere.test")
    outcome = (await _poll(fetcher, f"http://nowhere.test:{newsroom.port}/feed"))[0]
    assert isinstance(outcome.error, FetchError)
    assert (outcome.memory.state, outcome.memory.reason, outcome.entries) == ("failing", "dns", ())


async def test_a_second_poll_is_conditional_and_a_304_is_unchanged(newsroom: Any, fetcher: Fetcher) -> None:
    async def reply(request: Any, writer: Any) -> None:
        known = request.headers.get("if-none-match") == '"1"'
        writer.write(newsroom.head("304 Not Modified") if known else newsroom.whole(_rss("a"), 'ETag: "1"'))

    outcomes = await _poll(fetcher, newsroom.publish("outlet.test/feed", reply), 5)
    assert [outcome.memory.state for outcome in outcomes] == ["ok", "unchanged", "unchanged", "unchanged", "unchanged"]
    assert ["if-none-match" in request.headers for request in newsroom.seen("/feed")] == [False, *[True] * 3, False]
    assert [len(outcome.entries) for outcome in outcomes] == [1, 0, 0, 0, 0]


async def test_a_server_whose_etag_lies_is_found_out_by_the_forced_full_fetch(newsroom: Any, fetcher: Fetcher) -> None:
    bodies = [_rss("a"), _rss("b", "a")]

    async def reply(request: Any, writer: Any) -> None:
        lies = "if-none-match" in request.headers
        body = bodies[0] if not newsroom.seen("/feed")[1:] else bodies[1]
        writer.write(newsroom.head("304 Not Modified") if lies else newsroom.whole(body, 'ETag: "same"'))

    outcomes = await _poll(fetcher, newsroom.publish("outlet.test/feed", reply), 5)
    assert [len(outcome.entries) for outcome in outcomes] == [1, 0, 0, 0, 2]


async def test_a_failure_is_followed_by_a_full_fetch(newsroom: Any, fetcher: Fetcher) -> None:
    answers = [
        newsroom.whole(_rss("a"), 'ETag: "1"'),
        newsroom.whole(b"", status="500 Oops"),
        newsroom.whole(_rss("a"), 'ETag: "1"'),
    ]

    async def reply(request: Any, writer: Any) -> None:
        writer.write(answers[len(newsroom.seen("/feed")) - 1])

    outcomes = await _poll(fetcher, newsroom.publish("outlet.test/feed", reply), 3)
    assert [outcome.memory.state for outcome in outcomes] == ["ok", "failing", "unchanged"]
    assert ["if-none-match" in request.headers for request in newsroom.seen("/feed")] == [False, True, False]


async def test_an_address_that_moved_for_good_is_asked_directly_after_three_polls(
    newsroom: Any, fetcher: Fetcher
) -> None:
    there = newsroom.publish("new.test/feed", newsroom.whole(_rss("a")))
    url = newsroom.publish(
        "old.test/feed", newsroom.head("301 Moved Permanently", f"Location: {there}", "Content-Length: 0")
    )
    outcomes = await _poll(fetcher, url, 5)
    asked = [request.host for request in newsroom.seen("/feed")]
    assert asked == ["old.test", "new.test"] * 3 + ["new.test"] * 2
    assert {outcome.memory.url for outcome in outcomes} == {url}
    assert outcomes[-1].memory.moved_to == there


async def test_a_ttl_stretches_the_interval(newsroom: Any, fetcher: Fetcher) -> None:
    url = newsroom.publish("outlet.test/feed", newsroom.whole(_rss("a", channel="<ttl>120</ttl>")))
    memory = (await _poll(fetcher, url))[0].memory
    assert memory.next_poll_at is not None
    assert memory.next_poll_at - NOW >= timedelta(hours=2)


async def test_a_listing_page_is_read_by_its_selectors(newsroom: Any, fetcher: Fetcher) -> None:
    page = _html(
        "<a href=/about>About</a>"
        "<article><a href=/n/1><img></a><h2><a href=/n/1?utm_source=x>First <b>story</b></a></h2>"
        "<time datetime=2026-11-23T08:00:00Z>yesterday</time><p class=sum>What it is about</p></article>"
        "<article><h2>No link</h2></article>"
        "<article><h2><a href=/n/1>First again</a></h2></article>"
    )
    url = newsroom.publish("outlet.test/news", newsroom.whole(page, kind="text/html"))
    listing = Listing("article", link="h2 a", summary=".sum", date="time")
    outcome = (await _poll(fetcher, url, listing=listing))[0]
    assert outcome.memory.state == "ok"
    assert [(entry.url, entry.title, entry.summary) for entry in outcome.entries] == [
        (f"http://outlet.test:{newsroom.port}/n/1", "First story", "What it is about")
    ]
    assert outcome.entries[0].published_at == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert outcome.problems == ("item 2: it has no usable link",)


@pytest.mark.parametrize(
    ("listing", "reason"),
    [(Listing(".none"), "no-items"), (Listing("p["), "bad-selector"), (Listing("p", "::x"), "bad-selector")],
)
async def test_a_listing_that_meets_nothing_is_no_silence(
    newsroom: Any, fetcher: Fetcher, listing: Listing, reason: str
) -> None:
    url = newsroom.publish("outlet.test/news", newsroom.whole(_html("<p><a href=/x>X</a></p>"), kind="text/html"))
    outcome = (await _poll(fetcher, url, listing=listing))[0]
    assert isinstance(outcome.error, ReadError)
    assert (outcome.memory.state, outcome.memory.reason) == ("not_a_feed", reason)
