"""Prefect's environment: every name in it is Prefect's, nothing leaves the machine, what the operator set stays."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flows.serving.prefect.environment import CLIENT, QUIET, defaults, prepare_prefect

DEPLOY = Path(__file__).parents[3] / "deploy"
# Read by Prefect's log configuration, not by its settings.
OF_THE_LOG = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"}


def _settings_after(variables: dict[str, str]) -> dict[str, object]:
    """What Prefect makes of an environment, by its own account, in a process of its own."""
    code = (
        "import json; from prefect.settings import get_current_settings as s; "
        "print(json.dumps(s().to_environment_variables(exclude_unset=True)))"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=kept | variables, capture_output=True, text=True, timeout=120, check=True
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_prefect_knows_every_name_that_we_set(tmp_path: Path) -> None:
    assert len(defaults()) > len(CLIENT)
    named = set(re.findall(r"\bPREFECT_[A-Z0-9_]+\b", "".join(f.read_text() for f in DEPLOY.iterdir() if f.is_file())))
    ours = {name: value for name, value in (defaults() | QUIET).items() if name.startswith("PREFECT_")} | {
        "PREFECT_HOME": str(tmp_path),
        "PREFECT_API_URL": "http://127.0.0.1:1/api",
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
        "PREFECT_UI_API_URL": "http://127.0.0.1:1/api",
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": "sqlite+aiosqlite:///x",
        "PREFECT_WORKER_WEBSERVER_HOST": "127.0.0.1",
        "PREFECT_WORKER_WEBSERVER_PORT": "8080",
    }
    understood = set(_settings_after(ours))
    aliases = {"PREFECT_UI_API_URL": "PREFECT_SERVER_UI_API_URL"}
    assert {aliases.get(name, name) for name in set(ours) - OF_THE_LOG} <= understood
    assert named <= set(ours)


@pytest.mark.usefixtures("bare")
def test_nothing_leaves_the_machine_and_files_lie_under_the_state_folder(tmp_path: Path) -> None:
    prepare_prefect(str(tmp_path / "deep" / "var"))
    assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert os.environ["DO_NOT_TRACK"] == "1"
    assert os.environ["PREFECT_HOME"] == str(tmp_path / "deep" / "var" / "prefect")
    assert Path(os.environ["PREFECT_HOME"]).is_dir()
    assert os.environ["PREFECT_SERVER_EPHEMERAL_ENABLED"] == "false"


@pytest.mark.usefixtures("bare")
def test_what_the_operator_set_stays(tmp_path: Path) -> None:
    os.environ |= {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "INFO", "PREFECT_HOME": str(tmp_path / "own")}
    prepare_prefect(str(tmp_path))
    assert os.environ["PREFECT_HOME"] == str(tmp_path / "own")
    assert os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] == "INFO"
