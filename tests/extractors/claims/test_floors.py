"""Claims are judged no worse than they once were."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parents[2] / "bench" / "claims.py"


def test_no_figure_falls_below_its_floor() -> None:
    run = subprocess.run([sys.executable, str(BENCH)], capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
