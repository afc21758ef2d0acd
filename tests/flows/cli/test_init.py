"""``init``: what it writes can be used as it lies, from any folder, and it overwrites nothing unasked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from extractors.errors import SettingsError
from flows.settings.feeds_file import load_feeds
from flows.settings.model import MailSettings, Settings
from flows.settings.setting_up import FOLDER, PROGRAM, STATE, WatchHome, shipped, unit_files
from flows.settings.settings_file import load_settings
from flows.telling.policy_file import load_policy

from .conftest import Command

pytestmark = pytest.mark.usefixtures("bare")
USUAL = ("feeds.yaml", "policy.yaml", "recognition-watch.toml")
SHIPPED_PLACE = WatchHome(Path(FOLDER), Path(STATE), Path(PROGRAM))


def test_the_settings_are_the_defaults_with_paths_that_hold_from_everywhere(command: Command, tmp_path: Path) -> None:
    assert command("init", "watch").code == 0
    home = tmp_path / "watch"
    assert load_settings(home / "recognition-watch.toml") == Settings(
        database=f"sqlite:///{home}/var/recognition-watch.sqlite3",
        feeds=str(home / "feeds.yaml"),
        state=str(home / "var"),
        policy=str(home / "policy.yaml"),
        mail=MailSettings(folder=str(home / "var" / "mail")),
    )


def test_without_a_folder_it_writes_where_it_is_and_no_more_than_asked(command: Command, tmp_path: Path) -> None:
    assert command("init").code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == list(USUAL)


def test_feeds_and_policy_can_be_read_as_they_were_shipped(command: Command) -> None:
    command("init")
    assert len(load_feeds(Path("feeds.yaml"))) > 50
    assert load_policy(Path("policy.yaml")).recipients == ("editor@example.org",)
    assert Path("feeds.yaml").read_text() == shipped("feeds.yaml")


@pytest.mark.parametrize("where", [".", "elsewhere"])
def test_check_finds_nothing_bad_in_what_was_written(where: str, command: Command, tmp_path: Path) -> None:
    command("init", str(tmp_path / "watch"))
    named = ("--settings", str(tmp_path / "watch" / "recognition-watch.toml"))
    Path(where).mkdir(exist_ok=True)
    ended = command("check", "--offline", *named)
    assert (ended.code, ended.complaints) == (0, [])
    assert "\nbad" not in f"\n{ended.out}"


def test_it_says_what_it_wrote_and_what_to_do_next(command: Command, tmp_path: Path) -> None:
    lines = command("init", "watch").out.splitlines()
    assert [line.split()[1] for line in lines if line.startswith("wrote ")] == [
        str(tmp_path / "watch" / name) for name in ("recognition-watch.toml", "feeds.yaml", "policy.yaml")
    ]
    settings = tmp_path / "watch" / "recognition-watch.toml"
    assert f"  recognition-watch check --settings {settings}" in lines
    assert f"  recognition-watch run --settings {settings}" in lines


def test_what_is_there_stays_and_then_nothing_is_written(command: Command, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("mine")
    ended = command("init", "--prefect")
    assert ended.code == 2
    assert ended.complaints == [
        f"{tmp_path}/policy.yaml: is there already; nothing was written; give --force to overwrite it"
    ]
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("policy.yaml", "mine")]


def test_force_overwrites_what_is_there(command: Command, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("mine")
    assert command("init", "--force").code == 0
    assert (tmp_path / "policy.yaml").read_text() == shipped("policy.example.yaml")


def test_after_an_upgrade_the_services_can_be_written_anew_and_settings_stay(command: Command, tmp_path: Path) -> None:
    command("init", "--units", "units")
    unit = tmp_path / "units" / "recognition-watch.service"
    written = unit.read_text()
    unit.write_text("old")
    (tmp_path / "policy.yaml").write_text("mine")
    assert command("init", "--units", "units", "--services-only", "--force").code == 0
    assert (unit.read_text(), (tmp_path / "policy.yaml").read_text()) == (written, "mine")


def test_nothing_to_write_is_wrong_usage(command: Command) -> None:
    ended = command("init", "--services-only")
    assert ended.code == 2
    assert "nothing to write; add --units or --prefect" in ended.complaints[0]


def test_what_may_hold_a_password_is_closed_to_strangers(command: Command, tmp_path: Path) -> None:
    command("init")
    assert {name: (tmp_path / name).stat().st_mode & 0o007 for name in ("recognition-watch.toml", "policy.yaml")} == {
        "recognition-watch.toml": 0,
        "policy.yaml": 0,
    }


def test_a_folder_of_any_name_will_do_for_the_settings(command: Command, tmp_path: Path) -> None:
    home = tmp_path / 'the "desk" at 5%\\Ö'
    assert command("init", str(home)).code == 0
    assert load_settings(home / "recognition-watch.toml").feeds == str(home / "feeds.yaml")


def test_the_deployment_of_prefect_works_in_the_folder_of_the_watch(command: Command, tmp_path: Path) -> None:
    command("init", "--prefect", "--state", "kept")
    (deployment,) = yaml.safe_load((tmp_path / "prefect.yaml").read_text())["deployments"]
    assert deployment["work_pool"]["job_variables"]["working_dir"] == str(tmp_path / "kept")
    assert (tmp_path / "prefect-server.env").read_text() == shipped("prefect-server.env")


def test_in_the_places_that_the_papers_name_the_units_are_written_as_shipped(tmp_path: Path) -> None:
    written = {file.path.name: file.text for file in unit_files(SHIPPED_PLACE, tmp_path)}
    assert "recognition-watch.service" in written
    assert written == {name: shipped(name) for name in written}


def test_elsewhere_the_units_name_the_program_the_settings_the_state_and_the_user(
    command: Command, tmp_path: Path
) -> None:
    assert command("init", "etc", "--state", "kept", "--units", "units", "--user", "desk").code == 0
    text = (tmp_path / "units" / "recognition-watch.service").read_text()
    assert not re.search(rf"(?<![\w/-]){FOLDER}\b|{STATE}", text)
    assert f"RECOGNITION_WATCH_SETTINGS={tmp_path}/etc/recognition-watch.toml\n" in text
    assert f"\nWorkingDirectory={tmp_path}/kept\nReadWritePaths={tmp_path}/kept\n" in text
    assert "\nUser=desk\n" in text
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("folder", "homes"), [("/srv/watch", "yes"), ("/home/ann/watch", "read-only"), ("/root/watch", "read-only")]
)
def test_a_service_sees_homes_only_where_it_lives_in_one(folder: str, homes: str, tmp_path: Path) -> None:
    place = WatchHome(Path(folder), Path(folder, "var"), Path(PROGRAM))
    (text,) = (f.text for f in unit_files(place, tmp_path) if f.path.name == "recognition-watch.service")
    assert f"\nProtectHome={homes}\n" in text


def test_a_path_that_a_unit_cannot_name_is_refused(tmp_path: Path) -> None:
    place = WatchHome(tmp_path / "two words", tmp_path / "var", Path(PROGRAM))
    with pytest.raises(SettingsError, match="two words: systemd takes no blanks and signs in it; choose"):
        list(unit_files(place, tmp_path))
