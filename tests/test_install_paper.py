"""The paper on installing: its commands are shell, name the places of the units, and bring a store back as they say."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from extractors.errors import StoreError
from flows.settings.setting_up import FOLDER, PROGRAM, STATE, USER
from storage.engine.database import Database
from storage.engine.schema import VERSION_TABLE
from storage.store import open_store

PAPER = (Path(__file__).resolve().parents[1] / "docs" / "install.md").read_text(encoding="utf-8")
BACKUPS, SETTINGS = "/var/backups/recognition-watch", FOLDER
THEN, SINCE = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)


def _blocks(heading: str = "") -> list[str]:
    """The shell of the section under a heading, or of the whole paper."""
    text = PAPER.partition(f"### {heading}\n")[2].partition("\n### ")[0] if heading else PAPER
    return re.findall(r"^```sh\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


def _lines(heading: str, program: str) -> list[str]:
    found = [line for block in _blocks(heading) for line in block.splitlines() if line.startswith(program)]
    assert found, (heading, program)
    return found


def test_every_block_is_shell() -> None:
    assert len(_blocks()) > 8
    for block in _blocks():
        done = subprocess.run(["bash", "-n"], input=block, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), block


@pytest.mark.parametrize("heading", ["User, folders, settings, units", "Upgrade", "Back to the version before"])
def test_init_is_run_by_the_link_to_the_version_in_use_for_the_places_that_the_units_name(heading: str) -> None:
    (line,) = _lines(heading, PROGRAM)
    _, command, folder, *options = shlex.split(line)
    assert (command, folder) == ("init", FOLDER)
    assert options[:4] == ["--state", STATE, "--units", "/etc/systemd/system"]
    # After the first time the operator's settings stay as they are.
    assert options[4:] == ([] if heading.startswith("User") else ["--services-only", "--force"])


def test_the_user_that_is_made_is_the_one_that_the_units_run_as_and_owns_the_state() -> None:
    (line,) = _lines("User, folders, settings, units", "useradd")
    assert shlex.split(line)[-1] == USER
    assert f"install -d -o {USER} -g {USER} -m 0700 {STATE}" in PAPER


def test_a_store_that_a_newer_version_has_changed_comes_back_as_it_was(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}{STATE}/recognition-watch.sqlite3"
    for folder in (STATE, BACKUPS, SETTINGS):
        Path(f"{tmp_path}{folder}").mkdir(parents=True)
    Path(f"{tmp_path}{SETTINGS}/recognition-watch.toml").write_text(f'database = "{url}"\n')
    with open_store(url) as store:
        store.set_moment("trial", THEN)

    _run(_lines("Upgrade", "runuser"), tmp_path)
    with open_store(url) as store:
        store.set_moment("trial", SINCE)
    database = Database(url, 5)
    with database.writing() as connection:
        connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))  # noqa: S608 - a constant
    database.close()
    with pytest.raises(StoreError, match="put back a copy from before its upgrade"):
        open_store(url)

    _run([*_lines("Back to the version before", "rm"), *_lines("Back to the version before", "install")], tmp_path)
    with open_store(url) as store:
        assert store.moment("trial") == THEN


def _run(lines: list[str], root: Path) -> None:
    """Run lines of the paper with its folders below ``root``; the user of the service is not on this machine."""
    shell = "\n".join(lines).replace(f"-o {USER} -g {USER} ", "").replace(f"runuser -u {USER} -- ", "")
    shell = shell.replace("/opt/recognition-watch/current/bin", str(Path(sys.executable).parent))
    for folder in (STATE, BACKUPS, SETTINGS):
        shell = shell.replace(folder, f"{root}{folder}")
    subprocess.run(["bash", "-ec", shell], check=True, timeout=60)
