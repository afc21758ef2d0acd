"""What the watchdog remembers from look to look, in a file beside the store: what it told, and how the clocks stood."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from storage.engine.private import open_private, private_folder

FILE = "watchdog.json"
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A state that was told and is not over yet: its words, and how many there were of what it counts."""

    what: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Clocks:
    """The time of day beside a clock that nobody sets: seconds since the machine, ``boot`` by name, was started."""

    at: datetime
    boot: str = ""
    ticks: float = 0.0


@dataclass(frozen=True, slots=True)
class WatchdogMemory:
    """All of it; ``seen`` is whether there ever was a store."""

    told: dict[str, OpenFinding] = field(default_factory=dict)
    seen: bool = False
    clocks: Clocks | None = None


def read_memory(state: Path) -> WatchdogMemory:
    """What was remembered; nothing where there is no such file, or one that is broken: then it is told again."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        held = json.loads((state / FILE).read_bytes())
        told = {name: OpenFinding(str(one["what"]), int(one["number"])) for name, one in held["told"].items()}
        stood = held["clocks"]
        clocks = Clocks(datetime.fromisoformat(stood["at"]), str(stood["boot"]), float(stood["ticks"]))
        return WatchdogMemory(told, bool(held["seen"]), clocks)
    return WatchdogMemory()


def write_memory(memory: WatchdogMemory, state: Path) -> None:
    """Keep it, all or nothing; OSError where that cannot be."""
    assert memory.clocks is not None  # noqa: S101 - for the type checker
    clocks = memory.clocks
    told = {name: {"what": one.what, "number": one.number} for name, one in memory.told.items()}
    stood = {"at": clocks.at.isoformat(), "boot": clocks.boot, "ticks": clocks.ticks}
    private_folder(state)
    part = state / f"{FILE}.part"
    with open_private(part) as file:
        file.write(json.dumps({"told": told, "seen": memory.seen, "clocks": stood}, indent=1).encode())
    part.replace(state / FILE)


def clocks_now(now: datetime) -> Clocks:
    """How the clocks stand; without a boot's name where the system has none to tell."""
    try:
        return Clocks(now, _BOOT.read_text(encoding="ascii").strip(), time.clock_gettime(time.CLOCK_BOOTTIME))
    except (OSError, AttributeError):
        return Clocks(now)


def jumped(before: Clocks, after: Clocks) -> timedelta:
    """By how much the time of day was set between two looks: forward, or back where negative.

    After a restart in between only a step back beyond the earlier look can be seen.
    """
    passed = after.at - before.at
    if before.boot and before.boot == after.boot:
        return passed - timedelta(seconds=after.ticks - before.ticks)
    return min(passed, timedelta())
