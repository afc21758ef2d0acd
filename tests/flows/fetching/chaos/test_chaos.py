"""300 feeds on 100 hosts, a third of which misbehave: what arrives, what is said of each, what it costs."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from extractors.records import Feed, FeedMemory
from flows.fetching.fetcher import Fetcher
from flows.fetching.results import FetchRules
from flows.polling import PollOutcome, PollRules, is_due, poll_feed
from flows.reading.work import read_feed
from storage.store import Store, open_store

HOSTS = 100
MOST_SECONDS = 120.0
MOST_BYTES = 150_000_000
RULES = FetchRules(
    timeout_s=8.0,
    connect_timeout_s=6.0,
    max_bytes=1_000_000,
    concurrency=30,
    pause_s=0.02,
    allow_private_addresses=True,
)
POLLS = PollRules(full_every=2)


@dataclass
class Played:
    """One feed of the newsroom: how it behaves, how it ended."""

    name: str
    feed: Feed
    way: Any
    outcomes: list[PollOutcome] = field(default_factory=list)

    @property
    def memory(self) -> FeedMemory:
        """What is remembered of it in the end."""
        return self.outcomes[-1].memory


async def test_the_chaos_newsroom(newsroom: Any, tls_newsroom: Any, names: Any, chaos: Any, tmp_path: Path) -> None:
    stage = chaos.stage(newsroom)
    played = _open_newsroom(stage, chaos, {"plain": newsroom.port, "tls": tls_newsroom.port}, names)
    arrived: Counter[str] = Counter()
    started = asyncio.get_running_loop().time()
    async with _watched_memory() as most:
        with open_store(f"sqlite:///{tmp_path}/store.sqlite3") as store:
            for stage.run in range(chaos.runs):
                arrived.update(await _run(store, played, names, stage.now))
            stored = store.due_entries(stage.now, 10_000)
    seconds = asyncio.get_running_loop().time() - started

    assert [story for story, times in arrived.items() if times > 1] == []
    assert set(arrived) == _expected(played, chaos.last)
    assert {inbox.entry.title for inbox in stored} == set(arrived)
    wrong = {p.name: (p.way.name, p.memory.state, p.memory.reason) for p in played if not _ended_right(p)}
    assert wrong == {}
    assert {host: most for host, most in newsroom.most_open.items() if most > RULES.per_host} == {}
    _assert_manners(newsroom, played)
    assert most[0] < MOST_BYTES
    assert seconds < MOST_SECONDS


def _open_newsroom(stage: Any, chaos: Any, ports: dict[str, int], names: Any) -> list[Played]:
    """Three feeds a host. The first hosts misbehave as a whole, the next have one feed each that does."""
    played = []
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        ports["dead"] = closed.getsockname()[1]
    bad_feeds = HOSTS - 3 * len(chaos.host_ways)
    for number in range(HOSTS):
        host = f"host-{number:02}.test"
        whole = chaos.host_ways[number] if number < len(chaos.host_ways) else None
        if whole:
            _prepare_host(stage, chaos, whole, host, names)
        for row in range(3):
            single = number - len(chaos.host_ways)
            alone = chaos.ways[single % len(chaos.ways)] if row == 1 and 0 <= single < bad_feeds else chaos.good
            played.append(_feed(stage, whole or alone, host, f"feed-{number:02}-{row}", ports))
    assert sum(p.way is not chaos.good for p in played) == HOSTS
    return played


def _prepare_host(stage: Any, chaos: Any, way: Any, host: str, names: Any) -> None:
    if way.name == "unknown_name":
        names.unknown.add(host)
    if way.name in chaos.robots:
        stage.room.publish(f"{host}/robots.txt", partial(chaos.robots[way.name], stage, "robots"))


def _feed(stage: Any, way: Any, host: str, name: str, ports: dict[str, int]) -> Played:
    for path in (name, f"{name}/there"):
        stage.room.publish(f"{host}/{path}", partial(way.reply, stage, name))
    port = {"dead_port": "dead", "certificate_of_nobody": "tls"}.get(way.name, "plain")
    scheme = "https" if port == "tls" else "http"
    return Played(name, Feed(f"{scheme}://{host}:{ports[port]}/{name}", name, "en", "AF", "world"), way)


async def _run(store: Store, played: list[Played], names: Any, now: datetime) -> list[str]:
    """One run over the feeds that are due; the titles that were new to the store."""
    memories = store.feed_memories()
    due = [p for p in played if is_due(memories.get(p.feed.url, FeedMemory(p.feed.url)), now, POLLS)]
    async with Fetcher(RULES, resolver=names, clock=lambda: now) as fetcher:
        polls = (
            poll_feed(
                fetcher,
                p.feed,
                memories.get(p.feed.url, FeedMemory(p.feed.url)),
                now,
                rules=POLLS,
                jitter=0.0,
                read=partial(asyncio.to_thread, read_feed),
            )
            for p in due
        )
        outcomes = await asyncio.gather(*polls)
    new: list[str] = []
    for one, outcome in zip(due, outcomes, strict=True):
        one.outcomes.append(outcome)
        new += [entry.title for entry in store.record_poll(outcome.memory, outcome.entries, now)]
    return new


def _expected(played: list[Played], last: int) -> set[str]:
    return {f"{p.name} {number}" for p in played if p.way.delivers for number in range(1, last + 1)}


def _ended_right(one: Played) -> bool:
    failed = one.outcomes[-1].error is not None
    fails = one.way.state in ("failing", "blocked", "gone", "not_a_feed")
    return (one.memory.state, one.memory.reason, failed) == (one.way.state, one.way.reason, fails)


def _assert_manners(newsroom: Any, played: list[Played]) -> None:
    """Whoever said not to come was left alone."""
    by_name = {p.way.name: p for p in played}
    for name, polls in {"status_410": 1, "busy_until_a_date": 1, "good": 3, "down_for_hours": 3}.items():
        assert len(by_name[name].outcomes) == polls, name
    asked = Counter(request.path for request in newsroom.requests)
    assert asked["/" + by_name["robots_forbids"].name] == 0
    busy = [p for p in played if p.way.name == "busy_until_a_date"]
    assert sum(asked["/" + p.name] for p in busy) <= RULES.per_host
    assert all(not {"cookie", "authorization", "referer"} & set(request.headers) for request in newsroom.requests)


@contextlib.asynccontextmanager
async def _watched_memory() -> AsyncIterator[list[int]]:
    """The most bytes that came to the program's resident memory meanwhile; nothing where /proc is not."""
    most, before = [0], _resident()

    async def watch() -> None:
        while True:
            most[0] = max(most[0], _resident() - before)
            await asyncio.sleep(0.02)

    task = asyncio.create_task(watch())
    try:
        yield most
    finally:
        task.cancel()


def _resident() -> int:
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * 4096 if statm.exists() else 0
