"""Clauses told by their signs: where they begin and end, what is denied in them, who is named before. Synthetic."""

from __future__ import annotations

import re

import pytest

from extractors.lexicon import load_lexicon
from extractors.lexicon.actors import PatternRow
from extractors.records import Span
from extractors.sentences.clauses import SIGNS_FILE, ClausedWords, Scope, clause_signs_of, clauses_in

SIGNS = clause_signs_of(load_lexicon())
ROWS = load_lexicon().rows(SIGNS_FILE, PatternRow)


def read(text: str) -> ClausedWords:
    """Words whose sentences end with stops and semicolons."""
    sentences = tuple(Span(found.start(), found.end()) for found in re.finditer(r"[^.; ][^.;]*[.;]?", text))
    return ClausedWords(text, sentences, tuple(clauses_in(text, sentences, SIGNS)))


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_a_sign_is_told_by_its_words_and_not_by_near_ones(row: PatternRow) -> None:
    assert row.ex
    assert row.not_
    assert [words for words in row.ex if not re.search(row.pattern, words)] == []
    assert [words for words in row.not_ if re.search(row.pattern, words)] == []


@pytest.mark.parametrize(
    ("words", "denied"),
    [
        ("it is not so", True),
        ("nobody came", True),
        ("they can't", True),
        ("it is so", False),
        ("not now but soon", False),
        ("now but not soon", True),
        ("a knot", False),
    ],
)
def test_words_deny_unless_a_but_turns_away_from_it(words: str, denied: bool) -> None:
    assert SIGNS.denies(words) is denied


CLAUSES = {
    "the whole sentence": ("one two three. four", "two", "one two three."),
    "before a but": ("one two, but three", "one", "one two"),
    "behind a but": ("one two, but three", "three", ", but three"),
    "behind a semicolon": ("one; two", "two", "two"),
    "an opening condition": ("if one, two but three", "one", "if one,"),
    "behind an opening condition": ("if one, two but three", "two", " two"),
    "at the end": ("one. two, who three", "three", ", who three"),
}


@pytest.mark.parametrize("situation", CLAUSES)
def test_a_clause_ends_where_another_opens(situation: str) -> None:
    text, word, clause = CLAUSES[situation]
    found = read(text).clause_at(text.index(word))
    assert text[found.start : found.end] == clause


def test_a_sentence_holds_its_clauses() -> None:
    text = "one. two, but three. four"
    found = read(text).sentence_at(text.index("three"))
    assert text[found.start : found.end] == "two, but three."


def test_an_offset_behind_the_last_clause_lies_in_it() -> None:
    assert read("one. two").clause_at(99) == read("one. two").clause_at(5)
    assert read("one. two").sentence_at(99) == read("one. two").sentence_at(5)


SCOPES: dict[str, tuple[str, Scope, str]] = {
    "all in its clause": ("a1 and a2 here, but a3. a4", "clause", "a1 a2"),
    "what stands in its own place": ("a1. here", "elsewhere", "a1"),
    "in its sentence the nearest": ("a1 but a2 but here but then but so a3", "sentence", "a2"),
    "in its sentence the nearest behind": ("a1 but so but then but here but a2", "sentence", "a2"),
    "elsewhere the last before it": ("a1. a2. here. a3", "elsewhere", "a2"),
    "elsewhere the last of all where none is before it": ("here. a1. a2", "elsewhere", "a2"),
}


@pytest.mark.parametrize("situation", SCOPES)
def test_words_speak_of_what_is_in_their_clause_else_their_sentence_else_before(situation: str) -> None:
    text, scope, meant = SCOPES[situation]
    places = [found.start() for found in re.finditer(r"a\d", text)]
    told, numbers = read(text).spoken_of(text.index("here"), places)
    assert (told, " ".join(text[places[number] :][:2] for number in numbers)) == (scope, meant)


def test_the_main_clause_is_without_what_is_added_to_it() -> None:
    assert SIGNS.main_clause("the court ended a ban which had stood for years") == "the court ended a ban"
    assert SIGNS.main_clause("the court ended a ban") == "the court ended a ban"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ann calls bob to act", "bob"),
        ("to act, bob calls ann", None),
        ("ann waits, but bob will act", "bob"),
        ("ann waits, but they act", None),
        ("ann waits. they act", None),
    ],
    ids=["the last of two", "nobody before it", "in its clause", "not in another clause", "nor in another sentence"],
)
def test_who_acts_is_named_last_before_it_in_its_clause(text: str, named: str | None) -> None:
    assert read(text).last_before(re.compile("ann|bob"), text.index("act")) == named
