"""There is one calendar: what rows say of days and months, the calendar says, too."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.languages.en.words.calendar import MONTH_NAMES, MONTHS, WEEKDAYS
from extractors.languages.en.words.utterance_days import said_between
from extractors.lexicon import load_lexicon


def test_the_rows_name_the_days_and_months_of_the_calendar_and_no_other() -> None:
    words = load_lexicon().words
    assert words["calendar"] == {*WEEKDAYS, *MONTHS}
    assert words["time_nouns"] >= {*WEEKDAYS, *MONTH_NAMES}


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("He had said so two years ago.", date(2022, 5, 27), date(2024, 5, 28)),
        ("He had said so several years ago.", date(2018, 5, 24), date(2020, 5, 25)),
        ("He had said so some years ago.", date(2018, 5, 24), date(2020, 5, 25)),
        ("He had said so 6 years ago.", date(2018, 5, 24), date(2020, 5, 25)),
    ],
)
def test_several_and_some_count_as_six(words: str, first: date, last: date) -> None:
    assert said_between(words, date(2025, 5, 29)) == (first, last)
