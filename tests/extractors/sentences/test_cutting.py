"""A text's sentences: without blanks around them, and never a torn quotation; its stretches, bounded in length."""

from __future__ import annotations

import pytest

from extractors.sentences.cutting import LONGEST, stretches

from ...bench.marked import sentences_in


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences_in(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. He came.", ["It rained.", "He came."]),
        ("  It rained.  \n\n He came. ", ["It rained.", "He came."]),
        ("“It rains. We wait,” he said. He left.", ["“It rains. We wait,” he said.", "He left."]),
        ("Mr. Orzu of the U.S. office came. It rained.", ["Mr. Orzu of the U.S. office came.", "It rained."]),
        ("Ms. Orzu came.He left. No. 3 is shut!", ["Ms. Orzu came.", "He left.", "No. 3 is shut!"]),
        ("Three:\n  • Ada\n\n    …and Bo.\nNo.", ["Three:", "• Ada", "…and Bo.", "No."]),
        ("", []),
        (" \n ", []),
    ],
    ids=["two", "blanks", "a quotation is whole", "abbreviations", "a lost blank", "set in", "nothing", "blank"],
)
def test_sentences_stand_without_the_blanks_around_them(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_what_has_no_end_is_cut_so_that_work_grows_with_length_only() -> None:
    text = "X" * (2 * LONGEST + 1)
    assert [span.end - span.start for span in stretches(text, 0, len(text))] == [LONGEST, LONGEST, 1]


@pytest.mark.parametrize(("start", "end", "found"), [(0, 7, [(1, 4)]), (4, 7, []), (2, 3, [(2, 3)])])
def test_a_stretch_loses_its_blanks_and_a_blank_one_is_none(start: int, end: int, found: list[tuple[int, int]]) -> None:
    assert [(span.start, span.end) for span in stretches(" abc   d", start, end)] == found
