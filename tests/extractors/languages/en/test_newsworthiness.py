"""Each row on what makes news takes its words, and leaves the near ones."""

from __future__ import annotations

import pytest

from extractors.languages.en.words.newsworthiness import FILE, says
from extractors.lexicon import FOLDER, load_rows
from extractors.lexicon.actors import PatternRow

ROWS = load_rows(FOLDER / FILE, PatternRow)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_takes_its_words_and_leaves_near_ones(row: PatternRow) -> None:
    assert row.ex
    assert row.not_
    assert [words for words in row.ex if not says(row.id, words)] == []
    assert [words for words in row.not_ if says(row.id, words)] == []


def test_a_row_that_is_not_there_is_no_silent_no() -> None:
    with pytest.raises(KeyError):
        says("gossip", "It is said that")
