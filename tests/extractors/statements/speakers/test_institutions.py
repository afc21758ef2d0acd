"""Bodies with names of their own: the same name, a fuller one, initials, and what a kind of body is. Synthetic."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extractors.languages.en.phrases.mentions import english_names
from extractors.lexicon import Lexicon
from extractors.lexicon.gazetteer import NameIndex
from extractors.sentences.phrases import Phrase
from extractors.statements.speakers.coreference import OTHER, SPEAKER, SUBJECT, Memory
from extractors.statements.speakers.institutions import Bodies, initials
from extractors.statements.speakers.people import Figure


@pytest.fixture(scope="session")
def names(lexicon: Lexicon) -> NameIndex:
    return english_names(lexicon)


@pytest.fixture
def memory() -> Memory:
    return Memory(tuple(range(0, 1000, 10)), (0,))


@pytest.fixture
def bodies(names: NameIndex, memory: Memory) -> Bodies:
    return Bodies(names, memory)


def body(name: str | None, start: int = 0, **more: Any) -> Phrase:
    return Phrase(**({"start": start, "end": start + 9, "kind": "body", "head": "body", "name": name} | more))


def actor_figure(lexicon: Lexicon, key: str) -> Figure:
    actor = lexicon.by_id[key]
    return Figure(actor.kind, actor.name, actor, institution=actor.institution, of={actor.country} - {None})  # type: ignore[arg-type]


# --- names -----------------------------------------------------------------------------------------------------------

# What the article names in full, the name that is looked for, whose it is and how that is told.
NAMED: dict[str, tuple[list[str], str, tuple[str, str]]] = {
    "nobody before": ([], "Reed Guild", ("Reed Guild", "its own words")),
    "the same name": (["Reed Guild"], "reed GUILD", ("Reed Guild", "name")),
    "the end of a fuller name": (["Old Reed Guild"], "Reed Guild", ("Old Reed Guild", "name")),
    "the end of two": (["Old Reed Guild", "New Reed Guild"], "Reed Guild", ("Reed Guild", "its own words")),
    "a part of a word": (["The Oldreed Guild"], "reed Guild", ("reed Guild", "its own words")),
    "initials": (["Council of the Old River Towns"], "CORT", ("Council of the Old River Towns", "name")),
    "initials in small letters": (["Reed Guild"], "rg", ("rg", "its own words")),
    "other initials": (["Reed Guild"], "RX", ("RX", "its own words")),
    "one letter": (["Reed"], "R", ("R", "its own words")),
}


@pytest.mark.parametrize("situation", NAMED)
def test_a_name_finds_its_body(situation: str, bodies: Bodies) -> None:
    before, name, wanted = NAMED[situation]
    bodies.read_names([body(each, 100 * number) for number, each in enumerate(before)])
    figure, how = bodies.named(body(name, 900), name)
    assert (figure.name, how) == wanted
    assert bodies.named(body(name, 950), name)[0] is figure


@pytest.mark.parametrize(
    ("phrase", "met"),
    [
        (body("Old Reed Guild"), True),
        (body("Guild"), False),
        (body(None), False),
        (body("Old Reed Guild", kind="person"), False),
        (body("Old Reed Guild", actors=("un",)), False),
    ],
    ids=["two words", "a word", "no name", "a person", "one that the lexicon knows"],
)
def test_bodies_named_in_full_are_met_before_anybody_is_resolved(phrase: Phrase, met: bool, bodies: Bodies) -> None:
    bodies.read_names([phrase])
    figure, how = bodies.named(body("Old Reed Guild", 900), "Old Reed Guild")
    assert (how == "name") is met
    assert figure.first == (phrase.start if met else 900)


@pytest.mark.parametrize(
    ("written", "at", "name"),
    [
        ("the Reed Guild", 0, "the Reed Guild"),
        ("the Reed Guild", 900, "Reed Guild"),
        ("Old Town Reed Guild", 900, "Old Town Reed Guild"),
        ("The Reed Guild", 900, "Reed Guild"),
        ("Old town Reed Guild", 900, "Reed Guild"),
    ],
)
def test_a_body_is_written_as_at_first_or_with_more_of_its_name(
    written: str, at: int, name: str, bodies: Bodies
) -> None:
    bodies.read_names([body("Reed Guild", 0)])
    assert bodies.named(body("Reed Guild", at), written)[0].name == name


def test_a_body_is_known_by_the_words_for_bodies_in_its_name(bodies: Bodies) -> None:
    figure, _ = bodies.named(body("River Commission on Reeds"), "River Commission on Reeds")
    assert figure.heads == {"commission"}


@pytest.mark.parametrize(("name", "letters"), [("council of the old river towns", "cort"), ("union for and on", "u")])
def test_initials_leave_small_words_out(name: str, letters: str, bodies: Bodies) -> None:
    assert initials(name, bodies.index.words["small_words"]) == letters


# --- kinds -----------------------------------------------------------------------------------------------------------


def test_countries_are_meant_by_themselves_and_by_what_is_theirs(bodies: Bodies) -> None:
    assert bodies.countries(["china", "sergey-lavrov", "nobody", ""]) == {"china", "sergey-lavrov", "russia"}


@pytest.mark.parametrize(
    ("kind", "of", "key"),
    [
        ("foreign-ministry", ["russia"], "russia-mfa"),
        ("foreign-ministry", ["sergey-lavrov"], "russia-mfa"),
        ("foreign-ministry", [], None),
        ("no-such-body", ["russia"], None),
    ],
)
def test_a_kind_of_body_and_a_country_name_the_lexicons_body(
    kind: str, of: list[str], key: str | None, bodies: Bodies
) -> None:
    found = bodies.actor_of(kind, of)
    assert (found.id if found else None) == key


def ministry(start: int = 500, name: str | None = None, **more: Any) -> Phrase:
    return body(name, start, kind="institution", head="ministry", **more)


def test_a_kind_takes_up_the_last_of_its_kind_whose_country_and_words_do_not_contradict(
    bodies: Bodies, memory: Memory, lexicon: Lexicon
) -> None:
    ours = next(a for a in lexicon.actors if a.institution == "foreign-ministry" and a.country == "russia")
    russian = actor_figure(lexicon, ours.id)
    memory.note(russian, 10, SPEAKER)
    memory.note(Figure("person", "Ada Pellworth"), 12, SPEAKER)
    assert bodies.earlier("foreign-ministry", ministry()) is russian
    assert bodies.earlier("ministry", ministry()) is russian
    assert bodies.earlier("court", ministry()) is None
    assert bodies.earlier("ministry", ministry(of=frozenset({"russia"}))) is russian
    assert bodies.earlier("ministry", ministry(of=frozenset({"china"}))) is None
    assert bodies.earlier("ministry", ministry(words=frozenset({"own"}))) is russian
    assert bodies.earlier("ministry", ministry(words=frozenset({"old"}))) is None
    assert bodies.earlier("ministry", ministry(5)) is None


def test_an_unknown_body_is_the_same_each_time_with_the_same_country(bodies: Bodies) -> None:
    one = bodies.unknown("court", ministry(3, of=frozenset({"china"}), words=frozenset({"high"})), "the high court")
    assert (one.kind, one.name, one.institution, one.first) == ("institution", "the high court", "court", 3)
    assert (one.of, one.words) == ({"china"}, {"high"})
    assert bodies.unknown("court", ministry(50, of=frozenset({"china"})), "the court") is one
    for other in (ministry(50, of=frozenset({"india"})), ministry(50, of=frozenset({"china"}), name="Hall")):
        assert bodies.unknown("court", other, "the court") is not one
    assert bodies.unknown("ministry", ministry(50, of=frozenset({"china"})), "the court") is not one


def test_the_country_spoken_of_last_or_named_right_after_tells_whose_a_body_is(
    bodies: Bodies, memory: Memory, lexicon: Lexicon
) -> None:
    assert bodies.at_home("foreign-ministry", 500, ()) is None
    for near, found in ((699, True), (700, False)):
        bodies.places = [(400, ("china",)), (near, ("russia",))]
        assert (bodies.at_home("foreign-ministry", 500, ()) is not None) is found
    bodies.places = []
    memory.note(actor_figure(lexicon, "sergey-lavrov"), 480, SUBJECT)
    found = bodies.at_home("foreign-ministry", 500, ())
    assert found is not None
    assert found.country == "russia"
    bodies.places = [(510, ("russia",))]
    far = next(a for a in lexicon.actors if a.kind == "country" and a.side == "other" and a.id != "china")
    assert bodies.at_home("court", 500, ()) is bodies.actor_of("court", ["russia"])
    memory.note(Figure("country", far.name, far), 499, SPEAKER)
    assert bodies.at_home("court", 500, ()) is None


def test_a_wide_kind_is_that_of_whose_man_was_spoken_of_last(bodies: Bodies, memory: Memory, lexicon: Lexicon) -> None:
    lavrov = lexicon.by_id["sergey-lavrov"]
    assert bodies.of_somebody("ministry", 500) is None
    memory.note(actor_figure(lexicon, lavrov.id), 480, OTHER)
    found = bodies.of_somebody("ministry", 500)
    assert found is not None
    assert found.id == lavrov.belongs_to
    assert bodies.of_somebody("foreign-ministry", 500) is None
    assert bodies.of_somebody("court", 500) is None


def test_the_body_of_an_office_is_told_by_its_kind_or_by_its_name(bodies: Bodies, lexicon: Lexicon) -> None:
    office = body(None, 500, kind="words", head="office")
    kremlin = lexicon.by_id["kremlin"]
    assert bodies.parent(replace(office, of=frozenset({"kremlin"})), ()) is kremlin
    assert bodies.parent(replace(office, of=frozenset({"kremlin", "un"})), ()) is None
    assert bodies.parent(office, ()) is None
    ministry = bodies.parent(replace(office, of_institution="foreign-ministry", of=frozenset({"russia"})), ())
    assert ministry is bodies.actor_of("foreign-ministry", ["russia"])
    assert bodies.parent(replace(office, of_institution="foreign-ministry"), ()) is None
