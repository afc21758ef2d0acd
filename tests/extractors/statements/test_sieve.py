"""The sieve holds back what is far from a statement, and never words between quotation marks."""

from __future__ import annotations

from dataclasses import replace

from extractors.records import Span
from extractors.sentences.marks import Attribution
from extractors.statements.sieve import Sieve, sieve_of

DRAFT = Attribution(
    (Span(0, 4),), "indirect", None, None, None, (), "object_of_cue", "did", None, (), "show", signs=("thin",)
)
SIEVE = Sieve(line=-1.0, always=1.0, weights={"thin": -3.0})


def test_what_weighs_less_than_the_line_is_held_back() -> None:
    assert not SIEVE.keeps(DRAFT, None)
    assert SIEVE.keeps(replace(DRAFT, signs=()), None)


def test_words_between_quotation_marks_are_kept_whatever_they_weigh() -> None:
    assert SIEVE.keeps(replace(DRAFT, kind="direct"), None)


def test_the_shipped_sieve_says_what_it_reached() -> None:
    assert sieve_of().line < 0
    assert len(sieve_of().weights) > 100
