"""How well, how fast and with how much memory pages are read: our whole reader beside its peers, on the same pages.

``make bench-articles``, or ``python tests/bench/articles.py [--json] [--no-memory] [SYSTEM ...]``. The pages are those
of the article extraction benchmark (aeb), in the folder that RECOGNITION_WATCH_SHARED names, else in ``../shared``. A
peer that is not installed is passed over by name (``pip install -e '.[bench]'`` brings all). With ``SET=FOLDER``
(``--set FOLDER``) any frozen set in fundus' or readability's layout is read instead, see ``page_sets.py``.

F1 is the benchmark's own: of each page the shares of 4-word shingles that are shared, too many and missing; precision
and recall from these, averaged over the pages; F1 from the two averages. Speed is processor time, the systems taking
turns on every few pages, the faster of two rounds; memory is the peak of a process of its own for each system. The
table ends with what is under the floors of ``articles_floors.toml``, speed beside trafilatura too; the exit code is 1
then. With ``--json`` only figures are given.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import os
import re
import subprocess
import sys
import time
import tomllib
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = Path(__file__).with_name("articles_floors.toml")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
NEEDS = (
    "the pages of the article extraction benchmark (data/aeb); set RECOGNITION_WATCH_SHARED to the folder that has it"
)
_WORD = re.compile(r"\w+")
_TURN = 15

Reader = Callable[[bytes, str], str]


@dataclass(frozen=True, slots=True)
class PageCase:
    """A page, where it was, and the text that people found in it."""

    body: bytes
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """One system's figures."""

    system: str
    f1: float
    precision: float
    recall: float
    pages_per_second: float
    peak_mb: float
    failed: int


def known_systems() -> Mapping[str, Callable[[], Reader]]:
    """Every system that can be measured, by its name."""
    from page_readers import SYSTEMS

    return SYSTEMS


# --- The measure -----------------------------------------------------------------------------------------------------


def score_page(expected: str, found: str) -> tuple[float, float]:
    """Precision and recall of one page's 4-word shingles."""
    wanted, got = _shingles(expected), _shingles(found)
    shared = sum((wanted & got).values())
    if not wanted and not got:
        return 1.0, 1.0
    return shared / max(1, sum(got.values())), shared / max(1, sum(wanted.values()))


def _shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1)) if words)


def data_folder() -> Path | None:
    """Where the benchmark's pages are, if they are there."""
    shared = Path(os.environ.get("RECOGNITION_WATCH_SHARED") or ROOT.parent / "shared")
    folder = shared / "data" / "aeb"
    return folder if (folder / "ground-truth.json").is_file() else None


def load_pages(folder: Path) -> list[PageCase]:
    """All pages of the benchmark."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return [
        PageCase(gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()), row["url"], row["articleBody"])
        for name, row in truth.items()
    ]


def measure(systems: Sequence[str], pages: Sequence[PageCase], memory: bool = True, rounds: int = 2) -> Iterator[Score]:
    """The figures of each system, all of them taking turns on the same pages; the fastest of the rounds counts.

    A first round also loads what is loaded once, for whichever system comes first.
    """
    makers = known_systems()
    readers = {name: makers[name]() for name in systems}
    seconds: dict[str, list[float]] = {name: [] for name in systems}
    texts: dict[str, list[str]] = {}
    for _ in range(rounds):
        texts = {name: [] for name in systems}
        taken = dict.fromkeys(systems, 0.0)
        for start in range(0, len(pages), _TURN):
            for name, read in readers.items():
                began = time.process_time()
                texts[name] += [_attempt(read, page) for page in pages[start : start + _TURN]]
                taken[name] += time.process_time() - began
        for name in systems:
            seconds[name].append(taken[name])
    for name in systems:
        scores = [score_page(page.text, text) for page, text in zip(pages, texts[name], strict=True)]
        precision, recall = (sum(part) / len(scores) for part in zip(*scores, strict=True))
        f1 = 2 * precision * recall / ((precision + recall) or 1.0)
        failed = sum(not text for text in texts[name])
        yield Score(
            name, f1, precision, recall, len(pages) / min(seconds[name]), peak_mb(name) if memory else 0.0, failed
        )


def _attempt(read: Reader, page: PageCase) -> str:
    try:
        return read(page.body, page.url)
    except Exception:  # noqa: BLE001 - a peer may fail on a page in any way; it then has no text for it
        return ""


def peak_mb(system: str) -> float:
    """The peak memory of a process that reads all pages with one system."""
    command = [sys.executable, __file__, "--peak-of", system]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
    return float(done.stdout.split()[-1])


def _peak_of(system: str, pages: Sequence[PageCase]) -> None:
    read = known_systems()[system]()
    for page in pages:
        _attempt(read, page)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = re.search(r"VmHWM:\s+(\d+)", status)
    sys.stdout.write(f"{int(kilobytes[1]) / 1024 if kilobytes else 0:.0f}\n")


# --- The report ------------------------------------------------------------------------------------------------------


def installed(systems: Sequence[str]) -> list[str]:
    """The systems that can be used; the others are named on standard error."""
    usable, makers = [], known_systems()
    for name in systems:
        try:
            makers[name]()
        except ImportError as error:
            sys.stderr.write(f"{name} is passed over: {error}; pip install -e '.[bench]' brings it\n")
        else:
            usable.append(name)
    return usable


def report(scores: Sequence[Score]) -> Iterator[str]:
    """A table, and how our speed compares."""
    yield f"{'system':22}{'F1':>8}{'precision':>11}{'recall':>8}{'pages/s':>9}{'peak MB':>9}{'no text':>9}"
    for score in scores:
        yield (
            f"{score.system:22}{score.f1:8.3f}{score.precision:11.3f}{score.recall:8.3f}"
            f"{score.pages_per_second:9.1f}{score.peak_mb:9.0f}{score.failed:9}"
        )
    by_name = {score.system: score for score in scores}
    if {"ours", "trafilatura+metadata"} <= by_name.keys():
        yield f"ours is {_times_as_fast(by_name):.2f} times as fast as trafilatura with metadata"


def further_pages(pages: Sequence[PageCase]) -> str:
    """How many more pages are fetched for articles that go on elsewhere, and what it costs to look."""
    from extractors.pages.articles.page_turning import next_page
    from extractors.records import Page

    began = time.process_time()
    go_on = sum(next_page(Page(page.url, 200, (), page.body, NOW), page.url, 1) is not None for page in pages)
    milliseconds = 1000 * (time.process_time() - began) / len(pages)
    return f"{go_on} of {len(pages)} pages lead to a second one; to look for it takes {milliseconds:.2f} ms a page"


def under_floors(scores: Sequence[Score]) -> Iterator[str]:
    """A line for each floor that is not reached, of the systems that were measured."""
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    by_name = {score.system: score for score in scores}
    if ours := by_name.get("ours"):
        for name, floor in floors["ours"].items():
            if (reached := getattr(ours, name)) < floor:
                yield f"under the floor: {name} {reached:.4f} < {floor}"
    floor = floors["speed"]["times_trafilatura_with_metadata"]
    if {"ours", "trafilatura+metadata"} <= by_name.keys() and (ratio := _times_as_fast(by_name)) < floor:
        yield f"under the floor: {ratio:.2f} times as fast as trafilatura with metadata < {floor}"


def _times_as_fast(by_name: Mapping[str, Score]) -> float:
    return by_name["ours"].pages_per_second / by_name["trafilatura+metadata"].pages_per_second


def _of_set(folder: Path, *, as_json: bool) -> int:
    from page_sets import load_set
    from set_scores import measure_set, set_report

    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    pages = load_set(folder)
    if not pages:
        sys.stderr.write(f"{folder}: holds no set in fundus' layout (meta.info) or readability's (source.html)\n")
        return 2
    scores = list(measure_set(pages, score_page))
    lines = (json.dumps(asdict(score)) for score in scores) if as_json else set_report(scores)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def main() -> int:
    """Measures and reports; 1 where a floor is not reached, 2 where the pages are missing."""
    known = known_systems()
    parser = argparse.ArgumentParser(description="Reading articles: quality, speed, memory.")
    parser.add_argument("systems", nargs="*", metavar="SYSTEM", help=f"of {', '.join(known)}; default all")
    parser.add_argument("--json", action="store_true", help="one JSON object a system instead of the table")
    parser.add_argument("--no-memory", action="store_true", help="leave out the peak memory, which takes a run more")
    parser.add_argument("--set", metavar="FOLDER", type=Path, help="a set in fundus' or readability's layout instead")
    parser.add_argument("--peak-of", choices=list(known), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.set is not None:
        return _of_set(chosen.set, as_json=chosen.json)
    folder = data_folder()
    if folder is None:
        sys.stderr.write(f"bench-articles needs {NEEDS}\n")
        return 2
    if unknown := set(chosen.systems) - set(known):
        parser.error(f"no such system: {', '.join(sorted(unknown))}")
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    pages = load_pages(folder)
    if chosen.peak_of:
        _peak_of(chosen.peak_of, pages)
        return 0
    systems = installed(chosen.systems or list(known))
    scores = list(measure(systems, pages, memory=not chosen.no_memory, rounds=1 if chosen.json else 2))
    if chosen.json:
        sys.stdout.writelines(f"{json.dumps(asdict(score))}\n" for score in scores)
        return 0
    failed = list(under_floors(scores))
    sys.stdout.writelines(f"{line}\n" for line in (*report(scores), further_pages(pages), *failed))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
