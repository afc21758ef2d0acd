"""What is not told as a fact, by the words before it: awaited, a condition, a limit, only thought of. Synthetic."""

from __future__ import annotations

import pytest

from extractors.lexicon import load_lexicon
from extractors.sentences.modality import are_questions, is_question, modal_signs_of

SIGNS = modal_signs_of(load_lexicon())


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("Will it?", True),
        ("“Will it?”\n", True),
        ("(Will it?') ", True),
        ("It will.", False),
        ("?!", False),
        ("Will it? It will", False),
    ],
)
def test_a_question_ends_in_its_mark_whatever_closes_behind_it(words: str, question: bool) -> None:
    assert is_question(words) is question


def test_words_are_questions_where_every_sentence_is_one() -> None:
    assert are_questions(["Will it?", "When?"])
    assert not are_questions(["Will it?", "It will."])


def test_a_reported_question_opens_with_its_word() -> None:
    assert SIGNS.opens_question("whether the ferry sails")
    assert not SIGNS.opens_question("that it sails if the wind drops")


# What the words before a place tell of what stands in it.
BEFORE: dict[str, set[str]] = {
    "the ferry and the ": set(),
    "trade grows once they have ": {"awaited"},
    "trade grows if they have ": {"awaited", "condition"},
    "nothing grows unless, they say, they have ": {"condition"},
    "once there. they have ": set(),
    "nothing moves while they are ": {"lasting", "condition"},
    "no envoy before the ": {"limit", "condition"},
    "no envoy until ": {"awaited", "limit", "condition"},
    "an envoy follows the ": {"limit"},
    "an envoy without any ": {"lacked", "condition"},
    "without a word on the ": {"condition"},
}


@pytest.mark.parametrize("before", BEFORE)
def test_the_words_before_a_place_tell_what_it_is_beside_a_fact(before: str) -> None:
    told = {
        "awaited": SIGNS.is_awaited(before),
        "condition": SIGNS.is_condition(before),
        "lasting": SIGNS.is_lasting(before),
        "limit": SIGNS.is_limit(before),
        "lacked": SIGNS.is_lacked(before),
    }
    assert {name for name, is_so in told.items() if is_so} == BEFORE[before]


@pytest.mark.parametrize(
    ("before", "present", "unreal"),
    [
        ("it may be ", False, True),
        ("it may be ", True, True),
        ("it has been ", False, False),
        ("trade grows when they ", True, True),
        ("trade grows when they ", False, False),
        ("they ", True, False),
    ],
)
def test_a_past_form_is_unreal_behind_a_form_of_be_and_a_present_one_behind_a_time_to_come(
    before: str, present: bool, unreal: bool
) -> None:
    assert SIGNS.is_unreal(before, present) is unreal


def test_what_a_matter_is_said_not_to_be_stands_behind_the_denial() -> None:
    words = "the pier is not an embassy"
    assert SIGNS.end_of_denial(words, words.index(" is")) == words.index("embassy")
    assert SIGNS.end_of_denial(words, words.index(" pier")) is None
    assert SIGNS.end_of_denial("the pier is an embassy", len("the pier")) is None
