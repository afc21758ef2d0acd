"""The run that a submission must pass, with its steps stood in for: its exit status is what decides."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

RUN = Path(__file__).parent.parent / ".ci" / "run"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose `make` fails at the target that FAILS names, and whose wheel fails where FAILS is `wheel`."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(RUN, tmp_path / ".ci" / "run")
    write_script(tmp_path / ".ci" / "wheel", '[ "${FAILS:-}" != wheel ]')
    write_script(tmp_path / "bin" / "make", 'echo "$1" >> made; [ "${FAILS:-}" != "$1" ]')
    return tmp_path


def write_script(path: Path, body: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/usr/bin/env bash\n{body}\n")
    path.chmod(0o755)


def run(checkout: Path, fails: str = "") -> int:
    path = f"{checkout / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [checkout / ".ci" / "run"],
        env={**os.environ, "PATH": path, "FAILS": fails},
        cwd=checkout,
        capture_output=True,
        timeout=30,
        check=False,
    )
    return done.returncode


def test_every_step_that_passes_is_a_run_that_passes(checkout: Path) -> None:
    assert run(checkout) == 0
    assert (checkout / "made").read_text().split() == ["setup", "check", "demo", "test"]


@pytest.mark.parametrize("step", ["setup", "check", "demo", "wheel", "test"])
def test_one_step_that_fails_is_a_run_that_fails(checkout: Path, step: str) -> None:
    assert run(checkout, fails=step) != 0
