"""What Prefect's database grows by in a day where workers make the passes, as with a work pool or the compose file.

Run by ``make bench-run``. As many feeds as ``deploy/feeds.yaml`` has answer on loopback that nothing has changed; a
server with a database of its own is told what ``deploy/prefect-server.env`` says, and a worker makes the passes of
``deploy/prefect.yaml``, only oftener. Counted is what is in the database after some passes and after some more, and
what comes to it while the deployment rests. Older runs are dropped after a week.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from plant import Plant, bytes_of, planted

PASSES_A_DAY = 288
MOST_MB_A_DAY = 20.0
EVERY_S = 20
REST_S = 60.0
PATIENCE_S = 900.0
PROGRAM = Path(__file__).with_name("run.py")
POOL = "recognition-watch"


@contextmanager
def worked(plant: Plant, folder: Path) -> Iterator[None]:
    """The pool, the deployment and a worker, until the block ends."""
    settings = plant.settings
    lines = (
        f'feeds = "{settings.feeds}"',
        f'database = "{settings.database}"',
        f'state = "{settings.state}"',
        "[poll]\nallow_private_addresses = true\npause_s = 0\nper_host = 10\nshortest_s = 1\nlongest_s = 1",
        f'[mail]\nfolder = "{settings.mail.folder}"',
    )
    (folder / "settings.toml").write_text("\n".join(lines))
    deployment = (files("deploy") / "prefect.yaml").read_text("utf-8")
    deployment = deployment.replace("/var/lib/recognition-watch", str(folder))
    (folder / "prefect.yaml").write_text(deployment.replace("interval: 300", f"interval: {EVERY_S}"))
    os.environ["RECOGNITION_WATCH_SETTINGS"] = str(folder / "settings.toml")
    os.environ["PREFECT_WORKER_QUERY_SECONDS"] = "5"
    _prefect(folder, "work-pool", "create", "--type", "process", POOL)
    _prefect(folder, "--no-prompt", "deploy", "--all", "--prefect-file", "prefect.yaml")
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", POOL, "--type", "process"]
    with (folder / "worker.log").open("wb") as log, subprocess.Popen(command, cwd=folder, stdout=log) as worker:
        try:
            yield
        finally:
            worker.kill()  # asked to end, it may wait for its server without end


def _prefect(folder: Path, *words: str) -> None:
    subprocess.run([sys.executable, "-m", "prefect", *words], cwd=folder, check=True, capture_output=True)


def _ask(plant: Plant, what: str, asked: dict[str, Any] | None) -> Any:
    body = None if asked is None else json.dumps(asked).encode()
    kind = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{plant.address}/{what}", body, kind)  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - loopback
        return json.loads(answer.read() or b"null")


def passes_through(plant: Plant) -> int:
    """How many passes have come to their end."""
    return int(_ask(plant, "flow_runs/count", {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}))


def _until(plant: Plant, passes: int) -> None:
    ends = time.monotonic() + PATIENCE_S
    while passes_through(plant) < passes:
        if time.monotonic() > ends:
            raise TimeoutError(f"{passes} passes did not come to their end within {PATIENCE_S:g} s")
        time.sleep(1)


def grown(plant: Plant, passes: int) -> tuple[float, float]:
    """Bytes a pass, and bytes a second of rest."""
    _until(plant, 2)
    first, before = passes_through(plant), bytes_of(plant.database)
    _until(plant, first + passes)
    through, after = passes_through(plant), bytes_of(plant.database)
    (deployment,) = _ask(plant, "deployments/filter", {})
    _ask(plant, f"deployments/{deployment['id']}/pause_deployment", {})
    time.sleep(EVERY_S)  # what was under way comes to its end
    rest = bytes_of(plant.database)
    time.sleep(REST_S)
    return (after - before) / (through - first), max(bytes_of(plant.database) - rest, 0) / REST_S


def main() -> int:
    """Measure, print, and compare with the bound."""
    shipped = yaml.safe_load((files("deploy") / "feeds.yaml").read_text("utf-8"))["feeds"]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passes", type=int, default=10, help="how many passes are counted")
    parser.add_argument("--feeds", type=int, default=len(shipped), help="how many feeds")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with planted(folder, given.feeds, PROGRAM) as plant, worked(plant, folder):
            a_pass, a_second = grown(plant, given.passes)
    a_day = (a_pass * PASSES_A_DAY + a_second * 86_400) / 1e6
    sys.stdout.write(
        f"by workers, {given.feeds} feeds: Prefect's database grows by {a_pass / 1000:.0f} kB a pass and "
        f"{a_second:.0f} bytes a second at rest, {a_day:.1f} MB a day (under {MOST_MB_A_DAY:g} is wanted)\n"
    )
    return 0 if a_day < MOST_MB_A_DAY else 1


if __name__ == "__main__":
    sys.exit(main())
