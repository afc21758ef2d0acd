"""An explanation shows the whole text, marks every statement in it, and names what found it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from extractors.records import (
    Article,
    Claim,
    Cue,
    Evidence,
    Extraction,
    Mention,
    Relevance,
    SideMention,
    Span,
    Speaker,
    Statement,
)
from flows.reporting.explanation import explanation_page, print_explanation
from flows.reporting.explanation.pieces import marks_of, pieces_of

TEXT = "Synthetic.\n“This [step] must come,” Ida Lund told the <b>Tin Post</b>, “and soon.”"


def _span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


STATEMENT = Statement(
    speaker=Speaker("Ida Lund", *_span("Ida Lund"), "Ida Lund", None, "name"),
    cue=Cue("told", *_span("told")),
    content=(Span(*_span("This [step] must come")), Span(*_span("and soon."))),
    text="This [step] must come and soon.",
    kind="direct",
    addressee=Mention("the <b>Tin Post</b>", *_span("the <b>Tin Post</b>")),
    said_on=date(2026, 5, 3),
    claims=(
        Claim(
            "delisting",
            "supports",
            "russia",
            "iea",
            False,
            True,
            None,
            (Evidence(*_span("must come"), "must come", "stance.must"),),
        ),
    ),
    insertions=(Span(*_span("[step]")),),
    rules=("quotation_around_clause",),
)
EXTRACTION = Extraction(
    Article(None, None, "A <title>", None, None, None, "en", TEXT),
    Relevance(True, 0.8, (SideMention("recogniser", *_span("Ida"), "Ida"),), "names both sides"),
    (STATEMENT,),
)


def test_the_pieces_are_the_text() -> None:
    assert "".join(piece.text for piece in pieces_of(TEXT, marks_of(EXTRACTION))) == TEXT


def test_each_piece_knows_what_covers_it() -> None:
    by_text = {piece.text: piece for piece in pieces_of(TEXT, marks_of(EXTRACTION))}
    assert {mark.part for mark in by_text["must come"].marks} == {"content", "claim"}
    assert {mark.part for mark in by_text["[step]"].marks} == {"content", "insertion"}
    assert {mark.part for mark in by_text["told"].marks} == {"cue"}


def test_a_text_without_statements_is_one_piece() -> None:
    assert [piece.text for piece in pieces_of("Nothing here.", ())] == ["Nothing here."]


def _printed(width: int = 200) -> str:
    stream = io.StringIO()
    print_explanation(Console(file=stream, width=width, color_system=None, highlight=False), EXTRACTION)
    return stream.getvalue()


def test_without_colour_brackets_show_where_a_statement_begins_and_ends() -> None:
    printed = _printed()
    assert "“[1:This [step] must come:1],” Ida Lund<1> told" in printed
    assert "“[1:and soon.:1]”" in printed


@pytest.mark.parametrize(
    "words", ["quotation_around_clause", "stance.must", "2026-05-03", "delisting supports", "by name"]
)
def test_rules_and_facts_are_named(words: str) -> None:
    assert words in _printed()
    assert words in explanation_page([EXTRACTION])


def test_the_page_links_speakers_to_their_statements_and_escapes_the_text() -> None:
    html = explanation_page([EXTRACTION])
    assert 'href="#s1-1"' in html
    assert 'id="s1-1"' in html
    assert "<b>Tin Post" not in html
    assert "&lt;b&gt;Tin Post" in html
    assert "default-src 'none'" in html


def test_an_explanation_names_and_marks_whose_promise_a_statement_tells_of() -> None:
    told = replace(STATEMENT, embedded=Speaker("“This", *_span("“This"), "Omar Telani", None, "name"))
    extraction = replace(EXTRACTION, statements=(told,))
    stream = io.StringIO()
    print_explanation(Console(file=stream, width=200, color_system=None, highlight=False), extraction)
    html = explanation_page([extraction])
    assert "promised by" in stream.getvalue()
    assert "promised by" in html
    assert "statement 1: Ida Lund tells what Omar Telani promised" in html


def test_several_articles_have_anchors_of_their_own() -> None:
    html = explanation_page([EXTRACTION, EXTRACTION])
    assert 'id="s1-1"' in html
    assert 'id="s2-1"' in html
