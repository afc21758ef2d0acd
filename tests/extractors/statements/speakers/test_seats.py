"""Where a body sits and whose it is by the words beside it: In Utopia, a spokesman; the embassy in Kabul."""

from __future__ import annotations

import pytest

from extractors.languages.en.phrases.mentions import english_names, reader_of
from extractors.languages.en.phrases.noun_phrases import PhraseReader
from extractors.lexicon import Lexicon
from extractors.lexicon.gazetteer import NameIndex
from extractors.sentences.phrases import Phrase
from extractors.statements.speakers.seats import has_other_name, is_foreign, seat, town


@pytest.fixture(scope="session")
def names(lexicon: Lexicon) -> NameIndex:
    return english_names(lexicon)


def read(text: str, words: str, names: NameIndex) -> tuple[Phrase, PhraseReader]:
    """The phrase that some words of a text are read as."""
    reader = reader_of(text, names)
    start = text.index(words)
    phrase = reader.read(*reader.tokens.within(start, start + len(words)))
    assert phrase is not None
    return phrase, reader


TOWNS: dict[str, tuple[str, set[str] | None]] = {
    "a town of somebody's before it": ("In Beijing, a spokesman said so.", {"china"}),
    "a town of nobody's before it": ("In Utopia City, a spokesman said so.", set()),
    "a town behind the sentence before": ("It rained. In Beijing, meanwhile, a spokesman said so.", {"china"}),
    "a town within the sentence": ("It rained in Beijing, a spokesman said.", None),
    "a town behind it": ("Then a spokesman in Beijing said so.", {"china"}),
    "no town": ("Then a spokesman said so.", None),
    "a month": ("In July, a spokesman said so.", None),
    "no place": ("In Parliament, a spokesman said so.", None),
    "a town too far before": ("In Beijing, a spokesman of the old and rather weary guild of river men.", {"china"}),
}


@pytest.mark.parametrize("situation", TOWNS)
def test_a_town_beside_a_phrase_tells_who_sits_there(situation: str, names: NameIndex) -> None:
    text, sits = TOWNS[situation]
    assert town(*read(text, "a spokesman", names)) == (frozenset(sits) if sits is not None else None)


@pytest.mark.parametrize(
    ("text", "sits"),
    [
        ("The embassy in Kabul said so.", {"iea"}),
        ("The embassy in Moscow said so.", {"russia"}),
        ("The embassy to Russia said so.", {"russia"}),
        ("The embassy in Beijing said so.", set()),
        ("The embassy in Utopia City said so.", set()),
        ("The embassy said so.", None),
    ],
)
def test_an_embassy_sits_with_one_of_the_sides_or_elsewhere(text: str, sits: set[str] | None, names: NameIndex) -> None:
    assert seat(*read(text, "The embassy", names)) == (frozenset(sits) if sits is not None else None)


@pytest.mark.parametrize(
    ("text", "words", "foreign"),
    [
        ("Then the Utopian Foreign Ministry said so.", "the Utopian Foreign Ministry", True),
        ("Then Utopia's Foreign Ministry said so.", "Utopia's Foreign Ministry", True),
        ("Then the Russian Foreign Ministry said so.", "the Russian Foreign Ministry", False),
        ("Then the old Foreign Ministry said so.", "the old Foreign Ministry", False),
        ("The Taliban-led Foreign Ministry said so.", "The Taliban-led Foreign Ministry", False),
        ("Foreign Ministry staff said so.", "Foreign Ministry", False),
    ],
)
def test_a_nation_that_the_lexicon_lacks_makes_a_body_foreign(
    text: str, words: str, foreign: bool, names: NameIndex
) -> None:
    assert is_foreign(*read(text, words, names)) is foreign


@pytest.mark.parametrize(
    ("name", "written", "other"),
    [
        ("Movement", "the Blue Lamp Movement", True),
        ("Movement", "The Movement", False),
        ("Movement", "the old Movement", False),
        (None, "the Blue Lamp Movement", True),
        ("movement", "A Blue movement", True),
    ],
)
def test_capitals_before_a_short_form_make_it_anothers(
    name: str | None, written: str, other: bool, names: NameIndex
) -> None:
    phrase = Phrase(0, 9, "body", "movement", name=name)
    assert has_other_name(phrase, written, names.words["articles"]) is other
