"""A shell completes commands, options and what they take."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ASK = """
source <(recognition-watch --show-completion bash)
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_recognition_watch_completion recognition-watch
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def program(tmp_path: Path) -> dict[str, str]:
    """An environment in which the program is found by its name."""
    script = tmp_path / "bin" / "recognition-watch"
    script.parent.mkdir()
    script.write_text(f"#!{sys.executable}\nfrom flows.cli import main\nmain()\n")
    script.chmod(0o755)
    return {**os.environ, "PATH": f"{script.parent}:{os.environ['PATH']}"}


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (("cla",), ["claims"]),
        (("claims", "--to"), ["--topic"]),
        (("claims", "--topic", "re"), ["recognition", "representation"]),
        (("claims", "--position", "c"), ["conditional", "considering"]),
        (("claims", "--actor", "zamir"), ["zamir-kabulov"]),
        (("claims", "--actor", "kabulo"), ["kabulov"]),
        (("report", "--actor", "zamir"), ["zamir-kabulov"]),
        (("alerts", "--status", "w"), ["waiting"]),
        (("feeds", "--state", "go"), ["gone"]),
    ],
    ids=lambda case: " ".join(case),
)
def test_bash_completes(typed: tuple[str, ...], offered: list[str], program: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", ASK, "bash", "recognition-watch", *typed],
        env=program,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert (done.stdout.split(), done.stderr) == (offered, "")
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]
