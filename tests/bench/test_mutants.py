"""What ``make mutants`` breaks and runs is there, and it counts what became of it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HOUSE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def mutants() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutants", Path(__file__).with_name("mutants.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutants"] = module
    spec.loader.exec_module(module)
    return module


def test_every_room_that_is_broken_has_tests_of_its_own(mutants: Any) -> None:
    for folder, tests in mutants.ROOMS.values():
        assert list((HOUSE / folder).glob("*.py")), folder
        assert all(list((HOUSE / place).glob("test_*.py")) for place in tests)


def test_no_test_is_left_out_that_is_not_there(mutants: Any) -> None:
    assert all(list((HOUSE / "tests").rglob(name)) for name in mutants.FAR)


def test_a_broken_line_that_no_test_passes_through_counts_as_not_noticed(mutants: Any) -> None:
    codes = {"failed": 1, "too slow": 36, "passed": 0, "no test": 33, "never run": None}
    outcome = mutants.Outcome("a room", {name: mutants._caught(code) for name, code in codes.items()}, {})
    assert outcome.share == 0.5
    assert str(outcome) == "a room       0.50  2 of 4 caught, 1 not run in time"


def test_where_nothing_was_run_nothing_was_caught(mutants: Any) -> None:
    assert mutants.Outcome("a room", {"never run": None}, {}).share == 0.0
