"""A service on loopback that is pinged: it keeps what it hears, answers as it is told to, or not at all."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class PingCatcher:
    """Where it listens, what it answers, and the pings so far: method, path with query, body."""

    address: str = ""
    status: int = 200
    mute: bool = False
    heard: list[tuple[str, str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def paths(self) -> list[str]:
        """The path of each ping, without its query."""
        return [path.partition("?")[0] for _, path, _ in self.heard]


@contextmanager
def ping_catcher() -> Iterator[PingCatcher]:
    """The catcher until the block is left."""
    catcher = PingCatcher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
            catcher.heard.append((self.command, self.path, body))
            if catcher.mute:
                catcher.over.wait(60)
            self.send_response(catcher.status)
            self.end_headers()

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    catcher.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield catcher
    finally:
        catcher.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
