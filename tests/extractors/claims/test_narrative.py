"""Which of an outlet's own sentences report an act: those outside every statement that tell of one of Russia's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from extractors.claims import judge_claims
from extractors.lexicon import Lexicon
from extractors.records import Cue, Span, Statement

from ...bench.marked import sentences_in

Narrated = Callable[[str], tuple[Statement, ...]]
ACT = "Russia recognised the Islamic Emirate on Thursday."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"QUESTION: {ACT} Will you react?\nBELANI: We shall see.", False),
        (f"Lake Post: {ACT} “Will you react?”", False),
        (f"MOSCOW: {ACT}\nWill others follow?", True),
    ],
    ids=["a question", "one in quotation marks", "a dateline above a question"],
)
def test_what_a_labelled_question_presupposes_is_not_told(
    text: str, told: bool, marked: Callable[..., Any], lexicon: Lexicon
) -> None:
    case = marked(text)
    own = [one for one in judge_claims(case.article, [], lexicon, case.sentences) if one.kind == "narrative"]
    assert bool(own) is told


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        ([], True),
        (["Rain fell"], True),
        (["Thursday"], False),
        (["Russia"], False),
        (["Rain fell. Russia"], False),
    ],
    ids=["nothing is said", "another sentence", "its last words", "its first word", "words across it"],
)
def test_a_sentence_counts_where_no_word_of_it_is_somebodys(
    taken: list[str], free: bool, marked: Callable[..., Any], lexicon: Lexicon
) -> None:
    text = f"Rain fell. {ACT} Snow fell."
    article = marked(text).article
    for as_cue in (False, True):
        said = [
            Statement(
                None,
                Cue(words, text.index(words), text.index(words) + len(words)) if as_cue else None,
                (Span(0, 1),) if as_cue else (Span(text.index(words), text.index(words) + len(words)),),
                words,
                "indirect",
            )
            for words in taken
        ]
        own = [
            one.text
            for one in judge_claims(article, said, lexicon, sentences_in(article.text))
            if one.kind == "narrative"
        ]
        assert own == ([ACT] if free else [])


# The text, and whether its last sentence is told as Russia's act.
TAKEN_UP = {
    "right before, in its paragraph": ("Moscow took its time. On Friday it recognised the Taliban.", True),
    "in the paragraph before": ("Moscow took its time.\nOn Friday it recognised the Taliban.", False),
    "two sentences before": ("Moscow took its time. Rain fell. On Friday it recognised the Taliban.", False),
    "nobody before": ("On Friday it recognised the Taliban.", False),
    "behind the last comma": (
        "As Tashkent looked on, Moscow took its time. On Friday it recognised the Taliban.",
        True,
    ),
    "before the last comma": (
        "As Moscow looked on, Tashkent took its time. On Friday it recognised the Taliban.",
        False,
    ),
    "far behind its subject": (
        "A long and rather dull sentence about nothing at all but rain in Moscow. On Friday it recognised the Taliban.",
        False,
    ),
}


@pytest.mark.parametrize("situation", TAKEN_UP)
def test_a_pronoun_is_russia_where_the_sentence_before_is_about_it(situation: str, narrated: Narrated) -> None:
    text, told = TAKEN_UP[situation]
    assert bool(narrated(text)) is told


# Only these rungs of these topics are acts.
ACTS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "what is usual": ("Russia usually raises the flag of the Emirate.", []),
    "recognition that it thinks of": ("Russia is considering recognition of the Taliban.", []),
    "a denial that answers nobody": ("Moscow has not recognised the Taliban.", []),
    "an act, with what it had been behind": (
        "Russia lifted its ban on the Taliban, which had been on the list since 2003.",
        [("delisting", "done")],
    ),
    "a law in its last readings": (
        "The Duma adopted in the second and third readings a law which lets courts lift the ban on a listed group.",
        [("delisting", "decided")],
    ),
    "an envoy's letter": (
        "The envoy of the Emirate handed over his letter of credence to Putin, weeks after Russia had become the first "
        "and so far only country to recognise it.",
        [("representation", "done")],
    ),
    "an act of long ago": ("Since 2003 Russia has banned the Taliban.", []),
}


@pytest.mark.parametrize("situation", ACTS)
def test_only_acts_are_told_of_the_outlets_own(situation: str, narrated: Narrated) -> None:
    text, claims = ACTS[situation]
    assert [(one.topic, one.position) for said in narrated(text) for one in said.claims] == claims


def test_each_sentence_that_reports_an_act_is_a_statement_of_its_own(narrated: Narrated) -> None:
    found = narrated(f"{ACT} Rain fell. Russia lifted its ban on the Taliban.")
    assert [one.text for one in found] == [ACT, "Russia lifted its ban on the Taliban."]
    assert [(one.speaker, one.cue) for one in found] == [(None, None)] * 2
