"""When and where something was said, one situation each, on sentences marked by hand."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.languages.en.words.calendar import find_times

FILE = Path(__file__).with_name("occasions.yaml")
SITUATIONS: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", SITUATIONS, ids=[case["situation"] for case in SITUATIONS])
def test_every_statement_gets_its_day_and_place(reader: Any, case: dict[str, Any]) -> None:
    occasions = reader.occasions_in(case["text"], case.get("published", "2025-07-10"))
    assert [occasion.said_on or "-" for occasion in occasions] == case["days"]
    if "places" in case:
        assert [occasion.place.text if occasion.place else "-" for occasion in occasions] == case["places"]


def test_a_place_points_at_its_words(reader: Any) -> None:
    doc = reader.read("⟦Putin⟧ told reporters in Tashkent ⟨it was warm⟩.")
    place = doc._.occasions[0].place
    assert doc.text[place.start : place.end] == place.text == "Tashkent"


@pytest.mark.parametrize(
    ("words", "published", "anchor", "day"),
    [
        ("on 31 June 2024", date(2024, 7, 10), None, None),
        ("on 29 February", date(2025, 3, 1), None, None),
        ("on 29 February", date(2024, 3, 1), None, date(2024, 2, 29)),
        ("on October 20", date(2021, 10, 13), None, None),
        ("on October 20", date(2021, 10, 20), None, date(2021, 10, 20)),
        ("on October 20", date(2022, 3, 1), None, date(2021, 10, 20)),
        ("on Dec. 30", date(2025, 1, 2), None, date(2024, 12, 30)),
        ("the day before yesterday", date(2025, 1, 2), None, date(2024, 12, 31)),
        ("three days later", date(2025, 1, 10), date(2025, 1, 2), date(2025, 1, 5)),
        ("three days later", date(2025, 1, 4), date(2025, 1, 2), None),
        ("the previous evening", date(2025, 1, 4), date(2025, 1, 2), date(2025, 1, 1)),
        ("that same night", date(2025, 1, 4), date(2025, 1, 2), date(2025, 1, 2)),
        ("this morning", date(2025, 1, 4), None, date(2025, 1, 4)),
        ("on Tues. evening", date(2025, 1, 2), None, date(2024, 12, 31)),
        ("on July 3-4", date(2025, 8, 2), None, None),
        ("in the autumn of their lives", date(2025, 1, 4), None, None),
    ],
)
def test_an_expression_names_a_day_or_none(words: str, published: date, anchor: date | None, day: date | None) -> None:
    found = find_times(f"He said so {words} and left.")
    assert next((time.day(published, anchor) for time in found), None) == day


def test_times_are_found_once_and_in_order() -> None:
    text = "On Monday, 3 June 2024, and again two days later, a week before Sept. 5, he spoke; in May he did not. " * 20
    found = find_times(text)
    assert [time.start for time in found] == sorted(time.start for time in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
