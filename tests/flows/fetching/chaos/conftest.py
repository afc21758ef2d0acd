"""The ways in which the chaos newsroom's feeds misbehave, each with the state and reason its feed has to end in."""

from __future__ import annotations

import asyncio
import gzip
import socket
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
RUNS = 3
LAST = 4 + 3 * (RUNS - 1)
Reply = Callable[["Stage", str, Any, Any], Awaitable[None]]


@dataclass
class Stage:
    """What replies go by: the server, which run it is (three hours apart), how often each feed was asked."""

    room: Any
    run: int = 0
    asked: Counter[str] = field(default_factory=Counter)

    @property
    def now(self) -> datetime:
        """The moment of the run."""
        return NOW + timedelta(hours=3) * self.run

    @property
    def count(self) -> int:
        """How many entries a feed has by now."""
        return 4 + 3 * self.run


@dataclass(frozen=True)
class Way:
    """One way to misbehave; ``delivers`` where the entries have to arrive all the same."""

    name: str
    reply: Reply
    state: str
    reason: str
    delivers: bool


WAYS: list[Way] = []


def way(state: str, reason: str, *, delivers: bool = False) -> Callable[[Reply], Reply]:
    """List a reply as a way."""

    def listed(reply: Reply) -> Reply:
        WAYS.append(Way(reply.__name__, reply, state, reason, delivers))
        return reply

    return listed


def _items(name: str, count: int, *, day: str = "23 Nov 2026", guid: str = "", query: str = "") -> str:
    return "".join(
        f"<item><title>{name} {number}</title><link>https://{name}.test/story/{number}{query}</link>"
        f"<guid isPermaLink='false'>{guid}{number}</guid><pubDate>Mon, {day} 10:00:00 GMT</pubDate></item>"
        for number in range(count, 0, -1)
    )


def _rss(items: str, encoding: str = "utf-8") -> bytes:
    title = "<title>Новости</title>"
    text = f"<?xml version='1.0' encoding='{encoding}'?><rss version='2.0'><channel>{title}{items}</channel></rss>"
    return text.encode(encoding)


def _bomb(packer: Any, finish: Any, megabytes: int) -> bytes:
    return b"".join(packer(b" " * 1_000_000) for _ in range(megabytes)) + bytes(finish())


_ZIP = zlib.compressobj(wbits=31)
GZIP_BOMB = _bomb(_ZIP.compress, _ZIP.flush, 100)
_BROTLI = brotli.Compressor(quality=3)
BROTLI_BOMB = _bomb(_BROTLI.process, _BROTLI.finish, 100)


# --- Feeds in good order, and feeds that deliver in spite of their ways -----------------------------------------------


async def good(stage: Stage, name: str, request: Any, writer: Any) -> None:
    """Validators that are true, and compression."""
    etag = f'"{stage.run}"'
    if request.headers.get("if-none-match") == etag:
        writer.write(stage.room.head("304 Not Modified", f"ETag: {etag}"))
        return
    body = gzip.compress(_rss(_items(name, stage.count)), 1)
    writer.write(stage.room.whole(body, f"ETag: {etag}", "Content-Encoding: gzip"))


@way("ok", "", delivers=True)
async def etag_that_lies(stage: Stage, name: str, request: Any, writer: Any) -> None:
    if "if-none-match" in request.headers:
        writer.write(stage.room.head("304 Not Modified"))
    else:
        writer.write(stage.room.whole(_rss(_items(name, stage.count)), 'ETag: "always"'))


@way("ok", "", delivers=True)
async def changed_guids(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(_rss(_items(name, stage.count, guid=f"run-{stage.run}-"))))


@way("ok", "", delivers=True)
async def changed_tracking(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(_rss(_items(name, stage.count, query=f"?utm_source=rss&amp;utm_id={stage.run}"))))


@way("ok", "", delivers=True)
async def changed_scheme(stage: Stage, name: str, request: Any, writer: Any) -> None:
    items = _items(name, stage.count)
    writer.write(stage.room.whole(_rss(items.replace("https://", "http://www.") if stage.run else items)))


@way("ok", "", delivers=True)
async def flapping_500(stage: Stage, name: str, request: Any, writer: Any) -> None:
    if stage.run == 1:
        writer.write(stage.room.whole(b"", status="500 Oops"))
    else:
        await good(stage, name, request, writer)


@way("ok", "", delivers=True)
async def wrong_encoding(stage: Stage, name: str, request: Any, writer: Any) -> None:
    body = _rss(_items(name, stage.count), "windows-1251").replace(b"windows-1251", b"utf-8")
    writer.write(stage.room.whole(body, kind="text/xml; charset=utf-8"))


@way("ok", "", delivers=True)
async def cut_after_entries(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(_rss(_items(name, stage.count)).removesuffix(b"</channel></rss>")))


@way("ok", "", delivers=True)
async def junk_before(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(b"\n\n<b>Warning</b>: mysql_connect() failed\n" + _rss(_items(name, stage.count))))


@way("ok", "", delivers=True)
async def entry_without_link(stage: Stage, name: str, request: Any, writer: Any) -> None:
    items = "<item><title>nowhere</title></item>" + _items(name, stage.count)
    writer.write(stage.room.whole(_rss(items)))


@way("ok", "", delivers=True)
async def slow_but_whole(stage: Stage, name: str, request: Any, writer: Any) -> None:
    body = _rss(_items(name, stage.count))
    writer.write(stage.room.head("200 OK", "Transfer-Encoding: chunked"))
    for start in range(0, len(body), 400):
        part = body[start : start + 400]
        writer.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
        await writer.drain()
        await asyncio.sleep(0.05)
    writer.write(b"0\r\n\r\n")


@way("ok", "", delivers=True)
async def moved_for_good(stage: Stage, name: str, request: Any, writer: Any) -> None:
    if request.path.endswith("/there"):
        await good(stage, name, request, writer)
    else:
        writer.write(stage.room.head("301 Moved", f"Location: {request.path}/there", "Content-Length: 0"))


@way("shrunken", "3 entries, 10 are usual", delivers=True)
async def shrunken(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(_rss(_items(name, LAST) if stage.run == 0 else _items(name, 3))))


@way("silent", "no new entry for 680 days", delivers=True)
async def silent(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(_rss(_items(name, LAST, day="13 Jan 2025"))))


# --- Feeds from which nothing can be had ------------------------------------------------------------------------------


async def _hang() -> None:
    await asyncio.sleep(60)


@way("failing", "timeout")
async def slow_headers(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nX-Wait: ")
    await writer.drain()
    await _hang()


@way("failing", "timeout")
async def dripping_body(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.head("200 OK", "Content-Length: 100000"))
    while not writer.is_closing():
        writer.write(b"<")
        await writer.drain()
        await asyncio.sleep(0.1)


@way("failing", "reset")
async def reset(stage: Stage, name: str, request: Any, writer: Any) -> None:
    linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    writer.transport.abort()


@way("failing", "reset")
async def closed_at_once(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.close()


@way("failing", "wrong-length")
async def wrong_length(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.head("200 OK", "Content-Length: 100000") + _rss(_items(name, 3)))
    writer.close()


@way("failing", "bad-chunks")
async def bad_chunking(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.head("200 OK", "Transfer-Encoding: chunked") + b"xyz\r\n" + _rss(_items(name, 3)))
    writer.close()


@way("failing", "too-large")
async def gzip_bomb(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(GZIP_BOMB, "Content-Encoding: gzip"))


@way("failing", "too-large")
async def brotli_bomb(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(BROTLI_BOMB, "Content-Encoding: br"))


@way("failing", "too-large")
async def endless_body(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.head("200 OK"))
    while not writer.is_closing():
        writer.write(b"<item></item>" * 1000)
        await writer.drain()


@way("failing", "too-large")
async def fifty_megabytes(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.head("200 OK", "Content-Length: 50000000"))
    writer.close()


@way("failing", "bad-encoding")
async def encoding_never_asked_for(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(b"(\xb5/\xfd\x04", "Content-Encoding: zstd"))


@way("failing", "bad-encoding")
async def broken_gzip(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(b"no gzip at all" * 9, "Content-Encoding: gzip"))


@way("failing", "redirect-loop")
async def endless_redirect(stage: Stage, name: str, request: Any, writer: Any) -> None:
    stage.asked[name] += 1
    base = request.path.partition("?")[0]
    writer.write(stage.room.head("302 Found", f"Location: {base}?{stage.asked[name]}", "Content-Length: 0"))


@way("failing", "redirect-loop")
async def cookie_wall(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.head("302 Found", f"Location: {request.path}", "Set-Cookie: seen=1", "Content-Length: 0"))


@way("failing", "bad-address")
async def redirect_to_a_file(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.head("302 Found", "Location: file:///etc/passwd", "Content-Length: 0"))


@way("blocked", "blocked")
async def captcha(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(b"<!doctype html><html><div class=h-captcha>Prove it</div></html>", kind="text/html"))


@way("blocked", "blocked")
async def status_403(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(b"no", status="403 Forbidden"))


@way("failing", "http-404")
async def status_404(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(b"no", status="404 Not Found"))


@way("gone", "gone")
async def status_410(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(b"no", status="410 Gone"))


@way("failing", "http-304")
async def never_modified(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.head("304 Not Modified"))


@way("not_a_feed", "html")
async def web_page(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(b"<!doctype html><html><body><p>Home</p></body></html>", kind="text/html"))


@way("not_a_feed", "empty")
async def empty_body(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(b""))


@way("empty", "a feed without entries")
async def empty_channel(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(_rss("")))


@way("failing", "truncated")
async def cut_before_entries(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(_rss(_items(name, 3))[:90]))


@way("not_a_feed", "entity-bomb")
async def entity_bomb(stage: Stage, name: str, request: Any, writer: Any) -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]>'.encode() + _rss("<item><title>&l9;</title></item>")
    writer.write(stage.room.whole(body))


@way("not_a_feed", "entity-bomb")
async def external_entity(stage: Stage, name: str, request: Any, writer: Any) -> None:
    body = b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + _rss("<item><title>&x;</title></item>")
    writer.write(stage.room.whole(body))


@way("failing", "not-http")
async def no_http(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(b"SSH-2.0-OpenSSH_9.6\r\n")
    writer.close()


@way("failing", "not-http")
async def header_flood(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.head("200 OK", *(f"X-{number}: y" for number in range(2000))))


# --- Hosts that misbehave as a whole ----------------------------------------------------------------------------------


async def busy_until_a_date(stage: Stage, name: str, request: Any, writer: Any) -> None:
    again = (stage.now + timedelta(hours=20)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    writer.write(stage.room.whole(b"", f"Retry-After: {again}", status="429 Too Many Requests"))


async def down_for_hours(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(b"", "Retry-After: 7200", status="503 Down"))


async def hangs(stage: Stage, name: str, request: Any, writer: Any) -> None:
    await _hang()


async def forbids(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(b"User-agent: *\nDisallow: /", kind="text/plain"))


async def is_down(stage: Stage, name: str, request: Any, writer: Any) -> None:
    writer.write(stage.room.whole(b"", status="502 Bad Gateway"))


HOST_WAYS = [
    Way("unknown_name", good, "failing", "dns", False),
    Way("dead_port", good, "failing", "unreachable", False),
    Way("certificate_of_nobody", good, "failing", "tls", False),
    Way("robots_forbids", good, "blocked", "robots", False),
    Way("robots_is_down", good, "failing", "http-502", False),
    Way("hangs_on_everything", hangs, "failing", "timeout", False),
    Way("busy_until_a_date", busy_until_a_date, "failing", "http-429", False),
    Way("down_for_hours", down_for_hours, "failing", "http-503", False),
]
ROBOTS: dict[str, Reply] = {"robots_forbids": forbids, "robots_is_down": is_down, "hangs_on_everything": hangs}
GOOD = Way("good", good, "ok", "", True)


@pytest.fixture
def chaos() -> Any:
    """All of this module, for the test."""
    return SimpleNamespace(
        stage=Stage, good=GOOD, ways=tuple(WAYS), host_ways=tuple(HOST_WAYS), robots=ROBOTS, runs=RUNS, last=LAST
    )
