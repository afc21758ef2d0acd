"""Whom a plain noun takes up by its words: an agency by its name, a body by a word of its name, a press service."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extractors.languages.en.phrases.mentions import english_names
from extractors.lexicon import Lexicon
from extractors.lexicon.gazetteer import NameIndex
from extractors.records import Span
from extractors.sentences.phrases import Phrase
from extractors.statements.speakers.coreference import SPEAKER, SUBJECT, Memory
from extractors.statements.speakers.nominal_anaphora import (
    body_with_word,
    is_named,
    medium_by_name,
    press_service,
    taken_up,
)
from extractors.statements.speakers.people import Figure


@pytest.fixture(scope="session")
def names(lexicon: Lexicon) -> NameIndex:
    return english_names(lexicon)


def noun(head: str, **more: Any) -> Phrase:
    words = frozenset({head})
    given = {"definite": True, "words": words, "heads": words} | more
    return Phrase(500, 510, "words", head, **given)


def spoke(*figures: Figure, weight: float = SPEAKER, at: int = 10) -> Memory:
    memory = Memory((0,), (0,))
    for number, figure in enumerate(figures):
        memory.note(figure, at + number, weight)
    return memory


@pytest.mark.parametrize(
    ("head", "of", "key"),
    [
        ("agency", {"tass"}, "tass"),
        ("portal", {"tass", "russia"}, "tass"),
        ("agency", {"tass", "interfax"}, None),
        ("agency", {"russia"}, None),
        ("agency", set(), None),
        ("council", {"tass"}, None),
    ],
)
def test_a_noun_for_media_is_the_one_medium_whose_name_it_bears(
    head: str, of: set[str], key: str | None, names: NameIndex
) -> None:
    found = medium_by_name(noun(head, of=frozenset(of)), names)
    assert (found.id if found else None) == key


@pytest.mark.parametrize(
    ("written", "named"), [("the Volga news agency", True), ("The news agency", False), ("the agency", False)]
)
def test_words_with_a_name_of_their_own_take_up_nothing(written: str, named: bool) -> None:
    assert is_named(written) is named


COUNCIL = Figure("body", "River Council of Towns")


@pytest.mark.parametrize(
    ("phrase", "taken"),
    [
        (noun("council"), True),
        (noun("guild"), False),
        (noun("council", definite=False), False),
        (noun("council", words=frozenset({"council", "old"})), False),
        (noun("council", number="plural"), False),
        (noun("council", of=frozenset({"china"})), False),
    ],
    ids=["the noun", "another noun", "a noun", "with a word more", "several", "somebody's"],
)
def test_a_noun_is_the_last_body_with_that_word_in_its_name(phrase: Phrase, taken: bool) -> None:
    memory = spoke(COUNCIL, Figure("person", "Ada Council"))
    assert (body_with_word(phrase, memory, ()) is COUNCIL) is taken
    assert body_with_word(phrase, memory, [Span(0, 100)]) is None


def test_a_known_body_is_found_by_any_of_its_names(lexicon: Lexicon) -> None:
    actor = next(one for one in lexicon.actors if one.kind == "body" and "council" in " ".join(one.names["en"]).lower())
    known = Figure("body", "it", actor)
    assert body_with_word(noun("council"), spoke(known), ()) is known


PRESS: dict[str, tuple[Phrase, bool]] = {
    "the press service": (noun("service", words=frozenset({"press", "service"})), True),
    "the press": (noun("press"), True),
    "the service": (noun("service"), False),
    "the press hall": (noun("hall", words=frozenset({"press", "hall"})), False),
    "a press service": (noun("service", words=frozenset({"press"}), definite=False), False),
    "somebody's press service": (noun("service", words=frozenset({"press"}), of=frozenset({"un"})), False),
    "his press service": (noun("service", words=frozenset({"press"}), owner=(0, 1)), False),
}


@pytest.mark.parametrize("situation", PRESS)
def test_a_press_service_is_that_of_the_body_that_spoke_last(
    situation: str, lexicon: Lexicon, names: NameIndex
) -> None:
    phrase, taken = PRESS[situation]
    kremlin = lexicon.by_id["kremlin"]
    body = Figure("body", kremlin.name, kremlin)
    assert (press_service(phrase, spoke(body), names) is kremlin) is taken
    assert taken_up(phrase, spoke(body), names) == ((kremlin, "office of the last body that spoke") if taken else None)
    assert press_service(phrase, spoke(body, Figure("person", "Ada Roe")), names) is None
    assert press_service(phrase, spoke(body, weight=SUBJECT), names) is None
    assert press_service(phrase, spoke(body, at=500), names) is None
    russia = lexicon.by_id["russia"]
    assert press_service(phrase, spoke(Figure("country", russia.name, russia)), names) is None


def test_an_agency_is_told_to_be_found_by_its_name(lexicon: Lexicon, names: NameIndex) -> None:
    agency = replace(noun("agency"), of=frozenset({"tass"}))
    assert taken_up(agency, spoke(), names) == (lexicon.by_id["tass"], "medium by its name")
