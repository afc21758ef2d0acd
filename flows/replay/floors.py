"""What readers of recorded newsrooms must at least be told: floors of one newsroom, of each, and of all together."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.errors import SettingsError
from flows.replay.scoring import Score

Floors = dict[str, float]
FIGURES = ("articles", "precision", "recall", "repeats", "shifts", "corrections", "longest_delay_s")


@dataclass(frozen=True, slots=True)
class SharedFloors:
    """Floors for newsrooms that have none of their own: what each must reach, and what all must together.

    One alert more or less in a newsroom of forty articles says little, over all of them it says something.
    """

    each: Floors
    together: Floors


def floors_file(folder: Path, learned: bool = True) -> Path:
    """Where a newsroom's own floors stand, if it has any."""
    return folder / ("floors.toml" if learned else "floors-rules.toml")


def own_floors(folder: Path, learned: bool = True) -> Floors | None:
    """What the newsroom in a folder must reach by itself, None where nothing is written down.

    SettingsError where that is not all told, or is no TOML.
    """
    place = floors_file(folder, learned)
    if not place.exists():
        return None
    floors: Floors = _read(place)
    if missing := [name for name in FIGURES if name not in floors]:
        raise SettingsError(str(place), f"it has no floor for {', '.join(missing)}", "see tests/replay/floors.toml")
    return floors


def shared_floors(path: Path) -> SharedFloors:
    """The floors in a file; SettingsError where it cannot be read or lacks a table."""
    tables = _read(path)
    if missing := [name for name in ("each", "together") if name not in tables]:
        raise SettingsError(
            str(path), f"it has no table for {', '.join(missing)}", "see tests/replay/floors-shared.toml"
        )
    return SharedFloors(tables["each"], tables["together"])


def _read(place: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(str(place), f"it cannot be read: {error}", "see tests/replay/floors.toml") from error


def shortfalls(result: Score, articles: int, floors: Floors) -> list[str]:
    """Name each floor that was not reached."""
    longest = max((delay.total_seconds() for delay in result.delays), default=0.0)
    reached = {
        "articles": (articles, 1),
        "precision": (result.precision, 1),
        "recall": (result.recall, 1),
        "repeats": (len(result.repeats), -1),
        "shifts": (result.shifts_right, 1),
        "corrections": (result.corrections, 1),
        "longest_delay_s": (longest, -1),
    }
    return [name for name, floor in floors.items() if reached[name][0] * reached[name][1] < floor * reached[name][1]]
