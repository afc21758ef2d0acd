"""A whole subscription on loopback: a hub is asked, asks back, pushes; what nobody signed does nothing."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, web

from extractors.errors import SettingsError
from flows.passing import steps
from flows.passing.run_context import open_run_context
from flows.polling.websub.receiving import receiving
from flows.runtime.clock import utc_now
from flows.settings.model import Settings, WebSubSettings
from storage.store import open_store

from ... import tiny_outlet as outlet_module

LEASE = 86_400


class Hub:
    """A hub that notes what it is asked, asks back, and pushes."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.status = 202

    async def take(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.asked.append({name: str(value) for name, value in form.items()})
        return web.Response(status=self.status)

    async def verify(self, **other: str) -> tuple[int, str]:
        form = self.asked[-1]
        query = {"hub.mode": "subscribe", "hub.topic": form["hub.topic"], "hub.challenge": "c-1"}
        query |= {"hub.lease_seconds": str(LEASE)} | {name.replace("_", ".", 1): other[name] for name in other}
        async with ClientSession() as session, session.get(form["hub.callback"], params=query) as answer:
            return answer.status, await answer.text()

    async def push(self, method: str = "sha256", secret: str | None = None, callback: str | None = None) -> int:
        form, body = self.asked[-1], b"<feed>new</feed>"
        key = (form["hub.secret"] if secret is None else secret).encode()
        signed = {"X-Hub-Signature": f"{method}={hmac.new(key, body, getattr(hashlib, method)).hexdigest()}"}
        where = callback or form["hub.callback"]
        async with ClientSession() as session, session.post(where, data=body, headers=signed) as answer:
            return answer.status


@pytest.fixture
async def hub(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hub]:
    """A hub on loopback, which the tiny outlet's feed names."""
    here = Hub()
    app = web.Application()
    app.router.add_post("/", here.take)
    runner = web.AppRunner(app)
    await runner.setup()
    port = _free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    link = f'<title>Lantern Wire (synthetic)</title><link rel="hub" href="http://127.0.0.1:{port}/"/>'
    feed = outlet_module.FEED.replace("<title>Lantern Wire (synthetic)</title>", link, 1)
    monkeypatch.setattr(outlet_module, "FEED", feed)
    yield here
    await runner.cleanup()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@asynccontextmanager
async def _watching(settings: Settings) -> AsyncIterator[tuple[Settings, asyncio.Event, Callable[[], Any]]]:
    """The settings with a callback, what a push wakes, and a poll of the feed."""
    port = _free_port()
    callback = WebSubSettings(callback=f"http://127.0.0.1:{port}/websub/", port=port)
    held, wake = settings.model_copy(update={"websub": callback}), asyncio.Event()

    async def poll() -> None:
        async with open_run_context(held, lambda _: None) as context:
            for feed, memory in steps.known_feeds(context):
                await steps.poll(context, feed, memory)

    async with receiving(held, wake):
        yield held, wake, poll


def _due_at(settings: Settings) -> Any:
    with open_store(settings.database) as store:
        (memory,) = store.feed_memories().values()
        return memory.next_poll_at


async def test_a_feed_with_a_hub_is_subscribed_to_and_its_push_makes_it_due(settings: Settings, hub: Hub) -> None:
    async with _watching(settings) as (held, wake, poll):
        await poll()
        (asked,) = hub.asked
        assert (asked["hub.mode"], asked["hub.topic"].rpartition("/")[2]) == ("subscribe", "feed")
        assert await hub.verify() == (200, "c-1")
        assert _due_at(held) > utc_now() + timedelta(minutes=1)
        assert await hub.push() == 202
        assert _due_at(held) <= utc_now()
        assert wake.is_set()
        await poll()
        assert len(hub.asked) == 1  # subscribed for long enough


WRONG_PUSHES = {"another secret": {"secret": "guessed"}, "the weak signature": {"method": "sha1"}}


@pytest.mark.parametrize("situation", WRONG_PUSHES)
async def test_a_push_that_is_not_signed_rightly_does_nothing(situation: str, settings: Settings, hub: Hub) -> None:
    async with _watching(settings) as (held, wake, poll):
        await poll()
        assert await hub.push(**WRONG_PUSHES[situation]) == 202
        assert _due_at(held) > utc_now() + timedelta(minutes=1)
        assert not wake.is_set()


WRONG_QUESTIONS = {
    "another topic": {"hub_topic": "https://other.example/feed"},
    "an end that nobody wants": {"hub_mode": "unsubscribe"},
    "no challenge": {"hub_challenge": ""},
    "no lease": {"hub_lease_seconds": "for ever"},
}


@pytest.mark.parametrize("situation", WRONG_QUESTIONS)
async def test_what_was_not_asked_for_is_not_confirmed(situation: str, settings: Settings, hub: Hub) -> None:
    async with _watching(settings) as (_, _, poll):
        await poll()
        assert (await hub.verify(**WRONG_QUESTIONS[situation]))[0] == 404


async def test_who_pushes_to_an_address_that_is_no_feeds_is_told_to_stop(settings: Settings, hub: Hub) -> None:
    async with _watching(settings) as (held, wake, poll):
        await poll()
        assert await hub.push(callback=f"{held.websub.callback}guessed") == 410
        assert not wake.is_set()


async def test_a_hub_that_refuses_costs_the_poll_nothing(settings: Settings, hub: Hub) -> None:
    hub.status = 500
    async with _watching(settings) as (held, _, poll):
        await poll()
        assert len(hub.asked) == 1
        with open_store(held.database) as store:
            assert [memory.state for memory in store.feed_memories().values()] == ["ok"]


async def test_without_a_public_address_no_hub_is_asked_and_nothing_listens(settings: Settings, hub: Hub) -> None:
    async with receiving(settings, asyncio.Event()), open_run_context(settings, lambda _: None) as context:
        for feed, memory in steps.known_feeds(context):
            await steps.poll(context, feed, memory)
    assert hub.asked == []


async def test_a_port_that_is_taken_is_a_wrong_setting(settings: Settings) -> None:
    async with _watching(settings) as (held, _, _):
        with pytest.raises(SettingsError, match="cannot listen"):
            async with receiving(held, asyncio.Event()):
                pass
