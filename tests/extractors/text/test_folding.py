"""The one fold, and that there is one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text.folding import fold, name_form, name_key, words_of
from extractors.text.markup import folded
from extractors.text.sketches import folded_words
from extractors.text.words import stems
from flows.cli.terminal.actors import folded as typed

ROOT = Path(__file__).parents[3]
SAME = [
    ("Emin", "Ęmin"),
    ("Emin", "EMİN"),
    ("Emin", "Em\u0131n"),
    ("Walesa", "Wałęsa"),
    ("Soren", "Søren"),
    ("strasse", "Straße"),
    ("ПРИЗНАЁТ", "признает"),
    ("على", "علی"),
    ("كابل", "کابل"),
    ("كاـبل", "کابل"),
    ("خبر\u200cگزاری", "خبرگزاری"),
    ("ＴＡＳＳ", "tass"),
    ("ﬁnal", "final"),
    ("re\u00adcognition", "recognition"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_are_one_word_wherever_words_are_compared(one: str, other: str) -> None:
    for form in (fold, words_of, name_key, folded, folded_words, name_form, stems, typed):
        assert form(one) == form(other), form
        assert form(one)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“It's done,” he said.", ["it", "s", "done", "he", "said"]),
        ("a_b, С-400", ["a", "b", "с", "400"]),
        ("", []),
        ("—!", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


def test_nobody_else_takes_accents_away() -> None:
    takes = re.compile(r"\bcombining\b|NFKD|NFKC|\"NFD\"")
    found = {
        str(path.relative_to(ROOT))
        for room in ("extractors", "storage", "flows")
        for path in (ROOT / room).rglob("*.py")
        if takes.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"extractors/text/folding.py"}
