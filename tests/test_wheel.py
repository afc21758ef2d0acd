"""The wheel: whole, with its licences, and every command works from it in a folder that is not the checkout."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from email import message_from_string
from email.message import Message
from pathlib import Path
from zipfile import ZipFile

import pytest

HOUSE = Path(__file__).resolve().parents[1]
ROOMS = ("deploy", "extractors", "storage", "flows")
PAPERS = ("pyproject.toml", "README.md", "LICENSE")
UNWANTED = shutil.ignore_patterns("__pycache__", "*.egg-info")
# What an operator keeps beside the files of deploy/ and what a desktop leaves there: neither may be published.
STRAYS = {
    "deploy/.env": "POSTGRES_PASSWORD=hush-hush\n",
    "deploy/etc/recognition-watch.toml": 'mail.password = "hush-hush"\n',
    "flows/.DS_Store": "",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """The wheel, built from a copy, so that nothing of it lies in the checkout afterwards."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for room in ROOMS:
        shutil.copytree(HOUSE / room, source / room, ignore=UNWANTED)
    for paper in PAPERS:
        shutil.copy(HOUSE / paper, source / paper)
    for stray, text in STRAYS.items():
        (source / stray).parent.mkdir(exist_ok=True)
        (source / stray).write_text(text)
    build = f"from setuptools.build_meta import build_wheel; build_wheel({str(target)!r})"
    done = subprocess.run([sys.executable, "-c", build], cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (made,) = target.iterdir()
    return ZipFile(made)


@pytest.fixture(scope="module")
def metadata(wheel: ZipFile) -> Message:
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    return message_from_string(wheel.read(name).decode())


def test_every_file_of_the_rooms_is_in_the_wheel_and_no_other(wheel: ZipFile) -> None:
    files = (path for room in ROOMS for path in (HOUSE / room).rglob("*") if path.is_file())
    wanted = {str(path.relative_to(HOUSE)) for path in files if "__pycache__" not in path.parts}
    hidden = {name for name in wanted if name.startswith("deploy/etc/") or "/." in name}
    found = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert found == wanted - hidden


def test_the_wheel_names_the_licences_of_code_and_model_and_carries_their_texts(
    wheel: ZipFile, metadata: Message
) -> None:
    assert metadata["License-Expression"] == "MIT AND CC-BY-SA-4.0 AND CC-BY-4.0 AND Apache-2.0"
    texts = metadata.get_all("License-File", [])
    assert texts == ["LICENSE", "extractors/model/LICENSE"]
    carried = {name.partition(".dist-info/licenses/")[2] for name in wheel.namelist()}
    assert set(texts) <= carried


def test_the_readme_names_the_same_licences() -> None:
    told = (HOUSE / "README.md").read_text(encoding="utf-8").rpartition("Licence: ")[2]
    assert all(name in told for name in ("MIT", "CC BY-SA 4.0", "CC BY 4.0", "Apache 2.0", "extractors/model/LICENSE"))


@pytest.mark.parametrize("library", ["anyio", "fastapi", "sqlalchemy", "lxml-html-clean"])
def test_what_resolves_yet_does_not_run_is_bounded_in_the_wheel_itself(library: str, metadata: Message) -> None:
    (wanted,) = (line for line in metadata.get_all("Requires-Dist", []) if re.match(rf"{library}[<>=!~]", line))
    assert "<" in wanted
