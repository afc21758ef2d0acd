"""Sketches: equal words, nearly equal words, and numbers that must never change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text.sketches import bands, contained, marks, shingles, words_key

SENTENCE = "The movement should be taken off the list before the end of this year, and nothing stands in its way"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("It must be done.", "“It must be DONE”", True),
        ("It's  done", "It’s\ndone", True),
        ("Признать их", "ПРИЗНАТЬ ИХ!", True),
        ("It must be done", "It must not be done", False),
        ("to be or not", "not to be or", False),
    ],
)
def test_words_have_one_key_whatever_their_case_and_marks(one: str, other: str, same: bool) -> None:
    assert (words_key(one) == words_key(other)) is same


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (SENTENCE.upper() + "!", True),
        (SENTENCE.replace("taken off", "struck off"), True),
        (SENTENCE.partition(", and")[0], True),
        ("Rain fell on the salt road for nine days and the caravans turned back before the second well", False),
        ("", False),
    ],
    ids=["the same", "edited", "shortened", "another", "nothing"],
)
def test_nearly_equal_words_share_a_band(other: str, shared: bool) -> None:
    assert bool(set(bands(SENTENCE)) & set(bands(other))) is shared


def test_sketches_are_what_is_stored_already() -> None:
    """Where this fails, what the stores hold is useless: a migration has to sketch it all again."""
    assert bands("It must be done soon")[:3] == (-8627609203556904109, 4415226181076392011, -3848327747729528305)
    assert words_key("It must be done soon") == "440184263cddd83f363b09c1a01e975f"
    assert len(bands(SENTENCE)) == 32


def test_a_short_text_has_no_marks_and_a_long_one_has_a_mark_for_each_long_sentence() -> None:
    assert marks("Too short.") == ()
    text = f"{SENTENCE}. Short one. {SENTENCE} again, or so it is said by all."
    assert len(marks(text)) == 32 + 2


@given(st.text())
def test_any_text_has_a_sketch_that_fits_the_database(text: str) -> None:
    assert all(-(2**63) <= number < 2**63 for number in (*bands(text), *marks(text)))
    assert contained(text, text) == (1.0 if shingles(text) else 0.0)
