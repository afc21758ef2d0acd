"""Who bears which name: namesakes, misspellings, titles, and what a figure learns of itself. Synthetic."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from extractors.languages.en.phrases.mentions import english_names
from extractors.lexicon import Lexicon
from extractors.lexicon.gazetteer import NameIndex
from extractors.sentences.phrases import Phrase
from extractors.statements.speakers.people import Figure, People
from extractors.text.folding import name_form

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture(scope="session")
def names(lexicon: Lexicon) -> NameIndex:
    return english_names(lexicon)


@pytest.fixture
def people(names: NameIndex) -> People:
    return People(names, NOW)


def called(name: str, start: int = 0, **more: Any) -> Phrase:
    return Phrase(start, start + len(name), "person", name.split()[-1].lower(), name=name, **more)


def known(lexicon: Lexicon, key: str, start: int = 0, **more: Any) -> Phrase:
    return replace(called(lexicon.by_id[key].name, start), actors=(key,), certain=True, **more)


def told(found: tuple[Figure, str]) -> tuple[str, str]:
    return found[0].name, found[1]


# --- names -----------------------------------------------------------------------------------------------------------

# The names read before, the one that is looked for, whom it means and how that is told.
NAMED: dict[str, tuple[list[str], str, tuple[str, str]]] = {
    "nobody before": ([], "Ada Pellworth", ("Ada Pellworth", "name")),
    "the same name": (["Ada Pellworth"], "ADA PELLWORTH", ("Ada Pellworth", "name")),
    "a part of a fuller name": (["Ada May Pellworth"], "Ada Pellworth", ("Ada May Pellworth", "part of a fuller name")),
    "no part of it": (["Ada May Pellworth"], "Ida Pellworth", ("Ida Pellworth", "name")),
    "a surname": (["Ada Pellworth"], "Pellworth", ("Ada Pellworth", "surname")),
    "a first name": (["Ada Pellworth"], "Ada", ("Ada Pellworth", "surname")),
    "whose surname it is before whose first name": (
        ["Gray Pellworth", "Ada Gray"],
        "Gray",
        ("Ada Gray", "surname"),
    ),
    "of two namesakes who was named last": (
        ["Ada Pellworth", "Ida Pellworth"],
        "Pellworth",
        ("Ida Pellworth", "surname"),
    ),
    "a surname misspelt by a letter": (["Ada Brennox"], "Brennax", ("Ada Brennox", "misspelt surname")),
    "a short surname is another": (["Ada Bren"], "Brin", ("Brin", "name")),
    "nearly two surnames": (["Ada Brennox", "Ida Brennux"], "Brennax", ("Brennax", "name")),
    "another first letter": (["Ada Brennox"], "Drennox", ("Drennox", "name")),
}


@pytest.mark.parametrize("situation", NAMED)
def test_a_name_finds_its_bearer(situation: str, people: People) -> None:
    before, name, wanted = NAMED[situation]
    for number, each in enumerate(before):
        people.person(called(each, 100 * number))
    assert told(people.person(called(name, 900))) == wanted


# Names that differ: by a letter from five letters on, by two from eight on, and never by the first.
@pytest.mark.parametrize(
    ("name", "other", "near"),
    [
        ("Orlo", "Orla", False),
        ("Orlov", "Orlow", True),
        ("Orlov", "Orlovy", True),
        ("Orlov", "Olrov", True),
        ("Orlov", "Oplow", False),
        ("Orlovas", "Orlowes", False),
        ("Orlovask", "Orlowesk", True),
        ("Orlovask", "Orlowets", False),
        ("Orlovask", "Orlov", False),
        ("Torlovas", "Torlavos", True),
    ],
)
def test_a_surname_is_misspelt_by_a_letter_or_two(name: str, other: str, near: bool, people: People) -> None:
    people.person(called(f"Ada {name}"))
    assert (people.person(called(other, 900))[1] == "misspelt surname") is near


def test_an_actor_is_found_by_a_first_name_and_surname_that_are_nearly_right(people: People) -> None:
    for name, key in (("Sergay Lavrov", "sergey-lavrov"), ("Zamir Kabulow", "zamir-kabulov"), ("Zamir Kab", None)):
        assert people.person(called(name))[0].key == key


def test_a_role_and_a_surname_that_is_nearly_right_find_an_actor(people: People) -> None:
    envoy = frozenset({"envoy"})
    assert people.person(called("Kabulow", roles=envoy))[0].key == "zamir-kabulov"
    assert people.person(called("Kabulaw"))[0].key is None
    assert people.person(called("Kabulew", roles=envoy, of=frozenset({"china"})))[0].key is None


def test_a_title_is_no_first_name(people: People) -> None:
    figure, how = people.person(called("Mullah Mohammad Yaqoob"))
    assert (figure.key, how) == ("mohammad-yaqoob", "name behind a title")
    assert people.person(called("Captain Mohammad Yaqoob", 50))[1] != "name behind a title"


def test_of_namesakes_those_count_who_were_named_before_and_whose_role_agrees(people: People) -> None:
    mayor, baker = (frozenset({role}) for role in ("mayor", "official"))
    ada, _ = people.person(called("Ada Pellworth", 10, roles=mayor))
    ida, _ = people.person(called("Ida Pellworth", 500))
    assert people.person(called("Pellworth", 600))[0] is ida
    assert people.person(called("Pellworth", 600, roles=mayor))[0] is ada
    assert people.person(called("Pellworth", 600, roles=baker))[0] is ida
    assert people.bearer("Pellworth", called("Pellworth", 100)) is ada
    assert people.bearer("Pellworth", called("Pellworth", 5)) is ada
    assert people.bearer("Orlova", called("Orlova", 5)) is None


def test_a_surname_of_the_other_gender_is_somebody_elses(people: People) -> None:
    people.person(called("Ada Pellworth", gender="female"))
    figure, _ = people.person(called("Pellworth", 50, gender="male"))
    assert figure.name == "Pellworth"
    assert people.person(called("Pellworth", 90, gender="female"))[0].name == "Ada Pellworth"


def test_names_are_read_before_anybody_is_resolved_the_longest_first(people: People) -> None:
    people.read_names([called("Roe", 3), called("Rival Jane Roe", 20), called("Jane Roe", 50)])
    assert [figure.name for figure in people.figures] == ["Jane Roe"]
    assert told(people.person(called("Rival Jane Roe", 20))) == ("Jane Roe", "name")
    assert people.figures[0].first == 20


@pytest.mark.parametrize("name", ["Elena Jane Roe", "Mullah Jane Roe", "Rival Zyx Roe", "Rival Al Roe"])
def test_what_precedes_a_first_name_is_no_name_but_a_first_name_or_title_is(name: str, people: People) -> None:
    people.read_names([called(name, 20), called(" ".join(name.split()[1:]), 50)])
    assert people.person(called(name, 20))[0].name == name


# --- figures ---------------------------------------------------------------------------------------------------------


def test_a_figure_learns_what_is_said_of_it() -> None:
    figure = Figure("person", "Ada Pellworth", gender="female")
    envoy = frozenset({"envoy"})
    words = frozenset({"old", "envoy"})
    figure.learn(called("Ada", gender="male", roles=envoy, of=frozenset({"russia"}), words=words, heads=envoy))
    assert (figure.gender, figure.roles, figure.of) == ("female", {"envoy"}, {"russia"})
    assert (figure.words, figure.heads) == ({"old", "envoy"}, {"envoy"})
    unknown = Figure("person", "Ada Pellworth")
    unknown.learn(called("Ada", gender="female"))
    assert unknown.gender == "female"


@pytest.mark.parametrize(
    ("kind", "of", "diplomat"),
    [
        ("person", "foreign-ministry", True),
        ("role", "foreign-ministry", True),
        ("institution", "foreign-ministry", False),
        ("person", "court", False),
    ],
)
def test_whoever_speaks_for_a_foreign_ministry_is_a_diplomat(kind: Any, of: str, diplomat: bool) -> None:
    figure = Figure("person", "Ada Pellworth", roles={"envoy"})
    figure.learn(replace(called("Ada"), kind=kind, of_institution=of))
    assert figure.roles == {"envoy"} | ({"diplomat"} if diplomat else set())


def test_an_actor_is_one_figure_with_the_offices_of_the_day(lexicon: Lexicon, names: NameIndex) -> None:
    shoigu = lexicon.by_id["sergei-shoigu"]
    before, after = (People(names, datetime(year, 3, 2, tzinfo=UTC)) for year in (2023, 2026))
    for people, holds, held in ((before, True, False), (after, False, True)):
        figure = people.of_actor(shoigu, 40)
        assert people.of_actor(shoigu, 70) is figure
        assert (figure.kind, figure.name, figure.key, figure.first) == ("person", shoigu.name, shoigu.id, 40)
        assert ("defence-minister" in figure.roles, "defence-minister" in figure.past) == (holds, held)
        assert figure.of == {key for key in (shoigu.country, shoigu.belongs_to) if key}


def test_a_body_bears_the_fullest_form_of_its_name_and_a_person_the_first(lexicon: Lexicon, people: People) -> None:
    body, person = lexicon.by_id["kremlin"], lexicon.by_id["sergey-lavrov"]
    forms = ["the ministry", "the Ministry", "the Old Town Ministry", "his Ministry"]
    assert [people.of_actor(body, 0, form).name for form in forms] == [
        "the ministry",
        "the Ministry",
        "the Old Town Ministry",
        "the Old Town Ministry",
    ]
    assert [people.of_actor(person, 0, form).name for form in ("Lavrov", "Sergei Viktorovich Lavrov")] == ["Lavrov"] * 2


def test_an_actor_is_named_where_it_or_something_of_it_is_spoken_of(lexicon: Lexicon, people: People) -> None:
    people.of_actor(lexicon.by_id["sergey-lavrov"], 0)
    people.spoken_of = {"kazakhstan"}
    named = [key for key in ("sergey-lavrov", "russia", "kazakhstan", "china") if people.named_actor(key)]
    assert named == ["sergey-lavrov", "russia", "kazakhstan"]


def test_a_diplomat_belongs_to_a_foreign_ministry(lexicon: Lexicon, people: People) -> None:
    for actor in lexicon.actors:
        if actor.kind == "person" and (home := lexicon.by_id.get(actor.belongs_to or "")):
            figure = people.of_actor(actor, 0)
            assert home.institution != "foreign-ministry" or "diplomat" in figure.roles


def test_the_key_of_a_certain_name_is_the_lexicons(lexicon: Lexicon, people: People) -> None:
    figure, how = people.person(known(lexicon, "sergey-lavrov", 30))
    assert (figure.key, how) == ("sergey-lavrov", "alias")
    assert told(people.person(replace(known(lexicon, "sergey-lavrov", 90), name="Lavrov")))[1] == "surname"
    assert figure.first == 30
    assert name_form(figure.name) == name_form(lexicon.by_id["sergey-lavrov"].name)
