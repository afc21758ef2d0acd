"""The client against a server that misbehaves: every situation has its reason word and one readable line."""

from __future__ import annotations

import asyncio
import gzip
import random
import socket
from datetime import UTC, datetime
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest

from extractors.errors import FetchError
from extractors.records import Page
from flows.fetching.fetcher import Fetcher
from flows.fetching.results import FetchRules, Unchanged

SMALL = 20_000_000


async def _hang(request: Any, writer: Any) -> None:
    await asyncio.sleep(30)


async def _drip(request: Any, writer: Any) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(1000):
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def _drip_headers(request: Any, writer: Any) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(1000):
        writer.write(f"X-{number}: y\r\n".encode())
        await writer.drain()
        await asyncio.sleep(0.05)


async def _reset(request: Any, writer: Any) -> None:
    linger = socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00"
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, *linger)
    writer.transport.abort()


async def _close(request: Any, writer: Any) -> None:
    writer.close()


async def _short(request: Any, writer: Any) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this")
    writer.close()


async def _bad_chunks(request: Any, writer: Any) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nno size\r\n0\r\n\r\n")
    writer.close()


async def _cut_chunks(request: Any, writer: Any) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\ntoo short")
    writer.close()


async def _endless(request: Any, writer: Any) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while not writer.is_closing():
        writer.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")
        await writer.drain()


async def _redirect_onwards(request: Any, writer: Any) -> None:
    last = request.path.rpartition("/")[2]
    number = int(last) + 1 if last.isdigit() else 1
    writer.write(f"HTTP/1.1 302 Found\r\nLocation: /feed/{number}\r\nContent-Length: 0\r\n\r\n".encode())


def _answer(head: str, body: bytes = b"") -> bytes:
    return f"HTTP/1.1 {head}\r\nContent-Length: {len(body)}\r\n\r\n".replace(" | ", "\r\n").encode() + body


BOMB = b"0" * SMALL
SITUATIONS: dict[str, tuple[Any, str, str]] = {
    "server hangs": (_hang, "timeout", "no complete answer within 0.5 s"),
    "body drips": (_drip, "timeout", "no complete answer within"),
    "headers drip": (_drip_headers, "timeout", "no complete answer within"),
    "connection reset": (_reset, "reset", "breaks the connection"),
    "closed without a word": (_close, "reset", "breaks the connection"),
    "body shorter than announced": (_short, "wrong-length", "shorter than it announced"),
    "chunks without size": (_bad_chunks, "bad-chunks", "broken chunked body"),
    "chunks cut off": (_cut_chunks, "wrong-length", "shorter than it announced"),
    "endless body": (_endless, "too-large", "sends more than 0.2 MB"),
    "announced 50 MB": (_answer("200 OK | X: y", b"").replace(b": 0", b": 50000000"), "too-large", "more than 0.2 MB"),
    "gzip bomb": (_answer("200 OK | Content-Encoding: gzip", gzip.compress(BOMB)), "too-large", "more than 0.2 MB"),
    "brotli bomb": (_answer("200 OK | Content-Encoding: br", brotli.compress(BOMB)), "too-large", "more than 0.2 MB"),
    "zstd never asked for": (_answer("200 OK | Content-Encoding: zstd", b"(\xb5/\xfd"), "bad-encoding", "body"),
    "unknown encoding": (_answer("200 OK | Content-Encoding: x-own", b"abc"), "bad-encoding", "'x-own', never asked"),
    "gzip that is none": (
        _answer("200 OK | Content-Encoding: gzip", b"plain"),
        "bad-encoding",
        "cannot be decompressed",
    ),
    "no HTTP at all": (b"220 mail.outlet.test ESMTP\r\n", "not-http", "no proper HTTP"),
    "header of 100 KB": (_answer("200 OK | X-Long: " + "y" * 100_000), "not-http", "no proper HTTP"),
    "a thousand headers": (_answer("200 OK" + " | X: y" * 1000), "not-http", "no proper HTTP"),
    "400": (_answer("400 Bad Request"), "http-400", "answers HTTP 400"),
    "401": (_answer("401 Unauthorized"), "blocked", "refuses us (HTTP 401)"),
    "403": (_answer("403 Forbidden"), "blocked", "refuses us (HTTP 403)"),
    "404": (_answer("404 Not Found"), "http-404", "answers HTTP 404"),
    "410": (_answer("410 Gone"), "gone", "gone for good (HTTP 410)"),
    "429": (_answer("429 Too Many Requests | Retry-After: 90"), "http-429", "asks to wait 90 s"),
    "500": (_answer("500 Oops"), "http-500", "answers HTTP 500"),
    "503 of a challenge": (_answer("503 No | cf-mitigated: challenge"), "blocked", "refuses us (HTTP 503)"),
    "304 never asked for": (_answer("304 Not Modified"), "http-304", "answers HTTP 304"),
    "redirect to itself": (_answer("301 Moved | Location: /feed"), "redirect-loop", "redirects without end"),
    "endless redirects": (_redirect_onwards, "redirect-loop", "redirects without end, last to"),
    "redirect to a file": (_answer("302 Found | Location: file:///etc/passwd"), "bad-address", "no web address"),
    "redirect to nonsense": (_answer("302 Found | Location: http://[bad"), "bad-address", "no web address"),
    "redirect without address": (_answer("302 Found"), "http-302", "answers HTTP 302"),
}


@pytest.mark.parametrize("situation", SITUATIONS)
async def test_what_goes_wrong_has_a_reason_and_one_line(newsroom: Any, fetcher: Fetcher, situation: str) -> None:
    reply, reason, words = SITUATIONS[situation]
    url = newsroom.publish("outlet.test/feed", reply)
    for number in range(1, 20):
        newsroom.publish(f"outlet.test/feed/{number}", reply)
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(url)
    assert caught.value.reason == reason
    assert str(caught.value).startswith(f"{url}: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_a_name_that_does_not_exist_is_dns(newsroom: Any, names: Any, fetcher: Fetcher) -> None:
    names.unknown.add("nowhere.test")
    with pytest.raises(FetchError, match="name not found") as caught:
        await fetcher.fetch(f"http://nowhere.test:{newsroom.port}/feed")
    assert caught.value.reason == "dns"


async def test_a_port_nobody_listens_on_is_unreachable(fetcher: Fetcher) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(FetchError, match="cannot connect") as caught:
        await fetcher.fetch(f"http://outlet.test:{port}/feed")
    assert caught.value.reason == "unreachable"


async def test_a_certificate_nobody_vouches_for_is_tls(tls_newsroom: Any, fetcher: Fetcher) -> None:
    url = tls_newsroom.publish("outlet.test/feed", tls_newsroom.whole(b"text")).replace("http:", "https:")
    with pytest.raises(FetchError, match=r"TLS failed: .*certificate") as caught:
        await fetcher.fetch(url)
    assert caught.value.reason == "tls"
    assert tls_newsroom.requests == []


@pytest.mark.parametrize(
    "address",
    ["", "no address", "/feed", "ftp://outlet.test/feed", "file:///etc/passwd", "http://", "http://[::1", "http://a b/",
     "javascript:alert(1)", "http://outlet.test:99999/", "http://" + "x" * 300 + ".test/", "http://\x00/"],
)  # fmt: skip
async def test_a_bad_address_is_refused_before_anything_is_sent(address: str) -> None:
    async with Fetcher(FetchRules(pause_s=0)) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(address)
    assert caught.value.reason == "bad-address"


# --- Addresses that are not public -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "rebound.test"]
)
async def test_no_spelling_of_a_private_address_is_connected(newsroom: Any, names: Any, host: str) -> None:
    names.addresses["rebound.test"] = "127.0.0.1"
    async with Fetcher(FetchRules(pause_s=0), resolver=names if host == "rebound.test" else None) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(f"http://{host}:{newsroom.port}/feed")
    assert caught.value.reason in ("refused-address", "bad-address")
    assert newsroom.requests == []


@pytest.mark.parametrize(
    "address", ["10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "224.0.0.1"]
)
async def test_a_name_that_leads_into_a_private_network_is_refused(names: Any, address: str) -> None:
    names.addresses["inside.test"] = address
    async with Fetcher(FetchRules(pause_s=0), resolver=names) as fetcher:
        with pytest.raises(FetchError, match=f"leads to {address}, which is private") as caught:
            await fetcher.fetch("http://inside.test/feed")
    assert caught.value.reason == "refused-address"


# --- Answers in good order -------------------------------------------------------------------------------------------


async def test_a_page_keeps_address_status_headers_body_and_time(newsroom: Any, names: Any) -> None:
    url = newsroom.publish("outlet.test/feed", newsroom.whole("да".encode(), "X-Odd: \xff"))
    now = datetime(2026, 11, 24, 6, tzinfo=UTC)
    rules = FetchRules(allow_private_addresses=True, pause_s=0)
    async with Fetcher(rules, resolver=names, clock=lambda: now) as fetcher:
        page = await fetcher.fetch(url)
    assert isinstance(page, Page)
    assert (page.url, page.status, page.body, page.fetched_at) == (url, 200, "да".encode(), now)
    assert ("Content-Type", "application/xml") in page.headers
    assert page.moved_to is None


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress)])
async def test_compressed_bodies_are_unpacked(newsroom: Any, fetcher: Fetcher, encoding: str, pack: Any) -> None:
    url = newsroom.publish("outlet.test/feed", newsroom.whole(pack(b"text"), f"Content-Encoding: {encoding}"))
    page = await fetcher.fetch(url)
    assert isinstance(page, Page)
    assert page.body == b"text"
    assert newsroom.seen("/feed")[0].headers["accept-encoding"] == "gzip, br"


async def test_validators_go_out_as_the_server_gave_them(newsroom: Any, fetcher: Fetcher) -> None:
    url = newsroom.publish("outlet.test/feed", newsroom.head("304 Not Modified", 'ETag: W/"odd, one"'))
    answer = await fetcher.fetch(url, etag='W/"odd, one"', last_modified="Tue, 24 Nov 2026 06:00:00 +0000")
    assert isinstance(answer, Unchanged)
    sent = newsroom.seen("/feed")[0].headers
    assert sent["if-none-match"] == 'W/"odd, one"'
    assert sent["if-modified-since"] == "Tue, 24 Nov 2026 06:00:00 +0000"


async def test_a_validator_that_would_break_the_request_is_left_out(newsroom: Any, fetcher: Fetcher) -> None:
    url = newsroom.publish("outlet.test/feed", newsroom.whole(b"text"))
    await fetcher.fetch(url, etag='"a"\r\nX-Evil: 1')
    assert "x-evil" not in newsroom.seen("/feed")[0].headers
    assert "if-none-match" not in newsroom.seen("/feed")[0].headers


async def test_the_client_says_who_it_is_and_whom_to_write_to(newsroom: Any, fetcher: Fetcher) -> None:
    await fetcher.fetch(newsroom.publish("outlet.test/feed", newsroom.whole(b"text")))
    for request in newsroom.requests:
        assert request.headers["user-agent"].startswith("recognition-watch/")
        assert "desk@watch.example" in request.headers["user-agent"]


# --- Redirects -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [((301,), "/2"), ((308,), "/2"), ((302,), None), ((301, 308), "/3"), ((301, 302), "/2"), ((302, 301), None)],
)
async def test_only_permanent_redirects_move_an_address(
    newsroom: Any, fetcher: Fetcher, statuses: tuple[int, ...], moved: str | None
) -> None:
    for number, status in enumerate(statuses, start=1):
        newsroom.publish(f"outlet.test/{number}", newsroom.head(f"{status} Moved", f"Location: /{number + 1}"))
    last = newsroom.publish(f"outlet.test/{len(statuses) + 1}", newsroom.whole(b"text"))
    page = await fetcher.fetch(f"http://outlet.test:{newsroom.port}/1")
    assert page.url == last
    assert page.moved_to == (f"http://outlet.test:{newsroom.port}{moved}" if moved else None)


async def test_no_cookie_and_no_password_goes_to_another_host(newsroom: Any, fetcher: Fetcher) -> None:
    there = newsroom.publish("other.test/there", newsroom.whole(b"text"))
    newsroom.publish(
        "outlet.test/feed", newsroom.head("302 Found", f"Location: {there}", "Set-Cookie: a=b; Domain=test", "X: y")
    )
    await fetcher.fetch(f"http://user:secret@outlet.test:{newsroom.port}/feed")
    await fetcher.fetch(f"http://outlet.test:{newsroom.port}/feed")
    for request in newsroom.requests:
        assert "cookie" not in request.headers
        assert "authorization" not in request.headers


async def test_a_failure_after_a_redirect_names_both_addresses(newsroom: Any, fetcher: Fetcher) -> None:
    gone = f"http://other.test:{newsroom.port}/hang"
    newsroom.publish("other.test/hang", _hang)
    url = newsroom.publish("outlet.test/feed", newsroom.head("302 Found", f"Location: {gone}", "Content-Length: 0"))
    with pytest.raises(FetchError, match=f"^{url}: redirects to {gone}, which .*no complete answer") as caught:
        await fetcher.fetch(url)
    assert caught.value.reason == "timeout"


async def test_an_error_names_the_address_as_it_was_asked_for(newsroom: Any, fetcher: Fetcher) -> None:
    url = f"http://OUTLET.test:{newsroom.port}/none?q=%28a%29+b"
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(url)
    assert caught.value.url == url
    assert str(caught.value) == f"{url}: answers HTTP 404"


async def test_redirects_share_one_time_limit(newsroom: Any, fetcher: Fetcher) -> None:
    async def slowly_onwards(request: Any, writer: Any) -> None:
        await asyncio.sleep(0.2)
        await _redirect_onwards(request, writer)

    for number in range(20):
        url = newsroom.publish(f"outlet.test/feed/{number}", slowly_onwards)
    started = asyncio.get_running_loop().time()
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(url.replace("/19", "/0"))
    assert caught.value.reason == "timeout"
    assert asyncio.get_running_loop().time() - started < 1.5


# --- Whatever a server says ------------------------------------------------------------------------------------------

PIECES = (
    b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 301 Moved\r\n", b"HTTP/9.9 999 \xff\r\n", b"HTTP/1.1 503 No\r\n", b"\r\n", b"\n",
    b"Content-Length: 4\r\n", b"Content-Length: -1\r\n", b"Content-Encoding: gzip\r\n", b"Content-Encoding: br\r\n",
    b"Transfer-Encoding: chunked\r\n", b"4\r\ntext\r\n", b"0\r\n\r\n", b"text", b"\x00", b": \r\n", b"\x1f\x8b\x08\x00",
    b"Location: /feed/x\r\n", b"Location: http://[\r\n", b"Location: \r\n", b"ETag: \xff\xfe\r\n", b"Retry-After: x\n",
)  # fmt: skip


async def test_no_answer_raises_anything_but_our_own_error(newsroom: Any, fetcher: Fetcher) -> None:
    dice = random.Random(20261124)
    reasons = set()

    async def anything(request: Any, writer: Any) -> None:
        start = [b"HTTP/1.1 200 OK\r\n"] if dice.random() < 0.7 else []
        writer.write(b"".join([*start, *dice.choices(PIECES, k=dice.randrange(8))]))
        writer.close()

    for number in range(400):
        url = newsroom.publish(f"host-{number}.test/feed", anything)
        try:
            answer = await fetcher.fetch(url, etag='"a"')
        except FetchError as error:
            reasons.add(error.reason)
        else:
            assert isinstance(answer, Page | Unchanged)
    assert len(reasons) > 4
