"""Where a view speaks of a topic, in which form, and what only looks like one."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import pytest

from extractors.claims.notation.folded_text import normalise
from extractors.claims.notation.patterns import RUNES
from extractors.claims.notation.rule_book import ClaimRules, rules_of
from extractors.claims.notation.topics import TopicMention, find_topics, with_runes, without_traps
from extractors.lexicon import Lexicon
from extractors.records import Topic


@pytest.fixture(scope="module")
def rules(lexicon: Lexicon) -> ClaimRules:
    return rules_of(lexicon)


def named(text: str, found: Iterable[TopicMention]) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.topic) for one in found]


# What was done, and where it is only spoken of: the form, and the rung that the words give.
DONE = {
    "a past form": ("russia recognised the emirate", "past", "done"),
    "behind to be": ("the emirate will be recognised by russia", "base", None),
    "behind to be and an adverb": ("the emirate may be officially recognised", "base", None),
    "a present form": ("russia recognises the emirate", "past", "done"),
    "a present form behind when": ("when russia recognises the emirate", "base", None),
    "a past form behind when": ("when russia recognised the emirate", "past", "done"),
    "a present form behind the sentence of a when": ("when? russia recognises the emirate", "past", "done"),
}


@pytest.mark.parametrize("situation", DONE)
def test_a_past_form_tells_of_an_act_unless_the_words_before_it_make_it_unreal(
    situation: str, rules: ClaimRules
) -> None:
    text, form, position = DONE[situation]
    (found,) = (one for one in find_topics(text, rules) if one.topic == "recognition")
    assert (found.form, found.position) == (form, position)


def test_a_when_far_before_a_form_does_not_make_it_unreal(rules: ClaimRules) -> None:
    for gap, form in ((40, "base"), (60, "past")):
        text = f"when {'x' * gap} russia recognises the emirate"
        (found,) = (one for one in find_topics(text, rules) if one.topic == "recognition")
        assert found.form == form


def test_only_the_topics_asked_for_are_found_in_their_order(rules: ClaimRules) -> None:
    text = "delisting and recognition and an inclusive government"
    assert named(text, find_topics(text, rules)) == [
        ("delisting", "delisting"),
        ("recognition", "recognition"),
        ("an inclusive government", "conditions"),
    ]
    asked: list[Topic] = ["recognition"]
    assert named(text, find_topics(text, rules, asked)) == [("recognition", "recognition")]


def test_of_two_that_overlap_the_longer_one_stays(rules: ClaimRules) -> None:
    text = "the removal of the taliban from the list of terrorist organisations"
    found = find_topics(text, rules)
    assert [one.topic for one in found] == ["delisting"]
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


def test_a_trap_is_blanked_sign_for_sign(rules: ClaimRules) -> None:
    trapped = 0
    for rule in rules.traps:
        for sentence in rule.row.ex:
            view = normalise(sentence)
            left = without_traps(view, sentence, rules)
            assert len(left) == len(view)
            assert all(one in (" ", other) for one, other in zip(left, view, strict=True))
            trapped += left != view
    assert trapped > 10
    assert without_traps("it rained", "It rained", rules) == "it rained"


def test_a_text_out_of_step_with_its_capitals_is_read_without_them(rules: ClaimRules) -> None:
    cased = next(rule for rule in rules.traps if rule.row.cased and rule.pattern.search(rule.row.ex[0]))
    sentence = cased.row.ex[0]
    view = normalise(sentence)
    assert without_traps(view, sentence, rules) != view
    assert without_traps(view, sentence + " ", rules) == without_traps(view, view, rules)


def test_a_mention_becomes_as_many_letters_of_its_topic_and_form() -> None:
    mentions = (TopicMention(2, 4, "delisting", "row", "past"), TopicMention(5, 6, "recognition", "row"))
    past, name = RUNES["delisting", "past"], RUNES["recognition", "name"]
    assert with_runes("a bc d e", mentions) == f"a {past}{past} {name} e"
