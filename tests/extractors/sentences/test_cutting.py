"""A text's sentences as spans: without blanks around them, bounded in length, and never a torn quotation."""

from __future__ import annotations

import pytest

from extractors.languages.en.words.writing import WRITING
from extractors.languages.known import language_of
from extractors.lexicon import load_lexicon
from extractors.sentences.cutting import LONGEST, sentence_spans, stretches
from extractors.statements import attributing_pipeline


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text, WRITING)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. He came.", ["It rained.", "He came."]),
        ("  It rained.  \n\n He came. ", ["It rained.", "He came."]),
        ("“It rains. We wait,” he said. He left.", ["“It rains. We wait,” he said.", "He left."]),
        ("Mr. Orzu of the U.S. office came. It rained.", ["Mr. Orzu of the U.S. office came.", "It rained."]),
        ("", []),
        (" \n ", []),
    ],
    ids=["two", "blanks", "a quotation is whole", "abbreviations", "nothing", "blank"],
)
def test_sentences_stand_without_the_blanks_around_them(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_what_has_no_end_is_cut_so_that_work_grows_with_length_only() -> None:
    spans = sentence_spans(f"One. {'X' * (2 * LONGEST + 1)}", WRITING)
    assert [span.end - span.start for span in spans] == [len("One."), LONGEST, LONGEST, 1]


@pytest.mark.parametrize(("start", "end", "found"), [(0, 7, [(1, 4)]), (4, 7, []), (2, 3, [(2, 3)])])
def test_a_stretch_loses_its_blanks_and_a_blank_one_is_none(start: int, end: int, found: list[tuple[int, int]]) -> None:
    assert [(span.start, span.end) for span in stretches(" abc   d", start, end)] == found


def test_who_said_what_is_looked_for_in_the_same_sentences() -> None:
    text = (
        "HERAT (Synthetic) — The ferry sails again. “It is old. It will do,” the mayor said.\n\n"
        "“Why now?” asked Ms. Orzu.He did not say. No. 3 is closed! Is it?"
    )
    doc = attributing_pipeline("en", load_lexicon())(text)
    read = [(sentence.begins[0], sentence.stops[-1]) for sentence in doc._.sentences]
    assert [(span.start, span.end) for span in sentence_spans(text, language_of("en").writing)] == read
