"""The papers and the program name the same commands, options and exit codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from flows.cli.app import app
from flows.cli.terminal import exit_codes as ends

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
USES = re.findall(r"recognition-watch ((?:[a-z]+)(?: [^`\n#|]*)?)", README)


def test_the_readme_shows_some_commands() -> None:
    assert len(USES) > 5


@pytest.mark.parametrize("use", USES)
def test_every_command_and_option_in_the_readme_exists(use: str) -> None:
    name, *words = use.split()
    if name not in COMMANDS:
        assert name in ("watches", "is"), f"the README speaks of a command {name}"
        return
    options = {option for parameter in COMMANDS[name].params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options


def test_every_exit_code_of_the_readme_is_one_of_the_programs() -> None:
    line = re.search(r"\*\*Exit codes\*\* — (.+?)\n\n", README, re.DOTALL)
    assert line is not None
    told = {int(code) for code in re.findall(r"(?:^|; )(\d)\b", " ".join(line[1].split()))}
    assert told == {ends.OK, ends.FAILED, ends.USAGE, ends.PARTLY}
