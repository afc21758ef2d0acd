"""A newsroom of feeds that never change, a watch over it and a Prefect server, for ``tests/bench/run.py``."""

from __future__ import annotations

import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from outlet import serving

from flows.serving.prefect.environment import prepare_prefect
from flows.serving.prefect.server import prefect_server
from flows.settings.model import MailSettings, PollSettings, Settings

ETAG = '"same"'
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Tin Post {n} (synthetic)</title>
<item><title>Nothing of the kind</title><link>http://127.0.0.1/{n}</link><guid>{n}</guid></item></channel></rss>"""
ROW = (
    '  - {{url: "http://127.0.0.1:{port}/feed/{n}", outlet: Tin Post {n}, language: en, country: NO, covers: world}}\n'
)
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Plant:
    """A watch with its settings, and the Prefect server: its address, process and database."""

    settings: Settings
    feeds: int
    address: str
    server: int
    database: Path


@contextmanager
def planted(folder: Path, feeds: int, program: Path) -> Iterator[Plant]:
    """All of it in a folder, until the block ends; ``program --newsroom`` is the newsroom."""
    prepare_prefect(str(folder))
    with serving(program, "--newsroom") as port, prefect_server(_free_port(), folder / "server.log") as address:
        os.environ["PREFECT_API_URL"] = address
        (server,) = [one for one in _children() if b"server\0start" in Path(f"/proc/{one}/cmdline").read_bytes()]
        yield Plant(_settings(folder, port, feeds), feeds, address, server, folder / "prefect" / "prefect.db")


def _settings(folder: Path, port: int, feeds: int) -> Settings:
    (folder / "feeds.yaml").write_text("feeds:\n" + "".join(ROW.format(port=port, n=n) for n in range(feeds)))
    return Settings(
        database=f"sqlite:///{folder}/store.sqlite3",
        feeds=str(folder / "feeds.yaml"),
        state=str(folder),
        poll=PollSettings(pause_s=0, per_host=10, allow_private_addresses=True),
        mail=MailSettings(folder=str(folder / "mail")),
    )


async def newsroom(request: web.BaseRequest) -> web.StreamResponse:
    """Answer 304 to whoever knows the ETag."""
    if request.path == "/robots.txt":
        return web.Response(status=404)
    if request.headers.get("If-None-Match") == ETAG:
        return web.Response(status=304, headers={"ETag": ETAG})
    body = FEED.format(n=request.path.rpartition("/")[2])
    return web.Response(text=body, content_type="application/rss+xml", headers={"ETag": ETAG})


def cpu_of(pid: int) -> float:
    """User and system seconds of a process and of its children that have ended."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, words[11:15])) / _TICK


def resident(pid: int) -> int:
    """Bytes of memory that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE


def bytes_of(database: Path) -> int:
    """What is in a SQLite file, free pages left out."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        pages, free, size = (
            opened.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "freelist_count", "page_size")
        )
    return int((pages - free) * size)


def _children() -> list[int]:
    found = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return [int(word) for path in found for word in path.read_text().split()]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
