"""What an operator installs names only commands, settings and files that exist, and stays as closed as it was meant."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.cli.app import app
from flows.settings import PREFIX, Settings
from flows.settings_file import FILE_VARIABLE, setting_names, variable_of

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
KNOWN_VARIABLES = {variable_of(name) for name in setting_names()} | {FILE_VARIABLE}
COMMANDS = {command.name for command in app.registered_commands}


def _compose() -> dict[str, Any]:
    compose: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return compose


@pytest.mark.parametrize("name", sorted(path.name for path in DEPLOY.iterdir() if path.is_file()))
def test_every_variable_named_in_deploy_is_a_setting(name: str) -> None:
    named = set(re.findall(rf"\b{PREFIX}[A-Z_]+\b", (DEPLOY / name).read_text()))
    assert named - KNOWN_VARIABLES - {PREFIX} == set()


def test_the_image_installs_from_the_lock_with_hashes_and_runs_as_nobody_special() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    assert "pip install --require-hashes --no-deps -r requirements.lock" in text
    assert re.search(r"^USER watch$", text, re.MULTILINE)
    assert 'ENTRYPOINT ["recognition-watch"]' in text
    assert re.search(r'^CMD \["(\w+)"\]', text, re.MULTILINE)[1] in COMMANDS  # type: ignore[index]


def test_what_the_image_copies_is_there() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    copied = [word for line in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE) for word in line.split()]
    made_by_make_lock = {"requirements.lock"}
    assert [word for word in copied if not (ROOT / word).exists() and word not in made_by_make_lock] == []


def test_compose_has_the_parts_and_opens_nothing_to_the_network() -> None:
    services = _compose()["services"]
    assert set(services) == {"database", "server", "deploy", "worker", "mail"}
    ports = [port for service in services.values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_compose_pins_what_it_pulls() -> None:
    pulled = [service["image"] for service in _compose()["services"].values() if "build" not in service]
    assert pulled
    assert all(":" in image and not image.endswith(":latest") for image in pulled)


def test_compose_gives_the_worker_a_database_of_its_own_kind() -> None:
    environment = _compose()["services"]["worker"]["environment"]
    given = {name: value for name, value in environment.items() if name.startswith(PREFIX)}
    settings = Settings.model_validate({"database": given["RECOGNITION_WATCH_DATABASE"]})
    assert settings.database.startswith("postgresql+psycopg://")


def test_no_secret_is_written_in_compose() -> None:
    text = (DEPLOY / "compose.yaml").read_text()
    assert set(re.findall(r"PASSWORD: (.+)", text)) == {"${POSTGRES_PASSWORD:?set it in deploy/.env}"}


def test_the_prefect_deployment_is_the_flow_every_five_minutes() -> None:
    deployment = yaml.safe_load((DEPLOY / "prefect.yaml").read_text())["deployments"][0]
    module, _, name = deployment["entrypoint"].rpartition(".")
    flow = getattr(importlib.import_module(module), name)
    assert flow.name == "monitor"
    assert deployment["work_pool"]["name"] == "recognition-watch"
    assert deployment["concurrency_limit"]["limit"] == 1
    (schedule,) = deployment["schedules"]
    assert schedule == {"interval": Settings().schedule_s, "slug": "every-few-minutes", "active": True}


def test_the_prefect_version_of_the_deployment_is_the_locked_one() -> None:
    version = yaml.safe_load((DEPLOY / "prefect.yaml").read_text())["prefect-version"]
    assert f"\nprefect=={version} " in (ROOT / "requirements-dev.lock").read_text()
