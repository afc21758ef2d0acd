"""A tiny outlet on loopback: one feed with one article on the subject, and whatever else a test hangs up there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from zlib import crc32

FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Lantern Wire (synthetic)</title>
<item><title>Moscow is looking at the Taliban ban, official says</title><link>{home}/ban</link><guid>ban</guid>
<pubDate>{date}</pubDate><description>Russia and the Islamic Emirate.</description></item>
</channel></rss>"""
PAGE = """<!doctype html><html lang="en"><head><title>Moscow is looking at the Taliban ban, official says</title>
<meta name="synthetic" content="true"></head><body><article><h1>Moscow is looking at the Taliban ban, official says</h1>
<p>Russia could soon take the Taliban off its list of terrorist organisations, a diplomat said on Monday.</p>
<p>“We are studying the question of removing the Taliban from the list,” envoy Zamir Kabulov told Lantern Wire.</p>
<p>The Islamic Emirate of Afghanistan has asked Moscow for this step several times, the outlet wrote.</p>
</article></body></html>"""


# Other pages by their paths, each with a validator of its own.
PAGES: dict[str, str] = {}


class OutletPages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        home = f"http://{self.headers['Host']}"
        is_feed = self.path.partition("?")[0] == "/feed"
        body = FEED.format(home=home, date=self.date_time_string()) if is_feed else PAGES.get(self.path, PAGE)
        etag = f'"{crc32(body.encode())}"' if self.path in PAGES else ""
        if etag and self.headers["If-None-Match"] == etag:
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(404 if self.path == "/robots.txt" else 200)
        if etag:
            self.send_header("ETag", etag)
        self.send_header("Content-Type", "application/rss+xml" if is_feed else "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Keep the test's output clean."""


@contextmanager
def tiny_outlet(host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """The address of the outlet until the block is left; its feed is at ``/feed``."""
    server = ThreadingHTTPServer((host, port), OutletPages)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
