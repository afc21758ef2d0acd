"""What a pass with nothing new costs, and which share of it is Prefect's; run by ``make bench-run``.

A hundred feeds on loopback answer that nothing has changed. One process makes warm passes over them, first plainly,
then shown in Prefect with a server of its own, as ``serve`` does: turn by turn, so that both meet the same machine.
Counted is CPU time, of this process and of the server's, and the bytes that the server's database grows by.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from aiohttp import web

from flows.log import NAME
from flows.passing import PlainStages, watch_once
from flows.prefect_env import prepare_prefect
from flows.prefect_server import prefect_server
from flows.prefect_side import PrefectSide
from flows.prefect_standing import Standing
from flows.settings import MailSettings, PollSettings, Settings
from flows.watched import WatchedPass

MOST_TIMES = 3.0
MOST_MB_A_DAY = 20.0
PASSES_A_DAY = 288
TICK = os.sysconf("SC_CLK_TCK")
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Tin Post {n} (synthetic)</title>
<item><title>Nothing of the kind</title><link>http://127.0.0.1/{n}</link><guid>{n}</guid></item></channel></rss>"""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of one pass: of this process, and of the server's while it lasted."""

    ours: float
    server: float = 0.0


async def newsroom() -> None:
    """Serve feeds that never change, until the parent is gone."""

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        if request.path == "/robots.txt":
            return web.Response(status=404)
        if request.headers.get("If-None-Match") == '"same"':
            return web.Response(status=304, headers={"ETag": '"same"'})
        body = FEED.format(n=request.path.rpartition("/")[2])
        return web.Response(text=body, content_type="application/rss+xml", headers={"ETag": '"same"'})

    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


@contextmanager
def serving() -> Iterator[int]:
    """The newsroom in a process of its own; its port."""
    command = [sys.executable, __file__, "--serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def settings_of(folder: Path, port: int, feeds: int) -> Settings:
    """Of a watch over that many feeds, which writes into the folder only."""
    row = (
        '  - {{url: "http://127.0.0.1:{p}/feed/{n}", outlet: Tin Post {n}, language: en, country: NO, covers: world}}\n'
    )
    (folder / "feeds.yaml").write_text("feeds:\n" + "".join(row.format(p=port, n=n) for n in range(feeds)))
    return Settings(
        database=f"sqlite:///{folder}/store.sqlite3",
        feeds=str(folder / "feeds.yaml"),
        state=str(folder),
        poll=PollSettings(pause_s=0, per_host=10, allow_private_addresses=True),
        mail=MailSettings(folder=str(folder / "mail")),
    )


class Measuring:
    """Makes passes and counts what they cost."""

    def __init__(self, settings: Settings, server: int, side: PrefectSide) -> None:
        self.settings = settings
        self.server = server
        self.side = side

    async def plain(self) -> Cost:
        """A pass without Prefect."""
        began = time.process_time()
        await watch_once(self.settings, PlainStages(), lambda _: None, every_feed=True)
        return Cost(time.process_time() - began)

    async def shown(self) -> Cost:
        """A pass that Prefect shows, until it is through with that, its writing in the background included."""
        ours, servers = time.process_time(), cpu_of(self.server)
        watched = WatchedPass()
        self.side.show(watched)
        await watched.make(lambda: watch_once(self.settings, watched, watched.hear, every_feed=True))
        assert await asyncio.to_thread(self.side.finish)
        await self.quiet()
        return Cost(time.process_time() - ours, cpu_of(self.server) - servers)

    async def quiet(self) -> None:
        """Let batches be sent and written: they are, within some seconds."""
        await asyncio.sleep(7)

    async def idle(self, seconds: float = 20) -> float:
        """CPU seconds that the server takes in a second when nobody asks anything of it."""
        began = cpu_of(self.server)
        await asyncio.sleep(seconds)
        return (cpu_of(self.server) - began) / seconds


def cpu_of(pid: int) -> float:
    """User and system seconds of a process and of its children that have ended."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, words[11:15])) / TICK


def children_of(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def bytes_of(database: Path) -> int:
    """What is in a SQLite file, free pages left out."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        pages, free, size = (
            opened.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "freelist_count", "page_size")
        )
    return int((pages - free) * size)


def tables_of(database: Path) -> dict[str, int]:
    """Bytes by table and index, where SQLite can tell."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened, suppress(sqlite3.OperationalError):
        rows = opened.execute("SELECT name, sum(payload) FROM dbstat GROUP BY name").fetchall()
        return {str(name): int(size) for name, size in rows}
    return {}


async def measure(settings: Settings, server: int, address: str, rounds: int, database: Path) -> None:
    """Measure in turns and print."""
    standing = Standing(logging.getLogger(NAME))
    side = PrefectSide(address, standing, patience_s=60, scheduled=True)
    measuring = Measuring(settings, server, side)
    for _ in range(2):
        await measuring.plain()
        await measuring.shown()
    assert standing.is_here, standing.reason
    idle = await measuring.idle()
    plain, shown = [], []
    before, tables = bytes_of(database), tables_of(database)
    for _ in range(rounds):
        plain.append(await measuring.plain())
        shown.append(await measuring.shown())
    grown = (bytes_of(database) - before) / rounds
    own, ours, servers = median(c.ours for c in plain), median(c.ours for c in shown), median(c.server for c in shown)
    lasted = 7.5
    print(
        f"own {own:.3f}  under prefect {ours:.3f} (x{ours / own:.2f})  server {servers:.3f} idle/s {idle:.4f} -> net {servers - idle * lasted:.3f}"
    )
    print(
        f"total ratio {(ours + servers) / own:.2f}; net {(ours + servers - idle * lasted) / own:.2f}; grown {grown / 1000:.1f} kB/pass {grown * 288 / 1e6:.1f} MB/day"
    )
    after = tables_of(database)
    for name in sorted(after, key=lambda n: tables.get(n, 0) - after[n])[:14]:
        print(name, (after[name] - tables.get(name, 0)) / rounds)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", action="store_true")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--feeds", type=int, default=100)
    arguments = parser.parse_args()
    if arguments.serve:
        asyncio.run(newsroom())
        return 0
    with tempfile.TemporaryDirectory() as name, serving() as port, socket.socket() as free:
        folder = Path(name)
        free.bind(("127.0.0.1", 0))
        ui = free.getsockname()[1]
        free.close()
        prepare_prefect(str(folder))
        with prefect_server(ui, folder / "server.log") as address:
            os.environ["PREFECT_API_URL"] = address
            (server,) = [
                p for p in children_of(os.getpid()) if "server\0start" in Path(f"/proc/{p}/cmdline").read_text()
            ]
            asyncio.run(
                measure(
                    settings_of(folder, port, arguments.feeds),
                    server,
                    address,
                    arguments.rounds,
                    folder / "prefect" / "prefect.db",
                )
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
