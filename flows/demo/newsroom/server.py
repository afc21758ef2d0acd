"""Serves the newsroom over HTTP on loopback, from a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import yaml
from aiohttp import web

from flows.demo.newsroom.rendering import MEDIA_TYPES, environment, render_feed, render_page
from flows.demo.newsroom.stories import Outlet, Story, in_edition, load_outlets, load_stories

HANG_S = 60  # twenty times as long as the demo waits for anybody


class Newsroom:
    """What is published now: the stories of all editions up to ``edition``. Threads may read it at any time."""

    def __init__(self, now: datetime) -> None:
        self.outlets = {outlet.key: outlet for outlet in load_outlets()}
        self.address = ""
        self._stories = load_stories(now)
        self._published: tuple[Story, ...] = ()
        self._templates = environment()
        self.publish(1, now)

    def publish(self, edition: int, now: datetime) -> None:
        """Brings out an edition: its stories are dated ``now``."""
        shown = (in_edition(story, edition, now) for story in self._stories)
        self._published = tuple(story for story in shown if story)
        self._updated = now

    def feeds_file(self, path: Path) -> Path:
        """Writes the feeds file by which this newsroom is polled."""
        rows = [
            {
                "url": f"{self.address}/{outlet.key}/feed",
                "outlet": outlet.name,
                "language": "en",
                "country": outlet.country,
                "covers": outlet.covers,
                "state_owned": outlet.state_owned,
            }
            for outlet in self.outlets.values()
        ]
        path.write_text(yaml.safe_dump({"feeds": rows}, sort_keys=False), encoding="utf-8")
        return path

    async def feed(self, request: web.Request) -> web.Response:
        """Answers with an outlet's feed, an ETag, and 304 to whoever has it already."""
        outlet = self._outlet(request)
        if outlet.fault == "hangs":
            await asyncio.sleep(HANG_S)
        stories = self._of(outlet)
        etag = f'"{outlet.key}-{len(stories)}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        body = render_feed(self._templates, outlet, stories, self._home(outlet), self._updated)
        return web.Response(body=body, content_type=MEDIA_TYPES[outlet.format], headers={"ETag": etag})

    async def page(self, request: web.Request) -> web.Response:
        """Answers with a story's page, or with the fault that the story has."""
        outlet = self._outlet(request)
        stories = {story.key: story for story in self._of(outlet)}
        story = stories.get(request.match_info["story"])
        if story is None:
            raise web.HTTPNotFound
        if story.fault == "answers-500":
            raise web.HTTPInternalServerError
        others = [other.title for other in stories.values() if other.key != story.key][:3]
        body = render_page(self._templates, outlet, story, others, self._home(outlet))
        return web.Response(body=body, content_type="text/html", charset="utf-8")

    def _outlet(self, request: web.Request) -> Outlet:
        outlet = self.outlets.get(request.match_info["outlet"])
        if outlet is None:
            raise web.HTTPNotFound
        return outlet

    def _of(self, outlet: Outlet) -> list[Story]:
        return [story for story in self._published if story.outlet == outlet.key]

    def _home(self, outlet: Outlet) -> str:
        return f"{self.address}/{outlet.key}/"


@contextmanager
def open_newsroom(now: datetime) -> Iterator[Newsroom]:
    """A newsroom that answers on a free port of loopback until the block is left."""
    newsroom = Newsroom(now)
    ready, loop = threading.Event(), asyncio.new_event_loop()
    thread = threading.Thread(target=_serve, args=(newsroom, loop, ready), name="newsroom", daemon=True)
    thread.start()
    ready.wait(timeout=10)
    try:
        yield newsroom
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=10)


def _serve(newsroom: Newsroom, loop: asyncio.AbstractEventLoop, ready: threading.Event) -> None:
    asyncio.set_event_loop(loop)
    runner = loop.run_until_complete(_start(newsroom))
    ready.set()
    try:
        loop.run_forever()
    finally:
        loop.run_until_complete(_close(runner))
        loop.close()


async def _close(runner: web.AppRunner) -> None:
    """End the server with all that still answers: an outlet that hangs goes on until it is stopped."""
    await runner.cleanup()
    answering = asyncio.all_tasks() - {asyncio.current_task()}
    for task in answering:
        task.cancel()
    await asyncio.gather(*answering, return_exceptions=True)


async def _start(newsroom: Newsroom) -> web.AppRunner:
    application = web.Application()
    application.router.add_get("/{outlet}/feed", newsroom.feed)
    application.router.add_get("/{outlet}/{story}", newsroom.page)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    newsroom.address = "http://{}:{}".format(*runner.addresses[0][:2])
    return runner
