"""What a pass with nothing new costs, and which share of it is Prefect's; run by ``make bench-run``.

A hundred feeds on loopback answer that nothing has changed. One process makes warm passes over them, plainly and shown
in Prefect with a server of its own, as ``serve`` does, turn by turn, so that both meet the same machine. Counted is CPU
time, of this process and of the server's, and what the server's database grows by in a pass.

With ``--memory 500`` so many passes are made as fast as they come; the memory of both processes is drawn into
``docs/memory.svg``, and that of this one has to stay within five percent.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from memory_drawing import draw
from outlet import serve
from plant import Plant, bytes_of, cpu_of, newsroom, planted, resident

from flows.passing.one_pass import PlainStages, watch_once
from flows.runtime.log import NAME
from flows.runtime.watched import WatchedPass
from flows.serving.prefect.availability import Availability
from flows.serving.prefect.side_thread import PrefectSide

MOST_TIMES = 3.0
MOST_MB_A_DAY = 20.0
MOST_DRIFT = 0.05
PASSES_A_DAY = 288
# Batches are sent and written within some seconds.
SETTLE_S = 7.0
IDLE_S = 20.0
DRAWING = Path(__file__).parents[2] / "docs" / "memory.svg"


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of one pass: of this process, and of the server's; and how long was looked."""

    ours: float
    server: float = 0.0
    lasted: float = 0.0


class Measuring:
    """Makes passes and counts what they cost."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        self.standing = Availability(logging.getLogger(NAME))
        self.side = PrefectSide(plant.address, self.standing, patience_s=60, scheduled=True)

    async def plain(self) -> Cost:
        """A pass without Prefect."""
        began = time.process_time()
        await watch_once(self.plant.settings, PlainStages(), lambda _: None, every_feed=True)
        return Cost(time.process_time() - began)

    async def shown(self, settle_s: float = SETTLE_S) -> Cost:
        """A pass that Prefect shows, until it is through with that, what it does in the background included."""
        clock, ours, server = time.monotonic(), time.process_time(), cpu_of(self.plant.server)
        watched = WatchedPass()
        self.side.show(watched)
        await watched.make(lambda: watch_once(self.plant.settings, watched, watched.hear, every_feed=True))
        if not await asyncio.to_thread(self.side.finish) or not self.standing.is_here:
            raise RuntimeError(f"Prefect did not show the pass: {self.standing.reason}")
        await asyncio.sleep(settle_s)
        ours, server = time.process_time() - ours, cpu_of(self.plant.server) - server
        return Cost(ours, server, time.monotonic() - clock)

    async def idle(self) -> float:
        """CPU seconds that the server takes in a second when nobody asks anything of it."""
        began = cpu_of(self.plant.server)
        await asyncio.sleep(IDLE_S)
        return (cpu_of(self.plant.server) - began) / IDLE_S


async def cost(plant: Plant, rounds: int) -> bool:
    """Measure in turns, print, and say whether it is within the bounds."""
    measuring = Measuring(plant)
    for _ in range(2):
        await measuring.plain()
        await measuring.shown()
    idle = await measuring.idle()
    before = bytes_of(plant.database)
    turns = [(await measuring.plain(), await measuring.shown()) for _ in range(rounds)]
    grown = (bytes_of(plant.database) - before) / rounds
    own = median(plain.ours for plain, _ in turns)
    ours = median(shown.ours for _, shown in turns)
    server = median(max(shown.server - idle * shown.lasted, 0.0) for _, shown in turns)
    return _told(own, ours, server, idle, grown)


def _told(own: float, ours: float, server: float, idle: float, grown: float) -> bool:
    times, a_day = (ours + server) / own, grown * PASSES_A_DAY / 1e6
    rows = (
        ("our own steps", own),
        ("Prefect in this process", ours - own),
        ("Prefect's server, for the pass", server),
        ("in all", ours + server),
    )
    lines = [f"{name:32} {seconds:6.3f} s  {seconds / (ours + server):4.0%}" for name, seconds in rows]
    lines += [
        f"{times:.1f} times our own steps (at most {MOST_TIMES:g} is wanted)",
        f"beside that the server takes {idle:.1%} of a core when nobody asks anything of it",
        f"its database grows by {grown / 1000:.0f} kB a pass, {a_day:.1f} MB a day (under {MOST_MB_A_DAY:g} is wanted)",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return times <= MOST_TIMES and a_day < MOST_MB_A_DAY


async def memory(plant: Plant, passes: int) -> bool:
    """Make many passes, draw the memory of both processes, and say whether ours has stayed where it was."""
    measuring = Measuring(plant)
    ours, servers, unseen = [], [], 0
    for _ in range(passes):
        try:
            await measuring.shown(settle_s=0.0)
        except RuntimeError:  # on a machine that is busy; the pass itself was made
            unseen += 1
        ours.append(resident(os.getpid()))
        servers.append(resident(plant.server))
    warm = passes // 5
    early, late = median(ours[warm : 2 * warm]), median(ours[-warm:])
    drift = late / early - 1
    DRAWING.write_text(draw({"the watch": ours, "its Prefect server": servers}), encoding="utf-8")
    sys.stdout.write(
        f"{passes} passes over {plant.feeds} feeds, {unseen} of them not shown: {early / 1e6:.0f} MB in the second "
        f"fifth, {late / 1e6:.0f} MB in the last, {drift:+.1%} (at most {MOST_DRIFT:.0%} is wanted); the server "
        f"{servers[warm] / 1e6:.0f} and {servers[-1] / 1e6:.0f} MB; drawn in {DRAWING.name}\n"
    )
    return abs(drift) <= MOST_DRIFT


def main() -> int:
    """Measure, print, and compare with the bounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--newsroom", action="store_true", help="be the newsroom")
    parser.add_argument("--rounds", type=int, default=7, help="how many passes of each kind")
    parser.add_argument("--feeds", type=int, default=100, help="how many feeds")
    parser.add_argument("--memory", type=int, default=0, metavar="PASSES", help="draw the memory of so many passes")
    arguments = parser.parse_args()
    if arguments.newsroom:
        asyncio.run(serve(newsroom))
        return 0
    with tempfile.TemporaryDirectory() as name, planted(Path(name), arguments.feeds, Path(__file__)) as plant:
        work = memory(plant, arguments.memory) if arguments.memory else cost(plant, arguments.rounds)
        return 0 if asyncio.run(work) else 1


if __name__ == "__main__":
    sys.exit(main())
