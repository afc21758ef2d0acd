"""The papers say what is: every command, target, file and exit code they name exists, and the other way round."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from flows.cli.app import app
from flows.cli.terminal import exit_codes as ends

HOUSE = Path(__file__).resolve().parents[1]
PAPERS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/install.md", "docs/store.md", "docs/architecture.md")
README = (HOUSE / "README.md").read_text(encoding="utf-8")
MAKEFILE = (HOUSE / "Makefile").read_text(encoding="utf-8")
EVERYTHING = "\n".join((HOUSE / paper).read_text(encoding="utf-8") for paper in PAPERS)
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, flags=re.M))
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]  # a typer app with several commands is a group
# A folder or file that only a run makes, or `init`, or an installation.
MADE = (
    "var/",
    "recognition-watch.toml",
    "article.html",
    "dist/",
    "deploy/etc",
    "feeds.yaml",
    "policy.yaml",
    "secrets.env",
    "/",
)


def test_every_command_named_in_the_papers_exists() -> None:
    named = set(re.findall(r"recognition-watch ([a-z]+)\b(?!-)", EVERYTHING))
    prose = {"watches", "is", "or", "and"}
    assert named - prose <= set(COMMANDS)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_named_in_the_readme(command: str) -> None:
    assert re.search(rf"recognition-watch {command}\b|make {command}\b|`{command}`", README)


@pytest.mark.parametrize("paper", ["README.md", "docs/store.md"])
def test_every_option_shown_in_the_readme_exists(paper: str) -> None:
    text = (HOUSE / paper).read_text(encoding="utf-8")
    for name, options in re.findall(r"recognition-watch ([a-z]+)([^\n`]*)", text):
        if name in COMMANDS:
            command, within = COMMANDS[name], options.split()[:1]
            if hasattr(command, "commands"):
                assert within == [] or within[0] in command.commands, f"{name} {within}"
                command = command.commands[within[0]] if within else command
            known = {option for parameter in command.params for option in parameter.opts}
            assert set(re.findall(r"(?<!\w)--[a-z-]+", options)) <= known, name


def test_every_make_target_named_in_the_papers_exists() -> None:
    assert set(re.findall(r"\bmake ([a-z][a-z-]+)", EVERYTHING)) - {"are", "and", "room"} <= TARGETS


def test_every_phony_target_has_a_rule_and_a_word_of_help() -> None:
    phony = set(re.findall(r"^\.PHONY: (.*)$", MAKEFILE, flags=re.M)[0].split())
    helped = set(re.findall(r"^([a-z-]+):.*##", MAKEFILE, flags=re.M))
    assert phony == helped


def test_every_file_named_in_the_papers_exists() -> None:
    named = set(re.findall(r"`([\w./*-]+/[\w./*-]*|[\w*-]+\.\w{2,4})`", EVERYTHING))
    missing = [name for name in named if not name.startswith(MADE) and not list(HOUSE.glob(name.rstrip("/")))]
    outside = {name for name in missing if name.startswith("../")}
    assert not set(missing) - outside


def test_the_readme_lists_the_exit_codes_as_they_are() -> None:
    told = re.search(r"\*\*Exit codes\*\* — (.*?)\n\n", README, flags=re.S)
    assert told is not None
    codes = {int(code) for code in re.findall(r"(?:^|; |\n  )(\d) ", told[1])}
    assert codes == {ends.OK, ends.FAILED, ends.USAGE, ends.PARTLY}


RECIPES = sorted((HOUSE / "docs").glob("add-*.md"))
# What a reader of a recipe makes himself, or copies.
MADE_BY_RECIPES = (
    "extractors/languages/uk",
    "extractors/lexicon/uk",
    "tests/extractors/languages/uk",
    "tests/extractors/pages/articles/outlets/river-news.",
)
TYPED_INTO = re.compile(r"^ *cat >>? \S+\.(yaml|json) <<'E'\n(.*?)^ *E$", flags=re.S | re.M)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.stem)
def test_every_path_and_target_that_a_recipe_types_exists(recipe: Path) -> None:
    text = recipe.read_text(encoding="utf-8")
    paths = set(re.findall(r"(?<![\w/.])(?:extractors|tests|docs|deploy)/[\w./-]*\w", text))
    assert paths
    assert not [path for path in paths if not path.startswith(MADE_BY_RECIPES) and not (HOUSE / path).exists()]
    assert set(re.findall(r"\bmake ([a-z][a-z-]+)", text)) <= TARGETS
    assert set(re.findall(r"recognition-watch ([a-z]+)\b", text)) <= set(COMMANDS)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.stem)
def test_what_a_recipe_writes_down_is_what_the_program_reads(recipe: Path) -> None:
    text = recipe.read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```(yaml|python)\n(.*?)^ *```", text, flags=re.S | re.M) + TYPED_INTO.findall(text)
    for kind, block in blocks:
        snippet = textwrap.dedent(block)
        if kind == "python":
            exec(compile(snippet, recipe.name, "exec"), {"__name__": recipe.stem})  # noqa: S102 - our own paper
        else:
            assert yaml.safe_load(snippet)
    assert bool(blocks) == ("language" not in recipe.stem)
