"""What kind of voice a speaker is, and whether a noun phrase names anybody."""

from __future__ import annotations

import pytest

from extractors.claims.speaker_kinds import (
    goes_by_name,
    has_proper_name,
    keys_speaking_for,
    state_of,
    state_spoken_for,
    voice_kind,
)
from extractors.lexicon import Lexicon, load_lexicon
from extractors.records import Span, Speaker, Statement


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.mark.parametrize(
    "name",
    [
        "Ivan Sokolov",
        "Karimzada",
        "political scientist Anna Orlova",
        "the Lake District Council",
        "Coordination Circle of River Women",
        "Mr Kabuloff",
    ],
)
def test_a_proper_name_names_somebody(name: str, lexicon: Lexicon) -> None:
    assert has_proper_name(name, lexicon)


@pytest.mark.parametrize(
    "name",
    [
        "officials",
        "Officials",
        "the deputy minister",
        "Diplomatic sources",
        "a Russian news agency",
        "Russian state media",
        "ministries in Moscow",
        "the press service of the mayor",
        "friends of Orlova",
        "critics",
        "two diplomats from Pakistan",
        "Moscow's neighbours",
        "",
    ],
)
def test_what_somebody_is_names_nobody(name: str, lexicon: Lexicon) -> None:
    assert not has_proper_name(name, lexicon)


@pytest.mark.parametrize(
    ("name", "actor", "voice"),
    [
        ("Zamir Kabulov", "zamir-kabulov", "person"),
        ("TASS", "tass", "medium"),
        ("Moscow", "russia", "country"),
        ("the Kremlin", "kremlin", "body"),
        ("Ivan Sokolov", None, "named"),
        ("officials", None, "unnamed"),
        ("the embassy of a small island", None, "body"),
        ("the ministry", None, "unnamed"),
        ("the deputy speaker of parliament", None, "body"),
        ("a former deputy speaker of parliament", None, "unnamed"),
    ],
)
def test_a_speaker_is_a_kind_of_voice(name: str, actor: str | None, voice: str, lexicon: Lexicon) -> None:
    speaker = Speaker(name, 0, len(name), name, actor)
    statement = Statement(speaker, None, (Span(0, 1),), "x", "indirect")

    assert voice_kind(statement, lexicon) == voice


@pytest.mark.parametrize(
    ("name", "actor", "named"),
    [
        ("Ada Pellworth", None, True),
        ("Ada van Pellworth", None, True),
        ("Pellworth", None, False),
        ("the Lantern of Herat Movement", None, True),
        ("The Lantern Front", None, True),
        ("The Guild", None, False),
        ("a Lantern Front official", None, False),
        ("two envoys", None, False),
        ("the Foreign Ministry", None, False),
        ("Zamir Kabulov", "zamir-kabulov", False),
    ],
)
def test_a_stranger_goes_by_a_name_of_several_words(
    name: str, actor: str | None, named: bool, lexicon: Lexicon
) -> None:
    statement = Statement(Speaker(name, 0, len(name), name, actor), None, (Span(0, 1),), "x", "indirect")

    assert goes_by_name(statement, lexicon) is named


def test_an_outlets_own_sentence_is_the_outlets(lexicon: Lexicon) -> None:
    assert voice_kind(Statement(None, None, (Span(0, 1),), "x", "narrative"), lexicon) == "outlet"
    assert voice_kind(Statement(None, None, (Span(0, 1),), "x", "direct"), lexicon) == "unnamed"


@pytest.mark.parametrize(
    ("actor", "state"),
    [
        ("russia", "russia"),
        ("kremlin", "russia"),
        ("maria-zakharova", "russia"),
        ("iea-mfa", "iea"),
        ("mao-ning", "china"),
        ("un", None),
        ("nobody-at-all", None),
        (None, None),
    ],
)
def test_an_actor_speaks_for_its_country_or_party(actor: str | None, state: str | None, lexicon: Lexicon) -> None:
    assert state_of(actor, lexicon) == state


def test_a_country_speaks_by_itself_its_bodies_and_its_people(lexicon: Lexicon) -> None:
    assert {"china", "mao-ning"} <= set(keys_speaking_for("china", lexicon))
    assert "maria-zakharova" not in keys_speaking_for("china", lexicon)
    assert keys_speaking_for(None, lexicon) == ()


@pytest.mark.parametrize(
    ("name", "actor", "state"),
    [
        ("The Chinese Foreign Ministry", None, "china"),
        ("China's foreign ministry", None, "china"),
        ("the Foreign Ministry", None, None),
        ("Chinese analysts", None, None),
        ("the Russian Academy Council", None, None),
        ("Zamir Kabulov", "zamir-kabulov", "russia"),
    ],
)
def test_an_unknown_body_speaks_for_the_third_country_that_its_name_begins_with(
    name: str, actor: str | None, state: str | None, lexicon: Lexicon
) -> None:
    statement = Statement(Speaker(name, 0, len(name), name, actor), None, (Span(0, 1),), "x", "indirect")
    assert state_spoken_for(statement, voice_kind(statement, lexicon), lexicon) == state
