"""The fuzzing command runs for a time, and keeps what breaks a reader."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def test_a_short_run_says_what_it_ran_and_breaks_nothing(tmp_path: Path) -> None:
    command = [sys.executable, str(HERE / "fuzz.py"), "--seconds", "2", "--seed", "7", "--folder", str(tmp_path / "f")]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("seed 7: address ")
    assert done.stdout.endswith("0 kinds of break\n")


def test_what_breaks_a_reader_is_kept_once_with_its_traceback(tmp_path: Path) -> None:
    sys.path.insert(0, str(HERE))
    import fuzz

    def breaks(given: bytes) -> None:
        raise ValueError(given)

    found = fuzz.Findings(tmp_path)
    for given in (b"one", b"two"):
        fuzz._run(found, "feed", breaks, given)
    assert found.runs["feed"] == 2
    assert [path.read_bytes() for path in found.broken.values()] == [b"one"]
    assert "ValueError: b'one'" in (tmp_path / "feed-1.txt").read_text()


def test_damaged_bodies_are_made_of_the_good_ones_the_same_for_one_seed() -> None:
    sys.path.insert(0, str(HERE))
    import fuzz

    made = [fuzz.damaged(random.Random(3), [b"<rss>good</rss>" * 9]) for _ in range(2)]
    assert made[0] == made[1] != b"<rss>good</rss>" * 9


def test_the_api_answers_as_its_description_says() -> None:
    command = [sys.executable, str(HERE / "fuzz_api.py"), "--seconds", "60", "--phases", "coverage"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Tested: 6" in done.stdout
