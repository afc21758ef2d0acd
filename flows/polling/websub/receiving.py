"""The callback that hubs ask and push to: whether we want what we asked for, and that a feed has something new.

A push with a right signature makes its feed due and wakes the schedule; what it carries is not read, the feed is asked
as by any poll. So a push can tell nothing that the feed itself does not say.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from aiohttp import web

from extractors.errors import SettingsError
from flows.polling.websub.subscription import LONGEST_LEASE, is_signed, key_in, subscribed, subscription_of
from flows.runtime.clock import utc_now
from flows.runtime.log import NAME, line
from flows.settings.feeds_file import load_feeds
from flows.settings.model import Settings
from storage.store import open_store

LOGGER = logging.getLogger(NAME)
LARGEST_PUSH = 5_000_000  # bytes; a hub sends the feed itself, and its signature needs all of it
LONGEST_CHALLENGE = 2_000
# A hub may take its time to ask whether we meant it.
MEANT_FOR = timedelta(days=1)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def receiving(settings: Settings, wake: asyncio.Event) -> AsyncIterator[None]:
    """Take pushes while the block runs, where a public address is set; ``wake`` is set by each. SettingsError."""
    if not settings.websub.callback:
        yield
        return
    runner = web.AppRunner(callback_app(settings, wake), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.websub.host, settings.websub.port).start()
    except OSError as error:
        await runner.cleanup()
        where = f"{settings.websub.host}:{settings.websub.port}"
        raise SettingsError("websub", f"cannot listen at {where}: {error}", "set another websub.port") from error
    try:
        yield
    finally:
        await runner.cleanup()


def callback_app(settings: Settings, wake: asyncio.Event) -> web.Application:
    """The application: one address a feed, for the hub's question (GET) and its pushes (POST)."""
    app = web.Application(client_max_size=LARGEST_PUSH)
    app.router.add_get("/{path:.*}", _answering(settings))
    app.router.add_post("/{path:.*}", _taking(settings, wake))
    return app


def _answering(settings: Settings) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        challenge = request.query.get("hub.challenge", "")
        meant = await asyncio.to_thread(_is_meant, settings, _id_in(request), dict(request.query))
        # 404 is how a subscriber says that it did not ask (WebSub, 5.3).
        if not meant or not challenge or len(challenge) > LONGEST_CHALLENGE:
            return web.Response(status=404)
        headers = {"X-Content-Type-Options": "nosniff"}
        return web.Response(text=challenge, content_type="text/plain", headers=headers)

    return answer


def _taking(settings: Settings, wake: asyncio.Event) -> Handler:
    async def take(request: web.Request) -> web.StreamResponse:
        body = await request.read()
        signature = request.headers.get("X-Hub-Signature", "")
        known, due = await asyncio.to_thread(_make_due, settings, _id_in(request), body, signature)
        if due:
            wake.set()
        # Whether its signature was right is not for the sender to know.
        return web.Response(status=202 if known else 410)

    return take


def _id_in(request: web.Request) -> str:
    return request.path.rstrip("/").rpartition("/")[2]


def _is_meant(settings: Settings, id_: str, query: dict[str, str]) -> bool:
    """Whether we asked for this a short while ago; then the hub pushes until its lease runs out."""
    key = key_in(Path(settings.state))
    feed = subscribed(load_feeds(Path(settings.feeds)), key, id_)
    lease = query.get("hub.lease_seconds", "")
    if feed is None or query.get("hub.mode") != "subscribe" or not (lease.isascii() and lease.isdigit()):
        return False
    own, now = subscription_of(feed.url, key), utc_now()
    with open_store(settings.database) as store:
        memory, asked = store.feed_memories().get(feed.url), store.moment(own.asked)
        if memory is None or memory.topic != query.get("hub.topic") or asked is None or now - asked > MEANT_FOR:
            return False
        seconds = min(float(lease[:9]), LONGEST_LEASE.total_seconds())
        store.set_moment(own.until, now + timedelta(seconds=seconds))
    LOGGER.info(line("websub-subscribed", feed=feed.url, seconds=int(seconds)))
    return True


def _make_due(settings: Settings, id_: str, body: bytes, signature: str) -> tuple[bool, bool]:
    """Whether the feed of a push is known, and whether it is due for it: not where the signature is wrong."""
    key = key_in(Path(settings.state))
    feed = subscribed(load_feeds(Path(settings.feeds)), key, id_)
    if feed is None:
        return False, False
    if not is_signed(body, signature, subscription_of(feed.url, key).secret):
        LOGGER.info(line("websub-unsigned", feed=feed.url))
        return True, False
    with open_store(settings.database) as store:
        store.make_due(feed.url, utc_now())
    LOGGER.info(line("websub-pushed", feed=feed.url))
    return True, True
