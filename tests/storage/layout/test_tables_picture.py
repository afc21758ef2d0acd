"""The picture of the tables is that of the models."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from storage.layout.tables import metadata

HOUSE = Path(__file__).resolve().parents[3]


def _drawing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tables_drawing", HOUSE / "tests/bench/tables_drawing.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_picture_in_the_papers_shows_the_tables_of_today() -> None:
    """Where it does not: ``make tables``."""
    told = (HOUSE / "docs/tables.svg").read_text(encoding="utf-8")
    assert told == _drawing().draw()
    for table in metadata.sorted_tables:
        assert f">{table.name}</text>" in told


def test_no_box_lies_on_another_and_each_is_right_of_what_it_refers_to() -> None:
    drawing = _drawing()
    places = drawing._places()
    boxes = [(*places[table.name], drawing._height(table)) for table in metadata.sorted_tables]
    for number, (x, y, height) in enumerate(boxes):
        for other_x, other_y, other_height in boxes[number + 1 :]:
            assert x != other_x or y >= other_y + other_height or other_y >= y + height
    for table in metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            assert places[table.name][0] > places[key.referred_table.name][0]
