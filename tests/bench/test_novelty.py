"""The floors of novelty hold, where the gold claims are at hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import novelty


@pytest.mark.parametrize("every_language", [False, True], ids=["English", "all languages"])
def test_novelty_is_judged_as_well_as_was_reached(every_language: bool) -> None:
    path = novelty.data_file()
    if path is None:
        pytest.skip(novelty.NEEDS)
    figures = novelty.measure(path, every_language).figures()

    assert {name for name, floor in novelty.FLOORS.items() if figures[name] < floor} == set()
