"""The page of an entry: which answers are pages, which failures pass, and when to try again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import ArticleError, FetchError
from extractors.records import Page
from flows.fetching.entry_pages import fetch_page, is_permanent, next_attempt
from flows.fetching.fetcher import Fetcher
from flows.reading.bot_walls import wall_of

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
URL = "https://outlet.example/a"


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "TEXT/HTML", "application/xhtml+xml", "text/plain"])
async def test_a_page_of_text_is_given_as_it_was_served(newsroom: Any, fetcher: Fetcher, kind: str) -> None:
    url = newsroom.publish("outlet.test/a", newsroom.whole(b"<html><p>text", kind=kind))
    assert (await fetch_page(fetcher, url)).body == b"<html><p>text"


@pytest.mark.parametrize(
    ("kind", "body", "reason"),
    [
        ("application/pdf", b"%PDF", "not-a-page"),
        ("image/jpeg", b"\xff\xd8", "not-a-page"),
    ],
)
async def test_what_is_no_page_is_refused(newsroom: Any, fetcher: Fetcher, kind: str, body: bytes, reason: str) -> None:
    url = newsroom.publish("outlet.test/a", newsroom.whole(body, kind=kind))
    with pytest.raises(FetchError) as caught:
        await fetch_page(fetcher, url)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("error", "permanent"),
    [
        (FetchError(URL, "timeout"), False),
        (FetchError(URL, "dns"), False),
        (FetchError(URL, "reset"), False),
        (FetchError(URL, "http-500", status=500), False),
        (FetchError(URL, "http-404", status=404), False),
        (FetchError(URL, "http-429", status=429), False),
        (FetchError(URL, "blocked", status=403), False),
        (FetchError(URL, "gone", status=410), True),
        (FetchError(URL, "http-400", status=400), True),
        (FetchError(URL, "http-406", status=406), True),
        (FetchError(URL, "too-large"), True),
        (FetchError(URL, "bad-address"), True),
        (FetchError(URL, "robots"), True),
        (FetchError(URL, "not-a-page"), True),
        (ArticleError(URL, "no-text"), True),
        (ArticleError(URL, "no-article"), True),
        (ArticleError(URL, "soft-404"), False),
    ],
)
def test_only_what_trying_again_cannot_help_is_permanent(error: Any, permanent: bool) -> None:
    assert is_permanent(error) is permanent


def test_attempts_come_at_growing_pauses_and_end() -> None:
    moments = [next_attempt(attempts, NOW, 0.0) for attempts in range(1, 7)]
    pauses = [None if moment is None else (moment - NOW) // timedelta(minutes=1) for moment in moments]
    assert pauses == [5, 15, 45, 135, 405, None]
    assert next_attempt(1, NOW, 1.0) == NOW + timedelta(minutes=6)
    assert next_attempt(1, NOW, 0.0, retry_after_s=3600) == NOW + timedelta(hours=1)
    assert next_attempt(2, NOW, 0.0, most=2) is None


def test_a_long_head_does_not_make_a_wall_of_a_page_with_a_captcha_form() -> None:
    head = b"<html><head><style>" + b"p{color:red}" * 20_000 + b"</style><script src=recaptcha.js></script></head>"
    text = b"<p>The ministry said on Tuesday that nothing has been decided yet.</p>" * 20
    assert wall_of(Page(URL, 200, (), head + text, NOW)) is None
    assert wall_of(Page(URL, 200, (), head + text[:70], NOW)) == "a captcha"


@pytest.mark.parametrize(
    ("url", "headers", "body", "wall"),
    [
        (URL, (("X-Amzn-WAF-Action", "challenge"),), b"", "an AWS challenge"),
        ("https://outlet.example/captcha?back=/a", (), b"<html><body>Prove it", "a captcha"),
        ("https://outlet.example/captcha-fraud", (), b"<rss/>", None),
        (URL, (), b"<html><title>Just a moment...</title>", "a Cloudflare challenge"),
        (URL, (), b"<html><p>Nothing here", None),
    ],
)
def test_walls_are_known_by_their_marks(url: str, headers: Any, body: bytes, wall: str | None) -> None:
    assert wall_of(Page(url, 202, headers, body, NOW)) == wall


@settings(deadline=None)
@given(
    st.binary() | st.lists(st.sampled_from([b"<html", b"<script", b"</", b">", b"captcha", b"<", b"a "])).map(b"".join)
)
def test_no_body_breaks_the_look_for_walls(body: bytes) -> None:
    wall = wall_of(Page(URL, 200, (), body, NOW))
    assert wall is None or b"captcha" in body
