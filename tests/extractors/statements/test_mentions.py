"""What a text speaks of: names, roles, bodies, pronouns; whole phrases with title, owner and apposition."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.languages.en.phrases.mentions import english_names, find_mentions, reader_of
from extractors.lexicon import Lexicon, load_lexicon
from extractors.lexicon.gazetteer import NameIndex
from extractors.text.folding import name_form


@pytest.fixture(scope="module")
def index(lexicon: Lexicon) -> NameIndex:
    return english_names(lexicon)


FOUND = {
    "a title and a name": ("Judge Oleg Nefedov spoke.", [("person", "Oleg Nefedov")]),
    "an unknown name": ("Farida Tolani, an economist, spoke.", [("person", "Farida Tolani")]),
    "an initial and a suffix": ("Then Mary J. Roe spoke.", [("person", "Mary J. Roe")]),
    "a contraction is no name": ("She’ll go and I’m staying.", [("pronoun", None)]),
    "a word that only opens the sentence": ("Snow fell. Heavily it fell.", [("pronoun", None)]),
    "a possessive before a role": ("Russia's special envoy Zamir Kabulov left.", [("person", "Zamir Kabulov")]),
    "a title with a place inside": (
        "Russian Ambassador to Afghanistan Dmitry Zhirnov left.",
        [("person", "Dmitry Zhirnov")],
    ),
    "a ministry and its country": (
        "The Islamic Emirate's own foreign ministry and Russia's Foreign Ministry wrote.",
        [("institution", "foreign ministry"), ("institution", "Foreign Ministry")],
    ),
    "a body of many words": (
        "the House Oversight and Reform Committee met.",
        [("body", "House Oversight and Reform Committee")],
    ),
    "a body with a place": ("the Pamir Women's Assembly in Exile met.", [("body", "Pamir Women's Assembly in Exile")]),
    "a place after in": ("Snow fell in Blackwater.", [("place", "Blackwater")]),
    "an acronym is no small word": ("Tell us what the US wants.", [("country", "US")]),
    "a headline is not one name": ("Jane Roe Slams Former Boss Over Money\nIt rained.", [("person", "Jane Roe")]),
    "days and months are no names": ("On Monday in March Jane Roe left.", [("person", "Jane Roe")]),
    "a month as a surname": ("Theresa May left.", [("person", "Theresa May")]),
}


@pytest.mark.parametrize(("text", "wanted"), FOUND.values(), ids=FOUND.keys())
def test_mentions_of_a_text(index: NameIndex, text: str, wanted: list[tuple[str, str | None]]) -> None:
    found = [(m.phrase.kind, m.phrase.name) for m in find_mentions(reader_of(text, index))]
    assert [pair for pair in found if pair[0] != "role"][: len(wanted)] == wanted


def test_an_apposition_tells_the_role_and_whose_it_is(index: NameIndex) -> None:
    text = "Zamir Kabulov, the Russian president's special representative for Afghanistan, left."
    phrase = find_mentions(reader_of(text, index))[0].phrase
    assert "envoy" in phrase.roles
    assert "russia" in phrase.of
    assert "iea" not in phrase.of


def test_an_apposition_may_come_before_the_name(index: NameIndex) -> None:
    phrase = find_mentions(reader_of("The present charge, Omar Belan, has left.", index))[0].phrase
    assert phrase.name == "Omar Belan"
    assert "charge" in phrase.roles


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Jane Roe, who led the group, smiled at John Doe.", ["Jane Roe"]),
        ("Jane Roe on Monday met John Doe.", ["Jane Roe"]),
        ("Snow fell on Jane Roe.", []),
        ("Jane Roe for her part said so.", ["Jane Roe"]),
    ],
)
def test_subjects_are_told_from_objects(index: NameIndex, text: str, subjects: list[str]) -> None:
    mentions = find_mentions(reader_of(text, index))
    assert [m.phrase.name for m in mentions if m.subject and m.phrase.kind == "person"] == subjects


@given(st.text(alphabet=st.sampled_from(list("aB .,’'\"“”\n-()0\u200f\x00é«»Й")), max_size=200))
@settings(max_examples=150, deadline=None)
def test_mentions_of_any_text_lie_in_it_in_order(text: str) -> None:
    index = _index()
    mentions = find_mentions(reader_of(text, index))
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
    assert mentions == find_mentions(reader_of(text, index))


@given(st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_tokens_point_at_their_words(text: str) -> None:
    for token in _index().tokens(text):
        assert text[token.start : token.end] == token.text


def test_names_compare_without_case_accents_and_marks() -> None:
    assert name_form("Stéphane  DUJARRIC’s") == name_form("stephane dujarric's")


_KEPT: list[NameIndex] = []


def _index() -> NameIndex:
    """One index for all examples: hypothesis takes no fixture of a module."""
    if not _KEPT:
        _KEPT.append(english_names(load_lexicon()))
    return _KEPT[0]
