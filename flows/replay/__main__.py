"""``python -m flows.replay [--rules] [--mails FOLDER] [--floors FILE] FOLDER ...``: how well readers are told.

Plays recorded newsrooms. A folder may hold its floors (``floors.toml``; with ``--rules``, where the rules judge alone,
``floors-rules.toml``); the FILE holds those of all others, each for itself and all together. The folder that
``--mails`` names gets the mails of each newsroom, as they came and as pages for a browser.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from extractors.errors import RecognitionWatchError
from extractors.extraction import Extractor
from flows.mail.message import keep_mails
from flows.replay.floors import Floors, SharedFloors, floors_file, own_floors, shared_floors, shortfalls
from flows.replay.playing import MemoryMailer, play
from flows.replay.recorded import load_newsroom
from flows.replay.scoring import Score, score
from storage.store import open_store


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


@dataclass(frozen=True, slots=True)
class Played:
    """A newsroom that was played, or several together."""

    score: Score
    articles: int
    mails: int

    def __add__(self, other: Played) -> Played:
        return Played(self.score + other.score, self.articles + other.articles, self.mails + other.mails)


def main() -> int:
    """Play each newsroom, print, and fail where one stays below a floor."""
    parser = argparse.ArgumentParser(prog="python -m flows.replay", description="Play recorded newsrooms.")
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    parser.add_argument("--rules", action="store_true", help="let the rules judge alone")
    parser.add_argument("--mails", type=Path, metavar="FOLDER", help="write the mails into this folder")
    parser.add_argument("--floors", type=Path, metavar="FILE", help="floors of those that have none of their own")
    options = parser.parse_args()
    try:
        shared = shared_floors(options.floors) if options.floors else SharedFloors({}, {})
        folders = options.folders or [Path("tests/replay")]
        return _play_all(folders, shared, not options.rules, options.mails)
    except RecognitionWatchError as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _play_all(folders: Sequence[Path], shared: SharedFloors, learned: bool, mails: Path | None) -> int:
    """Plays each and prints its figures, and those of all that have no floors of their own together."""
    held, together = True, Played(Score(), 0, 0)
    for folder in folders:
        own = own_floors(folder, learned)  # a mistake in it is told before all is played
        played = Played(*replay(folder, learned, mails / folder.name if mails else None))
        held &= _told(str(folder), played, shared.each if own is None else own, floors_file(folder, learned))
        together += Played(Score(), 0, 0) if own else played
    if together.articles and shared.together:
        held &= _told("together", together, shared.together, Path())
    return 0 if held else 1


def _told(name: str, played: Played, floors: Floors, place: Path) -> bool:
    """Prints figures; whether all floors hold."""
    missed = shortfalls(played.score, played.articles, floors)
    sys.stdout.write(f"{name}\n{describe(played.score, played.articles, played.mails)}\n")
    held = "all floors hold" if floors else f"no floors: there is no {place}"
    sys.stdout.write(f"floors not reached: {', '.join(missed)}\n\n" if missed else f"{held}\n\n")
    return not missed


if __name__ == "__main__":
    sys.exit(main())
