"""What people type into a search, and what of a text is shown for it."""

from __future__ import annotations

import pytest

from extractors.errors import QueryError
from extractors.text.folding import words_of
from extractors.text.querying import Query, Scorer, Term, parse_query
from extractors.text.snippets import snippet

CASES = [
    ("words in any case and accent", "Ęmin ŁÓDŹ", (Term(("emin",)), Term(("lodz",)))),
    ("a phrase", 'the "draft law"', (Term(("the",)), Term(("draft", "law")))),
    ("a phrase in curly marks", "“draft law”", (Term(("draft", "law")),)),
    ("a beginning", "recog*", (Term(("recog",), prefix=True),)),
    ("a beginning after a hyphen", "vice-pres*", (Term(("vice", "pres"), prefix=True),)),
    ("a word in two parts", "vice-president", (Term(("vice", "president")),)),
    ("a word that must not stand there", "law -draft", (Term(("law",)), Term(("draft",), unwanted=True))),
    ("a phrase that must not", 'law -"draft law"', (Term(("law",)), Term(("draft", "law"), unwanted=True))),
    ("a word twice", "law Law", (Term(("law",)),)),
    ("signs between", "law , — draft", (Term(("law",)), Term(("draft",)))),
    ("small operators are words", "this or that", (Term(("this",)), Term(("or",)), Term(("that",)))),
]


@pytest.mark.parametrize(("asked", "terms"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_is_typed_is_read(asked: str, terms: tuple[Term, ...]) -> None:
    assert parse_query(asked) == Query(terms)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("", "no word"),
        ("?! %", "no word"),
        ('"', "left open"),
        ("the “draft law", "left open"),
        ("-draft", "no word in it to look for"),
        ("re*tion", "end of a word"),
        ("*", "too many"),
        ("r*", "too many"),
        ("draft AND law", "AND is no operator"),
        (" ".join(f"w{n}" for n in range(21)), "more than 20"),
    ],
)
def test_what_cannot_be_looked_up_is_refused(asked: str, why: str) -> None:
    with pytest.raises(QueryError, match=why) as raised:
        parse_query(asked)
    assert raised.value.mend


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("law", ("the law", ""), ("", "the law")),
        ("law", ("law of law", ""), ("law of land", "")),
        ("law", ("the law", ""), ("the law of this land and of many others", "")),
        ('"draft law"', ("the draft law", ""), ("the law draft", "")),
        ("recog*", ("recognised", ""), ("precognised", "")),
    ],
)
def test_a_text_answers_better(query: str, better: tuple[str, str], worse: tuple[str, str]) -> None:
    asked = parse_query(query)
    scorer = Scorer(asked, (3, 1), 30)
    assert scorer.score([f" {field} " for field in better]) > scorer.score([f" {field} " for field in worse]) >= 0


TEXT = (
    "Nothing of it. " * 30 + "The Łódź envoy said that a draft-law, “the draft law”, would come. " + "More of it. " * 30
)


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("lodz envoy", ["Łódź", "envoy"]),
        ('"draft law"', ["draft-law", "draft law"]),
        ("env*", ["envoy"]),
        ("envoy -nothing", ["envoy"]),
        ("absent", []),
    ],
)
def test_a_snippet_marks_the_words_that_answer(query: str, marked: list[str]) -> None:
    part = snippet(parse_query(query), TEXT, 120)
    assert [part.text[mark.start : mark.end] for mark in part.marks] == marked
    assert len(part.text) <= 122
    assert part.text.strip("…") in TEXT


def test_marks_stand_at_decomposed_letters_and_over_lines() -> None:
    part = snippet(parse_query("emin"), "so\nE\u0328min\u00adov and E\u0328min said")
    assert [part.text[mark.start : mark.end] for mark in part.marks] == ["E\u0328min"]
    assert "\n" not in part.text


@pytest.mark.parametrize("term", parse_query('lodz "draft law" env*').terms)
def test_what_is_marked_is_what_is_found(term: Term) -> None:
    assert Scorer(Query((term,)), [1.0], 600).score([f" {' '.join(words_of(TEXT))} "]) > 0
    assert snippet(Query((term,)), TEXT).marks
