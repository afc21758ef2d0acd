"""What an operator installs names only commands, settings and files that exist, and stays as closed as it was meant."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.cli.app import app
from flows.serving.prefect.environment import CLIENT
from flows.settings.model import PREFIX, Settings
from flows.settings.setting_up import FOLDER
from flows.settings.settings_file import FILE_VARIABLE, setting_names, variable_of

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


def test_compose_has_the_parts_and_opens_nothing_to_the_network() -> None:
    services = _compose()["services"]
    assert set(services) == {"database", "server", "deploy", "worker", "web", "mail"}
    ports = [port for service in services.values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_compose_pins_what_it_pulls() -> None:
    pulled = [service["image"] for service in _compose()["services"].values() if "build" not in service]
    assert pulled
    assert all(re.fullmatch(r"[\w/]+:v?[\d.]+[\w.-]*@sha256:[0-9a-f]{64}", image) for image in pulled)


@pytest.mark.parametrize("name", sorted(_compose()["services"]))
def test_no_part_of_compose_can_fill_the_disk_or_take_all_memory_or_gain_rights(name: str) -> None:
    service = _compose()["services"][name]
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}
    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
    assert service["security_opt"] == ["no-new-privileges:true"]
    # PostgreSQL's image gives up root by itself and needs its rights until then.
    assert name == "database" or (service["read_only"], service["cap_drop"]) == (True, ["ALL"])


def test_every_part_of_compose_that_goes_on_says_whether_it_is_well_and_is_waited_for() -> None:
    services = _compose()["services"]
    ends_by_itself = {name for name, service in services.items() if service["restart"] == "no"}
    assert {name for name, service in services.items() if "healthcheck" not in service} == ends_by_itself
    for service in services.values():
        for name, wait in service.get("depends_on", {}).items():
            ends = "service_completed_successfully" if name in ends_by_itself else "service_healthy"
            assert wait == {"condition": ends}


def test_the_database_counts_as_ready_when_the_one_that_is_made_last_answers_over_tcp() -> None:
    database = _compose()["services"]["database"]
    made = re.findall(r"CREATE DATABASE (\w+)", (DEPLOY / "databases.sql").read_text())
    words = database["healthcheck"]["test"]
    assert f"--dbname={made[-1]}" in words
    assert "--host=127.0.0.1" in words


def test_compose_mounts_what_init_writes_and_bakes_nothing_in() -> None:
    services = _compose()["services"]
    for name in ("deploy", "worker", "web"):
        (mount,) = (volume for volume in services[name]["volumes"] if isinstance(volume, dict))
        assert (mount["source"], mount["target"], mount["read_only"]) == ("./etc", FOLDER, True)
    assert f"--prefect-file {FOLDER}/prefect.yaml" in services["deploy"]["command"][0]


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
    assert "concurrency_limit" not in deployment
    job = deployment["work_pool"]["job_variables"]
    assert job["env"] == {"PREFECT_FLOWS_HEARTBEAT_FREQUENCY": CLIENT["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"]}
    (schedule,) = deployment["schedules"]
    assert schedule == {"interval": Settings().schedule_s, "slug": "every-few-minutes", "active": True}


def test_the_prefect_version_of_the_deployment_is_the_locked_one() -> None:
    version = yaml.safe_load((DEPLOY / "prefect.yaml").read_text())["prefect-version"]
    assert f"\nprefect=={version} " in (ROOT / "requirements-dev.lock").read_text()
