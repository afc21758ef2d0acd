"""How many broken lines the nearest tests notice: ``make mutants``, or ``python tests/bench/mutants.py [ROOM ...]``.

mutmut breaks a room one line at a time (a comparison turned, an argument dropped, a number one larger) and runs the
tests of that room which pass through the broken function. Of all the mutants of a room a sample is run, drawn by
``--seed``; each that makes a test fail is caught. A share under 0.8 in any room makes the program fail, and so does a
room none of whose mutants could be run. ``--show`` prints what nobody noticed.

mutmut leaves alone what stands outside functions and what is decorated. It works on a copy, and so may you meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
WANTED = 0.8
# Each room with its nearest tests. Those that score whole data sets, draw texts at random, or end processes are no part
# of them: they would notice much, and say little about which line it was.
ROOMS = {
    "statements": ("extractors/statements", ["tests/extractors/statements"]),
    "claims": ("extractors/claims", ["tests/extractors/claims"]),
    "novelty": ("extractors/novelty", ["tests/extractors/novelty"]),
    "relevance": ("extractors/relevance", ["tests/extractors/relevance"]),
    "telling": ("flows/telling", ["tests/flows/telling"]),
}
FAR = (
    "test_floors.py",
    "test_any_text.py",
    "test_resolution_any_text.py",
    "test_robustness.py",
    "test_broken_off.py",
    "test_taught.py",
    "test_kills.py",
)
# Nor are those that start a server of their own for each mutant, nor those that make whole passes, which take longer
# than all others of their room together.
CHOSEN = (
    "not postgresql and not test_passes_without_a_network and not test_one_host_with_many_feeds_that_is_down"
    " and not test_a_worker_asks_again_within_its_run"
)
# Exit codes of a mutant's tests, as mutmut keeps them: 0 all passed, 33 no test passes through; None was not run.
PASSED, UNTESTED = 0, 33


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the sample of a room: mutant names by whether a test failed, None where time was up."""

    room: str
    caught: dict[str, bool | None]
    diffs: dict[str, str]

    @property
    def counts(self) -> Counter[bool | None]:
        return Counter(self.caught.values())

    @property
    def share(self) -> float:
        """Of the mutants that were run, the share that made a test fail; 0.0 where none was run."""
        return self.counts[True] / max(1, self.counts[True] + self.counts[False])

    def __str__(self) -> str:
        told = (
            f"{self.room:<12} {self.share:.2f}  {self.counts[True]} of {self.counts[True] + self.counts[False]} caught"
        )
        return told + (f", {self.counts[None]} not run in time" if self.counts[None] else "")


def main(arguments: Sequence[str] | None = None) -> int:
    """Breaks, runs, prints; fails where too little was noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=f"of {', '.join(ROOMS)}; all where none is named")
    parser.add_argument("--seed", type=int, default=1, help="what the sample is drawn by (1)")
    parser.add_argument("--sample", type=int, default=60, help="mutants a room (60)")
    parser.add_argument("--seconds", type=int, default=600, help="the most that a room may take (600)")
    parser.add_argument("--show", action="store_true", help="print each mutant that nobody noticed")
    options = parser.parse_args(arguments)
    if unknown := set(options.rooms) - set(ROOMS):
        parser.error(f"no such room: {', '.join(sorted(unknown))}")
    held = True
    for room in options.rooms or ROOMS:
        outcome = tried(room, options.seed, options.sample, options.seconds)
        print(outcome, flush=True)  # noqa: T201
        if options.show:
            print("\n".join(_survivors(outcome)))  # noqa: T201
        held = held and outcome.share >= WANTED
    return 0 if held else 1


def tried(room: str, seed: int, sample: int, seconds: int) -> Outcome:
    """Runs a room's tests on a sample of its mutants for at most ``seconds``."""
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="rw-mutants-") as name:
        copy = Path(name)
        _furnish(copy, *ROOMS[room])
        _mutmut(copy, [_GENERATE], end)
        names = sorted(_exit_codes(copy))
        chosen = random.Random(seed).sample(names, min(sample, len(names)))
        _mutmut(copy, [_RUN, *chosen], end)
        codes = _exit_codes(copy)
        caught = {each: _caught(codes[each]) for each in chosen}
        survivors = [each for each, noticed in caught.items() if noticed is False]
        return Outcome(room, caught, dict(_diffs(copy, survivors)))


def _furnish(copy: Path, folder: str, tests: list[str]) -> None:
    """A folder in which mutmut finds the house as it is now and its own settings, and may write."""
    for floor in ("extractors", "storage", "flows", "deploy", "tests", "docs"):
        shutil.copytree(HOUSE / floor, copy / floor, ignore=shutil.ignore_patterns("__pycache__"))
    ignored = [f"--ignore-glob=*/{far}" for far in FAR]
    settings = {
        "source_paths": ["extractors", "storage", "flows"],
        "only_mutate": [f"{folder}/*"],
        "also_copy": ["deploy", "docs"],
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-k", CHOSEN, *ignored],
        "pytest_add_cli_args_test_selection": tests,
        # Forked from a process that has collected the tests and run none: what is read once, is read broken.
        "process_isolation": "forkserver",
        "forkserver_warmup": "collect",
        "use_git_change_detection": False,
        "timeout_constant": 20.0,
    }
    table = "\n".join(f"{key} = {json.dumps(value)}" for key, value in settings.items())
    told = (HOUSE / "pyproject.toml").read_text(encoding="utf-8")
    (copy / "pyproject.toml").write_text(f"{told}\n[tool.mutmut]\n{table}\n", encoding="utf-8")


# mutmut has a command that generates and runs, none that only generates: names are needed to draw from.
_GENERATE = """
from mutmut.__main__ import copy_also_copy_files, copy_src_dir, create_mutants
copy_src_dir()
copy_also_copy_files()
create_mutants(2)
"""
# Of the tests that pass through a function the quickest come first. That they pass on whole code is known when they
# have been run once to see what they pass through: they are not run a second time for it.
_RUN = """
import sys
import mutmut.__main__ as program
from mutmut.state import state
from mutmut.workers.isolation import ForkServerRunner

seen = program.collect_or_load_stats

def ordered(runner, **options):
    seen(runner, **options)
    took = state().duration_by_test
    for function, tests in state().tests_by_mangled_function_name.items():
        state().tests_by_mangled_function_name[function] = dict.fromkeys(sorted(tests, key=took.__getitem__))

program.collect_or_load_stats = ordered
ForkServerRunner.run_clean_tests = lambda self, tests: 0
program._run(sys.argv[1:], 2)
"""
_DIFF = """
import json, sys
from mutmut.__main__ import find_mutant, get_diff_for_mutant
print(json.dumps({name: get_diff_for_mutant(name, path=find_mutant(name).path) for name in sys.argv[1:]}))
"""


def _mutmut(copy: Path, arguments: list[str], end: float) -> str:
    """What a program of a few lines around mutmut prints; stopped at ``end`` with all that is below it."""
    program, *names = arguments
    with (copy / "log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", program, *names], cwd=copy, stdout=log, stderr=log, start_new_session=True
        )
        try:
            code = process.wait(timeout=max(1.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            code = 0
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        log.seek(0)
        told = log.read()
    if code:
        raise SystemExit(f"mutmut ended with {code}:\n{told[-4000:]}")
    return told


def _exit_codes(copy: Path) -> dict[str, int | None]:
    """Every mutant of the copy, with how its tests ended."""
    codes: dict[str, int | None] = {}
    for file in sorted((copy / "mutants").rglob("*.meta")):
        codes |= json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
    return codes


def _caught(code: int | None) -> bool | None:
    return None if code is None else code not in (PASSED, UNTESTED)


def _diffs(copy: Path, names: list[str]) -> Iterable[tuple[str, str]]:
    if not names:
        return ()
    told = _mutmut(copy, [_DIFF, *names], time.monotonic() + 60)
    diffs: dict[str, str] = json.loads(told.strip().splitlines()[-1])
    return diffs.items()


def _survivors(outcome: Outcome) -> Iterable[str]:
    for name, diff in sorted(outcome.diffs.items()):
        changed = [line for line in diff.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
        yield "\n".join([f"  {name}", *(f"    {line}" for line in changed)])


if __name__ == "__main__":
    sys.exit(main())
