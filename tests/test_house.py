"""The house: imports point down only, no way leads back, no room is crowded, each foreign library stays in its room."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .architecture import PAGE, page_of
from .house_plan import GROUND, HOUSE, between, circles, folder_of, imports_of, modules, room_of

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


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(HOUSE)))
def test_imports_point_down_only(path: Path) -> None:
    room = path.relative_to(HOUSE).parts[0]
    upward = [name for name in imports_of(path) if FLOORS.get(name.split(".")[0], 0) > FLOORS[room]]
    assert not upward


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(HOUSE)))
def test_a_foreign_library_stays_in_its_room(path: Path) -> None:
    where = str(path.relative_to(HOUSE))
    if where.startswith(EXEMPT):
        pytest.skip("runs inside Alembic")
    room = where.split("/")[0]
    strays = [name for name in imports_of(path) if ROOM_OF.get(name.split(".")[0], room) != room]
    assert not strays


def test_storage_knows_only_the_records_of_the_extractors() -> None:
    allowed = {
        "extractors.errors",
        "extractors.records",
        "extractors.records.identity",
        "extractors.records.looks",
        "extractors.records.reprocessed",
        "extractors.records.rereading",
        "extractors.records.stored",
        "extractors.text.folding",
        "extractors.text.querying",
        "extractors.text.sketches",
    }
    known = {
        name
        for path in _modules()
        if path.relative_to(HOUSE).parts[0] == "storage"
        for name in imports_of(path)
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


# --- Rooms -----------------------------------------------------------------------------------------------------------

# What a person takes in at a look.
MOST_FILES = 18
MOST_ROOMS = {"flows": 16, "storage": 10, "extractors": 14}
# Those to the ground are not counted: everything stands on it.
MOST_ARROWS = {"flows": 40, "storage": 20, "extractors": 40}
# Operators' files and Prefect's servers know these names; what they lead to stands in a room.
DOORS = {"flows/monitor", "flows/prefect_automations"}


def _folders() -> list[str]:
    return sorted({folder_of(module) for module in modules()})


@pytest.mark.parametrize("folder", _folders())
def test_a_folder_holds_at_most_eighteen_files(folder: str) -> None:
    assert len(list((HOUSE / folder).glob("*.py"))) <= MOST_FILES


@pytest.mark.parametrize("place_of", [str, folder_of, room_of], ids=["modules", "folders", "rooms"])
def test_no_way_leads_back_to_where_it_began(place_of: Callable[[str], str]) -> None:
    assert not circles(between(place_of))


@pytest.mark.parametrize("floor", sorted(MOST_ROOMS))
def test_a_floor_has_few_rooms_and_few_arrows_between_them(floor: str) -> None:
    rooms = {room for room in between(room_of) if room.startswith(f"{floor}/")} - DOORS
    assert len(rooms) <= MOST_ROOMS[floor]
    drawn = between(room_of)
    counted = [(room, to) for room in rooms for to in drawn[room] if to in rooms and to not in GROUND]
    assert len(counted) <= MOST_ARROWS[floor]


def test_nothing_stands_beside_the_rooms_of_flows_but_doors() -> None:
    assert {str(path.relative_to(HOUSE).with_suffix("")) for path in (HOUSE / "flows").glob("*.py")} == {
        "flows/__init__",
        *DOORS,
    }


@pytest.mark.parametrize("door", sorted(DOORS))
def test_a_door_only_leads_into_a_room(door: str) -> None:
    assert len((HOUSE / f"{door}.py").read_text(encoding="utf-8").splitlines()) <= 10


def test_the_page_on_the_house_shows_it_as_it_is() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == page_of(text), "run: make architecture"
