"""What a speaker tells of having said before is left out of what he says now."""

from __future__ import annotations

import pytest

from extractors.claims.notation.rule_book import rules_of
from extractors.claims.said_before import as_said_now
from extractors.lexicon import load_lexicon
from extractors.records import Span, Statement, StatementKind

RULES = rules_of(load_lexicon())
SAYS = {
    "a sentence of its own": ("A year ago I said never. Today I say yes to it.", "Today I say yes to it."),
    "up to the turn": ("I was against it in May, but now I am for it.", "now I am for it."),
    "a turn that begins anew": ("I spoke against it last spring and I take that back.", "I take that back."),
    "a turn before it is none": (
        "Nobody asked, but in March I said we would wait. We shall open it.",
        "We shall open it.",
    ),
    "said again": ("We said it a year ago and say it again.", "We said it a year ago and say it again."),
    "as he said": ("As I said last year, it is too early.", "As I said last year, it is too early."),
    "nothing but what was said before": ("A year ago I said never.", "A year ago I said never."),
    "said on a day of this week": ("I said no on Monday. I say no.", "I said no on Monday. I say no."),
}


def _statement(text: str, kind: StatementKind = "direct") -> Statement:
    return Statement(None, None, (Span(0, len(text)),), text, kind)


@pytest.mark.parametrize("situation", SAYS)
def test_the_words_of_before_are_left_out(situation: str) -> None:
    text, now = SAYS[situation]

    said = as_said_now(_statement(text), text, RULES)

    assert said.text.strip() == now
    assert " ".join(text[span.start : span.end] for span in said.content) == said.text


def test_what_a_reporter_puts_in_his_own_words_stays_whole() -> None:
    text = SAYS["a sentence of its own"][0]
    statement = _statement(text, "indirect")

    assert as_said_now(statement, text, RULES) is statement
