"""Which rung is taken, by which words: constructed views in which capital letters stand for topics and markers.

``R``, ``D`` and ``E`` in a text are mentions of recognition, delisting and engagement; ``!word`` is a marker, given by
its rung. The tables say where a marker stands to a topic, and what comes of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from extractors.claims.notation.folded_text import sentences_of
from extractors.claims.notation.patterns import RUNES
from extractors.claims.notation.row_types import MarkerRow
from extractors.claims.notation.rule_book import rules_of
from extractors.claims.notation.topics import TopicMention
from extractors.claims.stances import MEANING, Marker, find_markers, judge_topics
from extractors.lexicon import Lexicon, load_lexicon
from extractors.records import Position, Topic
from extractors.sentences.clauses import ClausedWords, clauses_in

RULES = rules_of(load_lexicon())
TOPICS: dict[str, Topic] = {"R": "recognition", "D": "delisting", "E": "engagement"}
FIRM: dict[str, Position] = {
    "no": "opposes", "early": "premature", "if": "conditional", "maybe": "considering", "yes": "supports",
    "soon": "decided", "now": "done",
}  # fmt: skip


def mentions_in(text: str, **more: Any) -> list[TopicMention]:
    return [
        TopicMention(found.start(), found.end(), TOPICS[found.group()], "row", **more)
        for found in re.finditer(r"\b[RDE]\b", text)
    ]


def runes_of(text: str) -> str:
    return re.sub(r"\b[RDE]\b", lambda found: RUNES[TOPICS[found.group()], "name"], text)


def said_in(text: str) -> ClausedWords:
    sentences = tuple(sentences_of(text))
    return ClausedWords(text, sentences, tuple(clauses_in(text, sentences, RULES.clauses)))


def markers_in(text: str, **more: Any) -> list[Marker]:
    """Each ``!word`` as a marker of its rung; it is for all topics that alert unless told otherwise."""
    bound = more.pop("bound", frozenset())
    return [
        Marker(
            found.start(),
            found.end(),
            MarkerRow(**({"id": found[1], "position": FIRM[found[1]], "patterns": ()} | more)),
            bound,
        )
        for found in re.finditer(r"!(\w+)", text)
    ]


def judged(text: str, markers: Sequence[Marker] | None = None, **more: Any) -> dict[str, Position]:
    found = markers_in(text) if markers is None else markers
    mentions = more.pop("mentions", None) or mentions_in(text)
    return {
        one.topic: one.position for one in judge_topics(runes_of(text), said_in(text), mentions, found, RULES, **more)
    }


# --- which marker ----------------------------------------------------------------------------------------------------

NEAR: dict[str, tuple[str, dict[str, Position]]] = {
    "in its clause": ("R is !yes", {"recognition": "supports"}),
    "the one in its clause before one in its sentence": ("R is !yes, but it is !no", {"recognition": "supports"}),
    "the one in its sentence before one elsewhere": ("R, but it is !yes. It is !no", {"recognition": "supports"}),
    "one elsewhere where there is no other": ("R came. It is !no", {"recognition": "opposes"}),
    "of two topics the one in its clause": (
        "R is !yes, but D is !no",
        {"recognition": "supports", "delisting": "opposes"},
    ),
    "of two in one clause both": ("R and D are !yes", {"recognition": "supports", "delisting": "supports"}),
    "of two in its sentence the nearest": (
        "R came but D came but it is !yes",
        {"delisting": "supports"},
    ),
    "of two elsewhere the one named last before it": ("R came. D came. It is !yes", {"delisting": "supports"}),
    "elsewhere, before all of them": ("It is !yes. D came. R came", {"recognition": "supports"}),
    "no marker for a topic that it is not for": ("E is !yes", {}),
}


@pytest.mark.parametrize("situation", NEAR)
def test_a_marker_speaks_of_what_stands_nearest(situation: str) -> None:
    text, wanted = NEAR[situation]
    assert judged(text) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("!if !no", "conditional"),
        ("!no !early", "opposes"),
        ("!early !yes", "premature"),
        ("!yes !now", "supports"),
        ("!now !soon", "done"),
        ("!soon !maybe", "decided"),
        ("!maybe !early", "premature"),
        ("!maybe", "considering"),
    ],
)
def test_of_two_that_stand_equally_near_the_weightier_counts(words: str, wanted: Position) -> None:
    one, other = words.split()[0], words.split()[-1]
    assert judged(f"R is {one} and {other}") == judged(f"R is {other} and {one}") == {"recognition": wanted}


# What is thought of in the clause, with a firmer word elsewhere.
FIRMER: dict[str, tuple[str, Position]] = {
    "a condition in the sentence": ("R is !maybe, but !if", "conditional"),
    "a condition in another sentence": ("R is !maybe. It is !if", "considering"),
    "too early in the same clause": ("R is !maybe and !early", "premature"),
    "too early in another clause": ("R is !maybe, but !early", "considering"),
    "support is no firmer": ("R is !maybe. It is !yes", "considering"),
}


@pytest.mark.parametrize("situation", FIRMER)
def test_what_is_only_thought_of_gives_way_to_what_is_said_more_firmly(situation: str) -> None:
    text, wanted = FIRMER[situation]
    assert judged(text) == {"recognition": wanted}


def test_a_marker_with_a_topic_in_its_place_outweighs_one_beside_it() -> None:
    text = "R is !yes and !no"
    yes, no = markers_in(text)
    bound = frozenset({"recognition"})
    assert judged(text, [replace(yes, bound=bound), no]) == {"recognition": "supports"}  # type: ignore[arg-type]
    weak = replace(yes, bound=bound, row=replace(yes.row, weak=True))  # type: ignore[arg-type]
    assert judged(text, [weak, no]) == {"recognition": "opposes"}
    assert judged(text, [weak]) == {"recognition": "supports"}


def test_a_marker_bound_to_one_topic_says_nothing_of_another() -> None:
    (yes,) = markers_in("R and D are !yes", bound=frozenset({"delisting"}))
    assert judged("R and D are !yes", [yes]) == {"delisting": "supports"}


# --- what the topic's own words say ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "text", "wanted"),
    [
        ("done", "R came", "done"),
        ("done", "R is !yes", "supports"),
        ("done", "R is !maybe", "done"),
        ("opposes", "R is !if", "opposes"),
        ("supports", "R is !no", "supports"),
        ("considering", "R is !no", "opposes"),
    ],
)
def test_what_a_topics_words_say_counts_like_a_marker_in_its_clause_and_a_stand_more(
    own: Any, text: str, wanted: Position
) -> None:
    assert judged(text, mentions=mentions_in(text, position=own)) == {"recognition": wanted}


@pytest.mark.parametrize(
    ("more", "otherwise", "wanted"),
    [
        ({}, None, None),
        ({}, "considering", "considering"),
        ({"default": "supports"}, "considering", "supports"),
        ({"carried": True}, "considering", None),
        ({"carried": True, "default": "supports"}, "considering", "supports"),
    ],
    ids=["nothing", "whoever speaks of it", "by its own words", "taken over", "taken over with words of its own"],
)
def test_where_nothing_says_it_the_rung_is_the_topics_own_or_else_the_speakers(
    more: dict[str, Any], otherwise: Any, wanted: Any
) -> None:
    found = judged("R came", [], mentions=mentions_in("R came", **more), otherwise=otherwise)
    assert found == ({"recognition": wanted} if wanted else {})


def test_a_rung_that_no_words_decided_is_not_denied() -> None:
    text = "R never came"
    (found,) = judge_topics(runes_of(text), said_in(text), mentions_in(text), [], RULES, otherwise="considering")
    assert (found.position, found.marker, found.negated) == ("considering", None, False)


def test_only_topics_that_alert_get_the_speakers_rung() -> None:
    assert judged("E came", [], otherwise="considering") == {}


# A "state" is what the topic would end: the ban.
STATE: dict[str, tuple[str, dict[str, Any], Position]] = {
    "an unjust ban": ("D is !no", {"judgement": True}, "supports"),
    "a just ban": ("D is !yes", {"judgement": True}, "opposes"),
    "no judgement": ("D is !no", {}, "opposes"),
    "a rung that does not turn": ("D is !early", {"judgement": True}, "premature"),
}


@pytest.mark.parametrize("situation", STATE)
def test_a_judgement_on_the_state_that_a_topic_would_end_turns_round(situation: str) -> None:
    text, row, wanted = STATE[situation]
    assert judged(text, markers_in(text, **row), mentions=mentions_in(text, form="state")) == {"delisting": wanted}


def test_a_judgement_turns_by_what_was_named_last_before_it() -> None:
    text = "D came and D is !no and D went"
    one, other, last = mentions_in(text)
    state = replace(other, form="state")
    markers = markers_in(text, judgement=True)
    assert judged(text, markers, mentions=[one, state, last]) == {"delisting": "supports"}
    assert judged(text, markers, mentions=[replace(one, form="state"), other, last]) == {"delisting": "opposes"}


def test_a_condemnation_in_the_same_clause_counts_as_if_it_named_the_topic() -> None:
    text = "R is !if and !no"
    condition, condemned = markers_in(text)
    judgement = replace(condemned, row=replace(condemned.row, judgement=True))
    assert judged(text, [condition, condemned]) == {"recognition": "conditional"}
    assert judged(text, [condition, judgement]) == {"recognition": "opposes"}
    welcome = replace(judgement, row=replace(judgement.row, position="supports"))
    assert judged(text, [condition, welcome]) == {"recognition": "conditional"}


def test_no_reason_to_keep_a_state_is_no_state() -> None:
    text = "!yes to keep D on"
    (mention,) = mentions_in(text, form="state", position="opposes")
    (over,) = markers_in(text, bound=frozenset({"delisting"}))
    over = replace(over, end=len(text))
    assert judged(text, [over], mentions=[mention]) == {"delisting": "supports"}
    asks = replace(over, row=replace(over.row, asks=True))
    assert judged(text, [asks], mentions=[mention]) == {"delisting": "opposes"}
    assert judged(text, [replace(over, end=4)], mentions=[mention]) == {"delisting": "opposes"}
    assert judged(text, [over], mentions=[replace(mention, form="name")]) == {"delisting": "opposes"}


# --- the cue ---------------------------------------------------------------------------------------------------------

CUES: dict[str, tuple[str, dict[str, Any], Position]] = {
    "that is a stance": ("!no R is !if", {}, "opposes"),
    "that only asks": ("!no R is !if", {"asks": True}, "conditional"),
    "that thinks of it": ("!maybe R is !if", {}, "conditional"),
}


@pytest.mark.parametrize("situation", CUES)
def test_a_cue_that_takes_a_stand_outweighs_what_is_said(situation: str) -> None:
    text, row, wanted = CUES[situation]
    first, second = markers_in(text)
    markers = [replace(first, row=replace(first.row, **row)), second]
    assert judged(text, markers, cue_end=5) == {"recognition": wanted}
    assert judged(text, markers) == {"recognition": "conditional"}


# --- what is not told ------------------------------------------------------------------------------------------------


def test_what_is_done_only_once_something_else_is_is_no_more_than_thought_of() -> None:
    text = "once R it is warm"
    assert judged(text, [], mentions=mentions_in(text, position="done")) == {"recognition": "considering"}
    text = "once warm. R came"
    assert judged(text, [], mentions=mentions_in(text, position="done")) == {"recognition": "done"}


LIMITS: dict[str, tuple[str, dict[str, Position]]] = {
    "one before another": ("R is !yes before the D", {"recognition": "supports"}),
    "one until another": ("R is !yes until D", {"recognition": "supports"}),
    "one by the time of another": ("R is !yes by the time the court ends D", {"recognition": "supports"}),
    "beside one another": ("R is !yes and D", {"recognition": "supports", "delisting": "considering"}),
    "alone": ("before D", {"delisting": "considering"}),
}


@pytest.mark.parametrize("situation", LIMITS)
def test_what_is_named_for_the_time_of_another_only_is_not_told(situation: str) -> None:
    text, wanted = LIMITS[situation]
    mentions = [replace(one, default="considering") for one in mentions_in(text)]
    markers = [replace(one, bound=frozenset({"recognition"})) for one in markers_in(text)]  # type: ignore[arg-type]
    assert judged(text, markers, mentions=mentions) == wanted


def test_without_recognition_is_a_limit_and_without_a_ban_is_none() -> None:
    for text, told in (("D is !yes without R", {"delisting"}), ("R is !yes without D", {"recognition", "delisting"})):
        bound = frozenset({TOPICS[text[0]]})
        mentions = [replace(one, default="considering") for one in mentions_in(text)]
        markers = [replace(one, bound=bound) for one in markers_in(text)]
        assert set(judged(text, markers, mentions=mentions)) == told


def test_while_a_state_lasts_it_is_a_limit_even_alone() -> None:
    text = "no talks while D lasts"
    state = mentions_in(text, form="state", default="considering")
    assert judged(text, [], mentions=state) == {}
    assert judged(text, [], mentions=mentions_in(text, default="considering")) == {"delisting": "considering"}


def test_the_reason_why_something_is_opposed_is_not_told_but_where_it_is_a_condition() -> None:
    for text, told in (
        ("R is !no for E", {"recognition"}),
        ("R is !no until E", {"recognition", "engagement"}),
        ("R is !yes for E", {"recognition", "engagement"}),
    ):
        recognition, reason = mentions_in(text)
        reason = replace(reason, beside="reason", default="considering")
        assert set(judged(text, mentions=[recognition, reason])) == told


def test_what_is_taken_up_only_to_say_what_it_does_not_mean_is_not_told() -> None:
    for text, told in (
        ("D does !early R", {"recognition"}),
        ("D will after all that not !early R", {"recognition", "delisting"}),
    ):
        delisting, recognition = mentions_in(text)
        (meaning,) = markers_in(text, id=MEANING, bound=frozenset({"recognition"}))
        mentions = [replace(delisting, default="considering"), recognition]
        assert set(judged(text, [meaning], mentions=mentions)) == told
        other = replace(meaning, row=replace(meaning.row, id="other"))
        assert set(judged(text, [other], mentions=mentions)) == {"recognition", "delisting"}


# --- negation, markers -----------------------------------------------------------------------------------------------


def test_a_verdict_tells_whether_the_words_that_decided_it_deny() -> None:
    text = "R is not !yes"
    (marker,) = markers_in(text)
    for start, negated in ((marker.start, False), (text.index("not"), True)):
        (one,) = judge_topics(runes_of(text), said_in(text), mentions_in(text), [replace(marker, start=start)], RULES)
        assert one.negated is negated
        assert one.marker is not None
        assert one.mention.topic == one.topic == "recognition"


def test_the_longer_of_two_markers_takes_the_other_in(lexicon: Lexicon) -> None:
    topic = RUNES["recognition", "name"] * 4
    for words, position in ((f"he ruled out {topic}", "opposes"), (f"he did not rule out {topic}", "considering")):
        (marker,) = find_markers(words, rules_of(lexicon))
        assert marker.row.position == position
        assert marker.bound == {"recognition"}
        assert words[marker.start : marker.end].endswith(topic)
