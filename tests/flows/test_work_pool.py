"""``deploy/prefect.yaml`` on a real server: it deploys, and a worker of its pool makes the pass."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.prefect_env import DEFAULTS
from flows.settings import PREFIX

from .asking_prefect import ask

DEPLOY = Path(__file__).parents[2] / "deploy"


@pytest.fixture
def environment(prefect_api: str, tmp_path: Path) -> dict[str, str]:
    """What a worker's machine sets: where Prefect is, and the settings, with nobody to poll."""
    row = '{url: "http://127.0.0.1:1/feed", outlet: Shut Door, language: en, country: NO, covers: russia}'
    (tmp_path / "feeds.yaml").write_text(f"feeds:\n  - {row}\n")
    (tmp_path / "settings.toml").write_text(
        f'feeds = "{tmp_path}/feeds.yaml"\ndatabase = "sqlite:///{tmp_path}/store.sqlite3"\n'
        f'[poll]\nallow_private_addresses = true\n[mail]\nfolder = "{tmp_path}/mail"\n'
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    machine = {
        "PREFECT_API_URL": prefect_api,
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "RECOGNITION_WATCH_SETTINGS": str(tmp_path / "settings.toml"),
    }
    return kept | DEFAULTS | machine


def _prefect(environment: dict[str, str], folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "prefect", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_worker_makes_the_pass_that_prefect_yaml_deploys(
    environment: dict[str, str], prefect_api: str, tmp_path: Path
) -> None:
    # The folder of the real one is the operator's; everything else is the file as it is.
    (tmp_path / "prefect.yaml").write_text(
        (DEPLOY / "prefect.yaml").read_text().replace("/var/lib/recognition-watch", str(tmp_path))
    )
    _prefect(environment, tmp_path, "work-pool", "create", "--type", "process", "recognition-watch")
    _prefect(environment, tmp_path, "--no-prompt", "deploy", "--all", "--prefect-file", "prefect.yaml")
    _prefect(environment, tmp_path, "deployment", "run", "monitor/watch-by-workers")
    _prefect(environment, tmp_path, "worker", "start", "--pool", "recognition-watch", "--type", "process", "--run-once")

    (deployment,) = ask(prefect_api, "deployments", {"deployments": {"name": {"any_": ["watch-by-workers"]}}})
    assert [(one["slug"], one["active"]) for one in deployment["schedules"]] == [("every-few-minutes", True)]
    done = {"flow_runs": {"deployment_id": {"any_": [deployment["id"]]}, "state": {"type": {"any_": ["COMPLETED"]}}}}
    (run,) = ask(prefect_api, "flow_runs", done)
    assert run["state_name"] == "CompletedWithErrors"
    assert "1 feed polled, 1 failed" in run["state"]["message"]
    assert (tmp_path / "store.sqlite3").exists()
