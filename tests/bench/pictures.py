"""Pictures of the passes in Prefect's pages, made anew by ``make pictures``: the list of runs, and one run.

Three passes are made over the invented newsroom of the demo, shown by a Prefect server of their own, and photographed
with a chromium that is on this machine; without one nothing is made, and it is said so.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from io import StringIO
from pathlib import Path

from PIL import Image
from rich.console import Console

from flows.demo.playing import run_demo
from flows.serving.prefect.environment import prepare_prefect
from flows.serving.prefect.server import prefect_server

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTH = 1280
HEIGHTS = {"runs": 1000, "run": 800}
# The pages load their data after they have been shown.
PATIENCE_MS = 40_000
COLOURS = 128


def main() -> int:
    """Make the pictures; 1 where the demo went wrong or the browser did."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.stdout.write(f"no pictures: none of {', '.join(BROWSERS)} is installed\n")
        return 0
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        prepare_prefect(kept)
        with prefect_server(_free_port(), folder / "server.log") as address:
            os.environ["PREFECT_API_URL"] = address
            went_right = _passes(folder)
            pages = address.removesuffix("/api")
            shown = {"runs": "runs", "run": f"runs/flow-run/{_first(address)}"}
            for name, page in shown.items():
                size = (WIDTH, HEIGHTS[name])
                _photograph(browser, f"{pages}/{page}", size, FOLDER / f"prefect-{name}.png", folder)
    return 0 if went_right else 1


def _passes(folder: Path) -> bool:
    from flows.serving.once import run_seen

    console = Console(file=StringIO())
    return run_demo(
        folder / "demo",
        console,
        lambda settings, observe: run_seen(settings, observe=observe, every_feed=True).report,
    )


def _first(address: str) -> str:
    """The run with the most to tell: the first of the three."""
    request = urllib.request.Request(  # noqa: S310 - loopback
        f"{address}/flow_runs/filter",
        data=json.dumps({"sort": "START_TIME_ASC", "limit": 1}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - loopback
        return str(json.load(answer)[0]["id"])


def _photograph(browser: str, page: str, size: tuple[int, int], picture: Path, folder: Path) -> None:
    picture.parent.mkdir(exist_ok=True)
    raw = folder / picture.name
    subprocess.run(
        [
            browser,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={folder}/browser",
            f"--window-size={size[0]},{size[1]}",
            f"--virtual-time-budget={PATIENCE_MS}",
            f"--screenshot={raw}",
            page,
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    with Image.open(raw) as taken:
        taken.convert("RGB").quantize(COLOURS).save(picture, optimize=True)
    sys.stdout.write(f"{picture.relative_to(FOLDER.parents[1])} {picture.stat().st_size // 1000} kB\n")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
