"""Who is taken up again: prominence, distance, gender and number, and what counts for nothing. Synthetic."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.lexicon import Lexicon, load_lexicon
from extractors.records import Span
from extractors.statements.speakers.coreference import (
    FAVOUR,
    KNOWN,
    OTHER,
    QUOTED,
    REACH,
    SPEAKER,
    SUBJECT,
    WITHIN,
    Memory,
    agrees_with_pronoun,
)
from extractors.statements.speakers.people import Figure

# Ten characters a sentence, three sentences a paragraph.
SENTENCES = tuple(range(0, 1000, 10))
PARAGRAPHS = tuple(range(0, 1000, 30))
WORDS = load_lexicon().words
ANN, BOB = Figure("person", "Ann Roe"), Figure("person", "Bob Doe")


def anybody(_: Figure) -> bool:
    return True


def remembered(*noted: tuple[Figure, int, float]) -> Memory:
    memory = Memory(SENTENCES, PARAGRAPHS)
    for figure, at, weight in noted:
        memory.note(figure, at, weight)
    return memory


@pytest.mark.parametrize(
    ("start", "end", "begins"),
    [(0, 25, 20), (0, 21, 20), (0, 20, 10), (22, 25, 22), (20, 25, 20), (12, 20, 12), (0, 0, 0)],
    ids=["within", "just begun", "not yet begun", "none begins", "with the stretch", "the last is over", "nothing"],
)
def test_the_last_sentence_of_a_stretch_begins_before_its_end(start: int, end: int, begins: int) -> None:
    assert remembered().sentence_start(start, end) == begins


# What was noted, and where somebody is looked for: of two in one sentence, then a sentence or a paragraph apart.
FOUND: dict[str, tuple[list[tuple[Figure, int, float]], int, Figure | None]] = {
    "nobody was spoken of": ([], 25, None),
    "who speaks before who is a subject": ([(ANN, 1, SPEAKER), (BOB, 5, SUBJECT)], 9, ANN),
    "a subject before an object": ([(ANN, 1, SUBJECT), (BOB, 5, OTHER)], 9, ANN),
    "an object before who is named in what was said": ([(ANN, 1, OTHER), (BOB, 5, WITHIN)], 9, ANN),
    "who is named in what was said before who is quoted": ([(ANN, 1, WITHIN), (BOB, 5, QUOTED)], 9, ANN),
    "the later of equals": ([(ANN, 1, SUBJECT), (BOB, 5, SUBJECT)], 9, BOB),
    "a sentence on, a subject there outweighs who spoke": ([(ANN, 1, SPEAKER), (BOB, 15, SUBJECT)], 19, BOB),
    "a sentence on, an object there does not": ([(ANN, 1, SPEAKER), (BOB, 15, OTHER)], 19, ANN),
    "two sentences on, in one paragraph, it does": ([(ANN, 1, SPEAKER), (BOB, 25, OTHER)], 29, BOB),
    "a paragraph on, where a sentence is not enough": ([(ANN, 25, SUBJECT), (BOB, 35, OTHER)], 39, BOB),
    "the same within a paragraph": ([(ANN, 5, SUBJECT), (BOB, 15, OTHER)], 19, ANN),
    "only what stands before counts": ([(ANN, 1, OTHER), (BOB, 15, SPEAKER)], 15, ANN),
}


@pytest.mark.parametrize("situation", FOUND)
def test_the_most_prominent_before_a_place_is_taken_up(situation: str) -> None:
    noted, at, wanted = FOUND[situation]
    found = remembered(*noted).best(at, anybody)
    assert (found.figure if found else None) is wanted


def test_whoever_does_not_fit_is_passed_over() -> None:
    memory = remembered((ANN, 1, SPEAKER), (BOB, 5, QUOTED))
    found = memory.best(9, lambda figure: figure is BOB)
    assert found is not None
    assert (found.figure, found.at, found.weight) == (BOB, 5, QUOTED)


@pytest.mark.parametrize(
    ("bar", "wanted"),
    [(Span(1, 2), BOB), (Span(0, 1), ANN), (Span(2, 9), ANN)],
    ids=["it stands there", "it begins where the bar ends", "it stands before the bar"],
)
def test_what_stands_within_a_bar_counts_for_nothing(bar: Span, wanted: Figure) -> None:
    found = remembered((ANN, 1, SPEAKER), (BOB, 5, OTHER)).best(9, lambda _: True, [bar, Span(5, 5)])
    assert found is not None
    assert found.figure is wanted


# A woman is looked for, Bob is known to be one: he stands a little before the others, and no more.
FAVOURED = {
    "of equals": (SUBJECT, SUBJECT, FAVOUR, BOB),
    "a rung below": (SUBJECT, OTHER + 0.1, FAVOUR, BOB),
    "as far below as the favour": (SUBJECT, OTHER, FAVOUR, ANN),
    "further below": (SPEAKER, OTHER, FAVOUR, ANN),
    "with a smaller favour": (SUBJECT, OTHER + 0.1, KNOWN, ANN),
}


@pytest.mark.parametrize("situation", FAVOURED)
def test_who_is_favoured_stands_a_little_before_the_others(situation: str) -> None:
    ann, bob, favour, wanted = FAVOURED[situation]
    found = remembered((BOB, 1, bob), (ANN, 5, ann)).best(9, anybody, (), lambda figure: figure is BOB, favour)
    assert found is not None
    assert found.figure is wanted


def test_nobody_further_back_than_a_pronoun_reaches_is_taken_up() -> None:
    memory = remembered((ANN, 1, SPEAKER), *((BOB, 2, QUOTED) for _ in range(REACH - 1)))
    assert (found := memory.best(9, lambda figure: figure is ANN)) is not None
    memory.note(BOB, 3, QUOTED)
    assert memory.best(9, lambda figure: figure is ANN) is None
    assert found.figure is ANN


# (where Ann spoke, where it is asked, what is barred, whether she is the last speaker)
SPOKE: dict[str, tuple[int, int, list[Span], bool]] = {
    "a moment ago": (1, 9, [], True),
    "three sentences ago": (1, 39, [], True),
    "four sentences ago": (1, 41, [], False),
    "not yet": (9, 9, [], False),
    "within the words whose speaker is looked for": (1, 9, [Span(0, 5)], False),
}


@pytest.mark.parametrize("situation", SPOKE)
def test_who_spoke_last_is_remembered_for_some_sentences(situation: str) -> None:
    at, asked, bars, last = SPOKE[situation]
    found = remembered((ANN, at, SPEAKER), (BOB, at + 1, SUBJECT)).last_speaker(asked, bars)
    assert (found.figure if found else None) is (ANN if last else None)


def test_of_two_speakers_the_later_is_the_last_even_where_that_is_long_ago() -> None:
    memory = remembered((ANN, 1, SPEAKER), (BOB, 12, SPEAKER))
    assert getattr(memory.last_speaker(15), "figure", None) is BOB
    assert getattr(memory.last_speaker(12), "figure", None) is ANN
    assert memory.last_speaker(400) is None


@pytest.mark.parametrize(
    ("one", "other", "beside"), [(1, 9, True), (1, 15, True), (15, 1, True), (1, 25, False), (25, 35, False)]
)
def test_places_are_beside_one_another_a_sentence_apart_in_one_paragraph(one: int, other: int, beside: bool) -> None:
    assert remembered().beside(one, other) is beside


@pytest.mark.parametrize(("one", "other", "between"), [(1, 9, 0), (1, 10, 1), (5, 35, 3), (25, 5, -2)])
def test_sentences_are_counted_forward(one: int, other: int, between: int) -> None:
    assert remembered().sentences_between(one, other) == between


def test_only_forums_are_remembered_as_such(lexicon: Lexicon) -> None:
    forum = next(actor for actor in lexicon.actors if actor.forum)
    body = next(actor for actor in lexicon.actors if actor.kind == "body" and not actor.forum)
    met = Figure(forum.kind, forum.name, forum)
    memory = remembered((met, 1, OTHER), (Figure(body.kind, body.name, body), 3, OTHER), (ANN, 5, OTHER))
    assert [(one.figure, one.at) for one in memory.forums] == [(met, 1)]


def figure(kind: Any, name: str = "The Someone", **more: Any) -> Figure:
    return Figure(kind, name, **more)


# Whom "he", "she", "it" and "they" can mean.
AGREES: dict[str, tuple[Figure, str]] = {
    "somebody of whom nothing is known": (figure("person"), "he she"),
    "a man": (figure("person", gender="male"), "he"),
    "a woman": (figure("person", gender="female"), "she"),
    "a lone word that may be no name": (figure("person", "Said"), ""),
    "a lone word that is a man's": (figure("person", "Said", gender="male"), "he"),
    "a lone word with an office": (figure("person", "Said", roles={"envoy"}), "he she"),
    "an office": (figure("role", "the envoy"), "he she"),
    "several in an office": (figure("role", "two envoys", number="plural"), "they"),
    "a body": (figure("body"), "it"),
    "bodies": (figure("body", number="plural"), "they"),
    "a ministry": (figure("institution"), "it"),
    "a country": (figure("country"), "it"),
    "a medium": (figure("medium"), "it"),
    "a movement": (figure("collective"), "it they"),
    "a paper": (figure("words", "a statement"), "it"),
    "a place": (figure("place", number="plural"), ""),
}


@pytest.mark.parametrize("situation", AGREES)
def test_a_pronoun_agrees_in_gender_and_number(situation: str) -> None:
    meant, pronouns = AGREES[situation]
    assert " ".join(each for each in ("he", "she", "it", "they") if agrees_with_pronoun(meant, each, WORDS)) == pronouns


@pytest.mark.parametrize(
    ("form", "as_"), [("him", "he"), ("his", "he"), ("her", "she"), ("its", "it"), ("them", "they")]
)
def test_every_form_of_a_pronoun_agrees_as_its_first(form: str, as_: str) -> None:
    for meant, _ in AGREES.values():
        assert agrees_with_pronoun(meant, form, WORDS) is agrees_with_pronoun(meant, as_, WORDS)


def test_those_who_meet_at_a_forum_are_they(lexicon: Lexicon) -> None:
    forum = next(actor for actor in lexicon.actors if actor.forum)
    assert agrees_with_pronoun(Figure("body", forum.name, forum), "they", WORDS)
    assert not agrees_with_pronoun(Figure("body", "The Guild"), "they", WORDS)
