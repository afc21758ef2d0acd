"""The image: its own commands bring up the watch, run without an engine in a folder that stands for its file system."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from flows.cli.app import app
from flows.serving.prefect.environment import defaults
from flows.serving.prefect.server import is_healthy
from flows.settings.setting_up import FOLDER, STATE

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
PROGRAM = "/opt/recognition-watch"
# The folders of the image that its commands name; each lies below the folder that stands for its file system.
INSIDE = re.compile(rf"(?<![\w.])(?={PROGRAM}|{STATE}|{FOLDER}|/src\b)")
NEEDS_ROOT = ("groupadd", "useradd")


@dataclass(slots=True)
class Stage:
    """One stage of the Dockerfile: its instructions in order, and its environment."""

    base: str
    steps: list[tuple[str, str]] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)

    def last(self, instruction: str) -> str:
        """What the last instruction of this name says."""
        return [text for name, text in self.steps if name == instruction][-1]


def _stages() -> list[Stage]:
    text = re.sub(r"^#.*\n", "", DOCKERFILE.read_text(), flags=re.MULTILINE).replace("\\\n", " ")
    stages: list[Stage] = []
    for line in filter(str.strip, text.splitlines()):
        name, rest = line.split(maxsplit=1)
        if name == "FROM":
            stages.append(Stage(rest))
        elif name == "ENV":
            stages[-1].environment |= dict(pair.split("=", 1) for pair in shlex.split(rest))
        elif stages:
            stages[-1].steps.append((name, rest))
    return stages


@dataclass(frozen=True, slots=True)
class Machine:
    """The folder that stands for a file system, and the environment of what runs in it."""

    root: Path

    def path(self, inside: str) -> Path:
        """Where a path of the image lies."""
        return self.root / inside.lstrip("/")

    def words(self, text: str) -> str:
        """A command of the image with its folders where they lie."""
        return INSIDE.sub(str(self.root), text)

    def environment(self, stage: Stage) -> dict[str, str]:
        """As the stage sets it, over what any process needs."""
        given = {name: self.words(value) for name, value in stage.environment.items()}
        given["PATH"] = given.get("PATH", "$PATH").replace("$PATH", f"{self.root}/stand-ins:{os.environ['PATH']}")
        return {"HOME": str(self.path(STATE)), "LANG": "C.UTF-8"} | given


def _prepare(machine: Machine) -> None:
    """What the base image brings, and stand-ins for what only root may do; the lock's releases are the tests' own."""
    stand_ins = machine.path("stand-ins")
    stand_ins.mkdir(parents=True)
    (stand_ins / "python").symlink_to(Path(sys.executable).resolve())
    for name in NEEDS_ROOT:
        (stand_ins / name).write_text("#!/bin/sh\n")
        (stand_ins / name).chmod(0o755)
    machine.path(STATE).mkdir(parents=True)


def _run(machine: Machine, stage: Stage) -> None:
    """Carry out the stage: COPY as copies, RUN in a shell, but for the releases of the lock, which are lent."""
    here = machine.root
    for name, text in stage.steps:
        if name == "WORKDIR":
            here = machine.path(text)
            here.mkdir(parents=True, exist_ok=True)
        elif name == "COPY" and not text.startswith("--from"):
            _copy(text.split(), here)
        elif name == "RUN" and "-r requirements.lock" in text:
            _lend(machine)
        elif name == "RUN":
            done = subprocess.run(
                ["sh", "-ec", machine.words(text)],
                cwd=here,
                env=machine.environment(stage),
                capture_output=True,
                text=True,
                timeout=400,
                check=False,
            )
            assert done.returncode == 0, f"{text}\n{done.stdout[-1500:]}{done.stderr[-1500:]}"


def _copy(words: list[str], here: Path) -> None:
    *sources, target = words
    for source in sources:
        if (ROOT / source).is_dir():
            ignore = shutil.ignore_patterns("__pycache__", ".*", "etc")
            shutil.copytree(ROOT / source, here / target, ignore=ignore)
        else:
            shutil.copy(ROOT / source, here / target)


def _lend(machine: Machine) -> None:
    """Installing the lock anew takes minutes; the tests run with the same releases."""
    # What the environment came with is older, and the lock would replace it.
    uninstall = ("uninstall", "--quiet", "--yes", "--disable-pip-version-check", "setuptools")
    subprocess.run([machine.path(f"{PROGRAM}/bin/pip"), *uninstall], check=True, timeout=120)
    (site,) = machine.path(PROGRAM).glob("lib/python3*/site-packages")
    lent = [path for path in sys.path if path.endswith("site-packages")]
    (site / "lent.pth").write_text("\n".join(lent) + "\n")


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """Both stages carried out."""
    made = Machine(tmp_path_factory.mktemp("image"))
    _prepare(made)
    for stage in _stages():
        _run(made, stage)
    return made


@pytest.fixture
def settings(machine: Machine) -> Path:
    """What is mounted: written by the image's own `init`, with nobody to poll and a port of its own."""
    folder = machine.path(FOLDER)
    shutil.rmtree(folder, ignore_errors=True)
    done = _command(machine, "init", str(folder), "--state", str(machine.path(STATE)), "--prefect")
    assert done.returncode == 0, done.stderr
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    file = folder / "recognition-watch.toml"
    text = file.read_text().replace("ui_port = 4200", f"ui_port = {port}")
    file.write_text(text.replace("allow_private_addresses = false", "allow_private_addresses = true"))
    row = '{url: "http://127.0.0.1:1/feed", outlet: Shut Door, language: en, country: NO, covers: russia}'
    (folder / "feeds.yaml").write_text(f"feeds:\n  - {row}\n")
    return file


def _command(machine: Machine, *words: str) -> subprocess.CompletedProcess[str]:
    stage = _stages()[-1]
    (program,) = json.loads(stage.last("ENTRYPOINT"))
    return subprocess.run(
        [machine.path(f"{PROGRAM}/bin/{program}"), *words],
        cwd=machine.path(STATE),
        env=machine.environment(stage),
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )


def test_both_stages_begin_with_one_base_that_is_named_by_its_digest() -> None:
    assert re.search(r"^ARG PYTHON=python:3\.11[\w.-]*@sha256:[0-9a-f]{64}$", DOCKERFILE.read_text(), re.MULTILINE)
    assert [stage.base for stage in _stages()] == ["${PYTHON} AS build", "${PYTHON}"]


def test_the_image_runs_as_a_numbered_user_and_names_a_command_that_exists() -> None:
    stage = _stages()[-1]
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", stage.last("USER"))
    assert json.loads(stage.last("CMD"))[0] in {command.name for command in app.registered_commands}


@pytest.mark.skipif(not shutil.which("hadolint"), reason="hadolint is not on this machine")
def test_hadolint_finds_nothing_to_say() -> None:
    done = subprocess.run(["hadolint", DOCKERFILE], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_lock_is_installed_with_hashes() -> None:
    (line,) = (text for name, text in _stages()[0].steps if name == "RUN" and "requirements.lock" in text)
    assert "pip install --require-hashes --no-deps -r requirements.lock" in line


def test_neither_settings_nor_feeds_nor_policy_are_baked_in() -> None:
    assert [text for name, text in _stages()[-1].steps if name == "COPY"] == [f"--from=build {PROGRAM} {PROGRAM}"]


def test_what_is_started_as_prefect_has_the_defaults_of_the_program() -> None:
    environment = _stages()[-1].environment
    assert {name: environment.get(name) for name in defaults()} == defaults()
    assert environment["PREFECT_HOME"] == f"{STATE}/prefect"


def test_without_its_settings_the_image_says_what_is_missing_and_what_writes_it(machine: Machine) -> None:
    shutil.rmtree(machine.path(FOLDER), ignore_errors=True)
    done = _command(machine, *json.loads(_stages()[-1].last("CMD")))
    assert done.returncode == 2
    assert done.stderr.strip().endswith("there is no such file; `recognition-watch init` writes one")


def test_what_is_mounted_is_found_and_nothing_is_written_beside_the_state(machine: Machine, settings: Path) -> None:
    before = sorted(path for path in machine.path(PROGRAM).rglob("*"))
    done = _command(machine, "check", "--offline")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{settings.parent}/feeds.yaml: 1 feed" in done.stdout
    assert sorted(path for path in machine.path(PROGRAM).rglob("*")) == before


def test_the_image_comes_up_as_it_is_started_and_ends_when_it_is_told_to(machine: Machine, settings: Path) -> None:
    stage = _stages()[-1]
    (program,), words = json.loads(stage.last("ENTRYPOINT")), json.loads(stage.last("CMD"))
    port = re.search(r"^ui_port = (\d+)", settings.read_text(), re.MULTILINE)[1]  # type: ignore[index]
    log = machine.root / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [machine.path(f"{PROGRAM}/bin/{program}"), *words],
            cwd=machine.path(STATE),
            env=machine.environment(stage),
            stdout=out,
            stderr=out,
        )
    try:
        _wait_until_up(process, f"http://127.0.0.1:{port}/api", log)
        process.send_signal(getattr(signal, stage.last("STOPSIGNAL")))
        assert process.wait(200) == 0, log.read_text()[-3000:]
    finally:
        process.kill()
        process.wait()


def _wait_until_up(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Until Prefect answers and the schedule says that it watches; a busy machine may take its time."""
    ends = time.monotonic() + 300
    while not (b"watching 1 feed" in log.read_bytes() and is_healthy(address)):
        assert process.poll() is None, log.read_text()[-3000:]
        assert time.monotonic() < ends, log.read_text()[-3000:]
        time.sleep(0.2)
