"""How fast 500 unchanged feeds are polled, as a share of what a bare aiohttp client loop reaches on the same server.

Run by ``make bench-fetch``. The server is a process of its own on loopback; both sides ask the same addresses (50 host
names of ten feeds), with the same validators, over connections that are kept open, turn by turn. The ratio of the
medians is printed and has to be at least 0.5.
"""

from __future__ import annotations

import argparse
import asyncio
import socket
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median
from typing import NoReturn

import aiohttp
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from outlet import serve, serving

from extractors.records import Feed, FeedMemory
from flows.fetching.fetcher import Fetcher
from flows.fetching.results import FetchRules
from flows.polling import poll_feed

HOSTS = 50
FEEDS_A_HOST = 10
FLOOR = 0.5
ETAG = '"unchanged"'
NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
Round = Callable[[], Awaitable[None]]


class Loopback(AbstractResolver):
    """Every name leads to this machine."""

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002
    ) -> list[ResolveResult]:
        """The address of any name."""
        return [ResolveResult(hostname=host, host="127.0.0.1", port=port, family=socket.AF_INET, proto=0, flags=0)]

    async def close(self) -> None:
        """Nothing is open."""


async def bare_round(session: aiohttp.ClientSession, urls: list[str]) -> None:
    """Ask all addresses as plainly as aiohttp allows."""

    async def ask(url: str) -> None:
        async with session.get(url, headers={"If-None-Match": ETAG}) as response:
            await response.read()
            assert response.status == 304

    await asyncio.gather(*map(ask, urls))


async def nothing_new(*_: object) -> NoReturn:
    """Reads no feed: none of them has changed."""
    raise AssertionError


async def our_round(fetcher: Fetcher, feeds: list[tuple[Feed, FeedMemory]]) -> None:
    """Poll all feeds as a run does."""
    outcomes = await asyncio.gather(
        *(poll_feed(fetcher, feed, memory, NOW, read=nothing_new) for feed, memory in feeds)
    )
    assert {outcome.memory.state for outcome in outcomes} == {"unchanged"}


async def measure(port: int, rounds: int) -> tuple[float, float]:
    """Requests a second: the bare loop's and ours."""
    urls = [f"http://host-{n % HOSTS}.test:{port}/feed/{n}" for n in range(HOSTS * FEEDS_A_HOST)]
    known = replace(FeedMemory(""), state="ok", etag=ETAG, body_hash="x", polls=1)
    feeds = [(Feed(url, "Outlet", "en", "AF", "world"), replace(known, url=url)) for url in urls]
    rules = FetchRules(pause_s=0, allow_private_addresses=True)
    connector = aiohttp.TCPConnector(resolver=Loopback())
    async with aiohttp.ClientSession(connector=connector) as session, Fetcher(rules, resolver=Loopback()) as fetcher:
        await bare_round(session, urls)
        await our_round(fetcher, feeds)
        bare, ours = [], []
        for _ in range(rounds):
            bare.append(await _seconds(lambda: bare_round(session, urls)))
            ours.append(await _seconds(lambda: our_round(fetcher, feeds)))
    return len(urls) / median(bare), len(urls) / median(ours)


async def _seconds(play: Round) -> float:
    started = time.perf_counter()
    await play()
    return time.perf_counter() - started


async def unchanged(request: web.BaseRequest) -> web.StreamResponse:
    """Answer 304 to whoever knows the ETag."""
    if request.headers.get("If-None-Match") == ETAG:
        return web.Response(status=304, headers={"ETag": ETAG})
    return web.Response(status=404)


def main() -> int:
    """Measure, print, and compare with the floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", action="store_true", help="be the server")
    parser.add_argument("--rounds", type=int, default=9, help="how often each side polls everything")
    arguments = parser.parse_args()
    if arguments.serve:
        asyncio.run(serve(unchanged))
        return 0
    with serving(__file__, "--serve") as port:
        bare, ours = asyncio.run(measure(port, arguments.rounds))
    ratio = ours / bare
    verdict = f"at least {FLOOR} is wanted"
    sys.stdout.write(f"bare loop {bare:,.0f} requests/s, poll_feed {ours:,.0f}: ratio {ratio:.2f} ({verdict})\n")
    return 0 if ratio >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
