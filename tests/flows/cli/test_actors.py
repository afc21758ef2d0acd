"""Whom ``--actor`` means: a key, a name or a part of one, whatever case and accents it is typed with."""

from __future__ import annotations

import pytest
import typer

from extractors.lexicon import load_lexicon
from flows.cli.terminal.actors import actors_of, complete_actor, fitting, names_by_key
from storage.store import Store, open_store

HEARD = (
    ("Tin Post", "outlet:Tin Post"),
    ("José Ibáñez", "José Ibáñez"),
    ("Ana Ibáñez Ruiz", "Ana Ibáñez Ruiz"),
    ("zamir-kabulov", "Zamir Kabulov"),
    ("a-forgotten-key", "Somebody Else"),
)


@pytest.fixture(scope="module")
def known() -> dict[str, list[str]]:
    return names_by_key(load_lexicon(), HEARD)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param("zamir-kabulov", ("zamir-kabulov",), id="key"),
        pytest.param("Zamir-Kabulov", ("zamir-kabulov",), id="key in capitals"),
        pytest.param("zamir kabulov", ("zamir-kabulov",), id="name"),
        pytest.param("Kabulov", ("zamir-kabulov",), id="another name"),
        pytest.param("Кабулов", ("zamir-kabulov",), id="name in another script"),
        pytest.param("kabulo", ("zamir-kabulov",), id="beginning of a word"),
        pytest.param("abulo", ("zamir-kabulov",), id="part of a word"),
        pytest.param("Slutsky", ("leonid-slutsky",), id="short name"),
        pytest.param("Moscow", ("russia",), id="the place that stands for it"),
        pytest.param("russia", ("russia",), id="a key that is a part of many names"),
        pytest.param("jose ibanez", ("José Ibáñez",), id="speaker unknown to the lexicon, without accents"),
        pytest.param("IBÁÑEZ", ("José Ibáñez", "Ana Ibáñez Ruiz"), id="a word that two names share"),
        pytest.param("Ibanez, José", (), id="words in another order"),
        pytest.param("tin post", ("Tin Post",), id="an outlet for itself"),
        pytest.param("outlet:Tin Post", ("Tin Post",), id="the key of an outlet for itself"),
        pytest.param("somebody", ("a-forgotten-key",), id="a key that the lexicon has no more"),
        pytest.param("nobody of that name", (), id="nobody"),
        pytest.param(" - ", (), id="nothing"),
    ],
)
def test_whom_words_mean(asked: str, found: tuple[str, ...], known: dict[str, list[str]]) -> None:
    assert fitting(asked, known) == found


@pytest.fixture
def store(filled_store: str) -> Store:
    return open_store(filled_store)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Kabulof", "nobody is called 'Kabulof'; did you mean zamir-kabulov (Zamir Kabulov) or iea (Islamic"),
        ("zakharowa", "nobody is called 'zakharowa'; did you mean maria-zakharova (Maria Zakharova)?"),
        ("Arkadi Lanzov", "nobody is called 'Arkadi Lanzov'; did you mean Arkady Lantsov?"),
        ("qqqq", "nobody is called 'qqqq'; `claims` lists who was heard"),
    ],
)
def test_a_mistyped_name_is_told_the_nearest(asked: str, told: str, store: Store) -> None:
    with store, pytest.raises(typer.BadParameter) as caught:
        actors_of(asked, store)
    assert str(caught.value).startswith(told)


def test_letters_within_a_name_are_told_whom_they_are_taken_for(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with store:
        for asked in ("lantsov", "lant"):
            assert actors_of(asked, store) == ("Arkady Lantsov",)
        assert capsys.readouterr().err == ""
        assert actors_of("antso", store) == ("Arkady Lantsov",)
    assert capsys.readouterr().err == "'antso' is Arkady Lantsov\n"


def test_nobody_asked_for_is_no_narrowing(store: Store) -> None:
    with store:
        assert actors_of(None, store) == ()


def test_a_shell_completes_keys_and_names() -> None:
    assert ("zamir-kabulov", "Zamir Kabulov") in complete_actor("zam")
    assert ("kabulov", "Zamir Kabulov") in complete_actor("kab")
    assert ("Kabulov", "Zamir Kabulov") in complete_actor("Kab")
    assert ("Кабулов", "Zamir Kabulov") in complete_actor("Кабу")
    assert {actor.id for actor in load_lexicon().actors} <= {value for value, _ in complete_actor("")}
