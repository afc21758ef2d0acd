"""Who asks and who answers: labels of a transcript, whom it is with, and what was asked before an answer. Synthetic."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extractors.lexicon import load_lexicon
from extractors.records import Span
from extractors.sentences.marks import Attribution
from extractors.sentences.phrases import NamedMention, Phrase
from extractors.statements.speakers.coreference import SUBJECT, Memory
from extractors.statements.speakers.interviews import NEAR, Interviews
from extractors.statements.speakers.people import Figure

from ....bench.marked import sentences_in

LEXICON = load_lexicon()
ANN = Figure("person", "Ann Roe")


def uttered(text: str, words: str, speaker: str | None = None, cue: str | None = None, **more: Any) -> Attribution:
    def span(part: str | None) -> Span | None:
        return Span(text.index(part), text.index(part) + len(part)) if part else None

    content = span(words)
    assert content is not None
    made = Attribution((content,), "direct", span(cue), span(speaker), None, (), "marked", "said", None, ())
    return replace(made, **more)


def interviews(text: str, *said: Attribution, memory: Memory | None = None, named: tuple[str, ...] = ()) -> Interviews:
    mentions = [
        NamedMention(Phrase(at, at + len(name), "person", name, name=name, name_end=at + len(name)), True)
        for name in named
        if (at := text.index(name)) >= 0
    ]
    starts = [span.start for span in sentences_in(text)]
    return Interviews(text, said, mentions, memory or Memory(starts, (0,)), LEXICON)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("“It will,” came the answer.", True),
        ("“It will,” was his short reply.", True),
        ("“It will.” ran her response", True),
        ("“It will,” he came to answer.", False),
        ("“It will,” he said. It came the answer.", False),
    ],
)
def test_an_answer_comes_right_behind_the_words(text: str, answer: bool) -> None:
    said = uttered(text, "It will")
    assert interviews(text, said).is_answer(said) is answer


@pytest.mark.parametrize(
    ("label", "act", "is_label"),
    [("A", "answered", True), ("Reply", "answered", True), ("Ann", "answered", False), ("A", "said", False)],
)
def test_a_label_says_no_more_than_that_it_is_an_answer(label: str, act: Any, is_label: bool) -> None:
    text = f"Will it?\n{label}: It will."
    said = uttered(text, "It will", label, act=act)
    assert interviews(text, said).is_label(said) is is_label
    bare = replace(said, speaker=None)
    assert interviews(text, bare).is_label(bare) is False


# Who is named before the first answer, and whom the interview is with.
WITH: dict[str, tuple[list[tuple[Figure, int]], Figure | None]] = {
    "whom the introduction names": ([(ANN, 3)], ANN),
    "nobody": ([], None),
    "a body": ([(Figure("body", "The Guild"), 3)], None),
    "a letter": ([(Figure("person", "Q."), 3)], None),
    "the journalist": ([(Figure("person", "Bob Doe", roles={"journalist"}), 3)], None),
    "who is named behind the first answer": ([(ANN, 25)], None),
}


@pytest.mark.parametrize("situation", WITH)
def test_whom_an_interview_is_with_is_named_before_its_first_answer(situation: str) -> None:
    noted, wanted = WITH[situation]
    text = "Of Ann Roe.\nWill it?\nA: It will.\nB: So be it."
    memory = Memory((0,), (0,))
    for figure, at in noted:
        memory.note(figure, at, SUBJECT)
    first = uttered(text, "It will", "A:", act="answered")
    said = interviews(text, first, uttered(text, "So be it", "B:", act="answered"), memory=memory)
    found = said.interviewed(40)
    assert found == ((wanted, "interviewed") if wanted else None)
    memory.note(Figure("person", "Bob Doe"), 19, SUBJECT)
    if wanted:
        assert said.interviewed(40) == (wanted, "interviewed")


def test_without_a_label_a_turn_begins_at_the_line_above_it() -> None:
    text = "Of Ann Roe.\nWill it?\nIt will."
    answer = uttered(text, "It will", act="answered")
    for at, found in ((10, True), (11, False), (25, False)):
        memory = Memory((0,), (0,))
        memory.note(ANN, at, SUBJECT)
        assert (interviews(text, answer, memory=memory).interviewed(99) is not None) is found


def test_the_words_that_name_whom_an_interview_is_with_stand_near() -> None:
    memory = Memory((0,), (0,))
    memory.note(ANN, 3, SUBJECT)
    text = "Of Ann Roe.\nA: It will."
    said = interviews(text, uttered(text, "It will", "A:", act="answered"), memory=memory, named=("Ann Roe",))
    said.interviewed(20)
    assert said.introduced() == Span(3, 10)
    far = "Of Ann Roe." + "x" * NEAR + "Bob Doe"
    assert interviews(far, named=("Bob Doe",)).introduced() is None
    assert interviews(far, named=("Ann Roe", "Bob Doe")).introduced() == Span(3, 10)
    assert interviews(far[NEAR:], named=("Bob Doe",)).introduced() is not None


# The text, whose answer is looked for, and what of it counts for nothing.
QUESTIONS = {
    "what was asked": ("Asked whether Bob Doe would go, she said no.", "she", "Asked whether Bob Doe would go, "),
    "what was asked, in the second sentence": (
        "It rained. When asked about Bob Doe, she said no.",
        "she",
        "When asked about Bob Doe, ",
    ),
    "in response to a question": (
        "In response to a question of Bob Doe's, she said no.",
        "she",
        "In response to a question of Bob Doe's, ",
    ),
    "who asked": ("When a young reporter asked Bob Doe, she said no.", "she", "When a young reporter asked"),
    "nothing": ("Bob Doe left and she said no.", "she", None),
    "another paragraph": ("Asked whether Bob Doe would go.\nThen she said no.", "she", None),
}  # fmt: skip


@pytest.mark.parametrize("situation", QUESTIONS)
def test_who_asked_and_what_was_asked_are_not_who_answers(situation: str) -> None:
    text, speaker, barred = QUESTIONS[situation]
    said = uttered(text, "no", speaker)
    bars = interviews(text, said).bars(0)
    assert [text[bar.start : bar.end] for bar in bars] == ([barred] if barred else [])
    bare = replace(said, speaker=None)
    assert interviews(text, bare).bars(0) == ()


BEFORE: dict[str, tuple[dict[str, Any], dict[str, Any], bool]] = {
    "who asked": ({}, {}, True),
    "who said it": ({"row": "say"}, {}, False),
    "who asked in other words": ({"kind": "indirect"}, {}, False),
    "an answer in other words": ({}, {"kind": "indirect"}, False),
    "a question that nobody asked": ({"speaker": None}, {}, False),
}


@pytest.mark.parametrize("situation", BEFORE)
def test_who_asked_the_question_before_does_not_answer_it(situation: str) -> None:
    question, answer, barred = BEFORE[situation]
    text = "“Will it?” Bob asked. “It will,” he said."
    said = [
        replace(uttered(text, "Will it?", "Bob", row="ask"), **question),
        replace(uttered(text, "It will", "he"), **answer),
    ]
    found = interviews(text, *said)
    assert found.bars(1) == ((Span(11, 14),) if barred else ())
    assert found.bars(0) == ()


def test_who_asks_again_may_be_who_asked() -> None:
    text = "“Will it?” Bob asked. “Or will it not?” he asked."
    said = [uttered(text, "Will it?", "Bob", row="ask"), uttered(text, "Or will it not?", "he", row="ask")]
    assert interviews(text, *said).bars(1) == ()
