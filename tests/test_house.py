"""The floors of the house: imports point down only, and each foreign library stays in its room."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1]
FLOORS = {"extractors": 1, "storage": 2, "flows": 3}
ROOM_OF = {
    "sqlalchemy": "storage",
    "alembic": "storage",
    "prefect": "flows",
    "aiohttp": "flows",
    "aiosmtpd": "flows",
    "smtplib": "flows",
    "typer": "flows",
    "rich": "flows",
    "pydantic_settings": "flows",
    "apprise": "flows",
}
# Tools that belong to no room at run time: they train, measure or migrate.
EXEMPT = ("storage/migrations/",)


def _modules() -> list[Path]:
    return sorted(p for room in FLOORS for p in (HOUSE / room).rglob("*.py"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(HOUSE)))
def test_imports_point_down_only(path: Path) -> None:
    room = path.relative_to(HOUSE).parts[0]
    upward = [name for name in _imports(path) if FLOORS.get(name.split(".")[0], 0) > FLOORS[room]]
    assert not upward


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(HOUSE)))
def test_a_foreign_library_stays_in_its_room(path: Path) -> None:
    where = str(path.relative_to(HOUSE))
    if where.startswith(EXEMPT):
        pytest.skip("runs inside Alembic")
    room = where.split("/")[0]
    strays = [name for name in _imports(path) if ROOM_OF.get(name.split(".")[0], room) != room]
    assert not strays


def test_storage_knows_only_the_records_of_the_extractors() -> None:
    allowed = {
        f"extractors.{name}"
        for name in ("records", "remembered", "rereading", "reprocessed", "errors", "identity", "sketches", "folding")
    }
    known = {
        name
        for path in _modules()
        if path.relative_to(HOUSE).parts[0] == "storage"
        for name in _imports(path)
        if name.startswith("extractors")
    }
    assert known <= allowed


def test_records_load_nothing_heavy() -> None:
    code = (
        "import sys, extractors.records, extractors.errors; print(len(set(sys.modules) & {'spacy', 'yaml', 'numpy'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(HOUSE)))
def test_no_module_grows_over_four_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
