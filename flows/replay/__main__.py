"""``python -m flows.replay [--rules] [--mails FOLDER] FOLDER ...``: how well readers of recorded newsrooms are told.

With ``--rules`` the rules judge alone, and the floors are those of ``floors-rules.toml``. A newsroom without floors is
played and told of all the same. The folder that ``--mails`` names gets the mails of each newsroom, as they came and as
pages for a browser.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from functools import lru_cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from extractors.errors import RecognitionWatchError, SettingsError
from extractors.extraction import Extractor
from flows.mail.message import keep_mails
from flows.replay.playing import MemoryMailer, play
from flows.replay.recorded import load_newsroom
from flows.replay.scoring import Score, score
from storage.store import open_store

_FLOORS = ("articles", "precision", "recall", "repeats", "shifts", "corrections", "longest_delay_s")


def replay(folder: Path, learned: bool = True, mails: Path | None = None) -> tuple[Score, int, int]:
    """Play the newsroom in a folder into a store of its own; the score, the articles and the mails.

    Without ``learned`` the rules judge alone; the mails are written into ``mails``, if it is given.
    """
    stories = load_newsroom(folder)
    mailer = MemoryMailer()
    with TemporaryDirectory() as scratch, open_store(f"sqlite:///{scratch}/replay.sqlite3") as store:
        told = play(stories, store, _extractor(learned), mailer)
    if mails is not None:
        keep_mails(mailer.mails, mails)
    return score(told), len(stories), len(mailer.mails)


@lru_cache(maxsize=2)
def _extractor(learned: bool) -> Extractor:
    """One for all newsrooms."""
    return Extractor(learned=learned)


def describe(result: Score, articles: int, mails: int) -> str:
    """Write the figures for a person, with a line for everything that went wrong."""
    seconds = sorted(delay.total_seconds() for delay in result.delays) or [0.0]
    lines = [
        f"articles            {articles}",
        f"mails               {mails}",
        f"alert precision     {result.precision:.3f}  ({result.right} right, {len(result.wrong)} wrong)",
        f"alert recall        {result.recall:.3f}  ({len(result.missed)} missed)",
        f"repeats sent        {len(result.repeats)}",
        f"told as a shift     {result.shifts + len(result.shifts_wrong)}, and one {result.shifts}",
        f"corrections         {result.corrections} of {result.corrections_wanted}"
        f" ({len(result.corrections_wrong)} wrong)",
        f"delay to delivery   median {median(seconds):.0f} s, longest {seconds[-1]:.0f} s"
        ", where every feed is polled each 300 s",
        f"kept for a day      {len(result.kept)}, for an event that was told of",
    ]
    for name in ("wrong", "repeats", "missed", "shifts_wrong", "corrections_wrong", "kept"):
        lines += [f"{name}: {line}" for line in getattr(result, name)]
    return "\n".join(lines)


def shortfalls(result: Score, articles: int, floors: dict[str, float]) -> list[str]:
    """Name each floor that was not reached."""
    longest = max((delay.total_seconds() for delay in result.delays), default=0.0)
    reached = {
        "articles": articles >= floors["articles"],
        "precision": result.precision >= floors["precision"],
        "recall": result.recall >= floors["recall"],
        "repeats": len(result.repeats) <= floors["repeats"],
        "shifts": result.shifts_right >= floors["shifts"],
        "corrections": result.corrections >= floors["corrections"],
        "longest_delay_s": longest <= floors["longest_delay_s"],
    }
    return [name for name, held in reached.items() if not held]


def floors_of(folder: Path, learned: bool = True) -> dict[str, float]:
    """What the newsroom in a folder must reach; SettingsError where that is not all told, or is no TOML."""
    place = _floors_file(folder, learned)
    try:
        floors = tomllib.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(str(place), f"it cannot be read: {error}", "see tests/replay/floors.toml") from error
    if missing := [name for name in _FLOORS if name not in floors]:
        raise SettingsError(str(place), f"it has no floor for {', '.join(missing)}", "see tests/replay/floors.toml")
    return floors


def _floors_file(folder: Path, learned: bool) -> Path:
    return folder / ("floors.toml" if learned else "floors-rules.toml")


def main() -> int:
    """Play each newsroom, print, and fail where one stays below a floor."""
    parser = argparse.ArgumentParser(prog="python -m flows.replay", description="Play recorded newsrooms.")
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    parser.add_argument("--rules", action="store_true", help="let the rules judge alone")
    parser.add_argument("--mails", type=Path, metavar="FOLDER", help="write the mails into this folder")
    options = parser.parse_args()
    folders = options.folders or [Path("tests/replay")]
    try:
        missed = [name for folder in folders for name in _played(folder, not options.rules, options.mails)]
    except RecognitionWatchError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 1 if missed else 0


def _played(folder: Path, learned: bool, mails: Path | None) -> list[str]:
    """Plays one newsroom and prints its figures; the floors that it did not reach."""
    place = _floors_file(folder, learned)
    floors = floors_of(folder, learned) if place.exists() else None  # a mistake in it is told before all is played
    result, articles, sent = replay(folder, learned, mails / folder.name if mails else None)
    sys.stdout.write(f"{folder}\n{describe(result, articles, sent)}\n")
    if floors is None:
        sys.stdout.write(f"no floors: there is no {place}\n\n")
        return []
    missed = shortfalls(result, articles, floors)
    sys.stdout.write(f"floors not reached: {', '.join(missed)}\n\n" if missed else "all floors hold\n\n")
    return missed


if __name__ == "__main__":
    sys.exit(main())
