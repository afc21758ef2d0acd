"""Any text gets an answer, in time that grows with its length and not faster."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.claims import judge_claims
from extractors.lexicon import Lexicon, load_lexicon
from extractors.records import Article, Span, Statement
from extractors.relevance.by_names import judge_relevance

from ...bench.marked import sentences_in

LEXICON = load_lexicon()
PIECES = st.lists(
    st.sampled_from(
        [
            "Russia ",
            "the Taliban ",
            "recognise ",
            "will not ",
            "the ban ",
            "“",
            "” ",
            ". ",
            "\n",
            "it ",
            "before ",
            "is ",
        ]
    )
    | st.text(max_size=5),
    max_size=40,
)


def _article(text: str) -> Article:
    return Article(None, None, None, None, "Outlet", None, "en", text)


def _statement(text: str, start: int, end: int) -> Statement:
    return Statement(None, None, (Span(start, end),), text[start:end], "direct")


def _judged(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[Statement, ...]:
    article = _article(text)
    return judge_claims(article, [_statement(text, start, end)], lexicon, sentences_in(article.text))


@given(PIECES, st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_evidence_lies_in_the_text_whatever_the_text(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for statement in _judged(text, start, end, LEXICON):
        for claim in statement.claims:
            for words in claim.evidence:
                assert 0 <= words.start < words.end <= len(text)
                assert text[words.start : words.end] == words.text
    judge_relevance(_article(text), LEXICON)


HUGE = {
    "no sentence end": "Russia will not recognise the Taliban before the ban is lifted and ",
    "quotation marks": "“" * 60,
    "one word": "recognition ",
    "right-to-left marks": "\u200f\u202eRussia\u202c recognised the Taliban. ",
    "nuls and emoji": "\0\U0001f600 the ban on the Taliban was lifted. ",
}


@pytest.mark.parametrize("kind", HUGE)
def test_a_long_text_is_judged_in_time(kind: str, lexicon: Lexicon) -> None:
    text = (HUGE[kind] * 4000)[:50_000]
    began = time.perf_counter()
    _judged(text, 0, len(text), lexicon)
    judge_relevance(_article(text), lexicon)
    assert time.perf_counter() - began < 30


def test_the_order_of_statements_does_not_matter(marked: Callable[..., Any], lexicon: Lexicon) -> None:
    text = "He {{1 said}} [[1 the ban must be lifted]]. “[[2 This is overdue]],” he {{2 said}}."
    case = marked(text)
    there = judge_claims(case.article, case.statements, lexicon, case.sentences)
    back = judge_claims(case.article, tuple(reversed(case.statements)), lexicon, case.sentences)
    assert there == back
