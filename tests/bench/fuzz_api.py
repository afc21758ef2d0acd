"""What schemathesis makes of the API's own description, asked of live pages over a small invented store.

A failure is an answer that the description does not allow, or that no program should get: an error of the server, a
body of another shape, bad input that was taken.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from web_site import served, small_store

CONFIGURATION = Path(__file__).with_name("fuzz_api.toml")


def fuzz(base: str, token: str, seconds: int, *more: str) -> subprocess.CompletedProcess[str]:
    """Ask the API at ``base`` for so many seconds; a return code of 0 says that nothing was found."""
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        f"--config-file={CONFIGURATION}",
        "--no-color",
        "run",
        f"{base}/api/openapi.json",
        f"--header=Authorization: Bearer {token}",
        f"--max-time={seconds}",
        "--continue-on-failure",
        *more,
    ]
    with tempfile.TemporaryDirectory() as folder:  # it leaves a database of its examples where it runs
        return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)


def main() -> int:
    """Fuzz, and tell what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--phases", default="coverage,fuzzing,stateful")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, small_store(Path(folder)) as (site, token), served(site) as base:
        done = fuzz(base, token, asked.seconds, f"--phases={asked.phases}")
    sys.stdout.write(done.stdout + done.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
