"""What is meant by the words that an attribution takes for its source, and how they are written. Synthetic.

``⟦…⟧`` are the words taken, ``⟨…⟩`` is the cue.
"""

from __future__ import annotations

import re

import pytest

from extractors.languages.en.phrases.mentions import english_names, find_mentions, reader_of
from extractors.lexicon import Lexicon
from extractors.lexicon.gazetteer import NameIndex
from extractors.records import Span
from extractors.sentences.phrases import Phrase
from extractors.statements.speakers.source_phrases import SourceReader


@pytest.fixture(scope="session")
def names(lexicon: Lexicon) -> NameIndex:
    return english_names(lexicon)


def read(marked: str, names: NameIndex) -> tuple[SourceReader, Span, Span | None]:
    """A reader of the text, the words taken for the source, and the cue."""
    text = re.sub("[⟦⟧⟨⟩]", "", marked)

    def span(opens: str, closes: str) -> Span | None:
        found = re.search(f"{opens}(.*?){closes}", marked)
        if found is None:
            return None
        start = len(re.sub("[⟦⟧⟨⟩]", "", marked[: found.start()]))
        return Span(start, start + len(re.sub("[⟦⟧⟨⟩]", "", found[1])))

    reader = reader_of(text, names)
    source = span("⟦", "⟧")
    assert source is not None
    return SourceReader(reader, find_mentions(reader)), source, span("⟨", "⟩")


def meant(phrase: Phrase | None) -> str | None:
    return (phrase.name or phrase.head) if phrase else None


# Whose words they are: a name, or the head of a phrase without one.
MEANT = {
    "a name": ("⟦Omar Telani⟧ ⟨said⟩ no.", "Omar Telani"),
    "a title and a name": ("⟦Captain Omar Telani⟧ ⟨said⟩ no.", "Omar Telani"),
    "a name behind a long description": ("⟦The baker and former envoy Omar Telani⟧ ⟨said⟩ no.", "Omar Telani"),
    "a name behind an adjunct": ("⟦At a meeting on bread Omar Telani⟧ ⟨said⟩ no.", "Omar Telani"),
    "a name behind a preposition": ("⟦The wide shadow of Omar Telani⟧ ⟨said⟩ no.", "shadow"),
    "the hour of a live page": ("⟦12:40 Omar Telani⟧ ⟨said⟩ no.", "Omar Telani"),
    "a dateline": ("⟦RIVERTON (Gazette) – Omar Telani⟧ ⟨said⟩ no.", "Omar Telani"),
    "a time since": ("⟦Days after Omar Telani⟧ ⟨said⟩ no.", "Omar Telani"),
    "one of them": ("⟦One of them⟧, Omar Telani, ⟨said⟩ no.", "Omar Telani"),
    "one of them, nobody behind": ("⟦One of them⟧ ⟨said⟩ no.", "one"),
    "the pronoun before the verb": ("⟦The talks in Riverton he⟧ ⟨called⟩ long.", "he"),
    "whose remark who takes up": ("⟦A remark by the former envoy Omar Telani⟧, who ⟨said⟩ no.", "Omar Telani"),
    "some of whom who takes up": ("⟦Two of the friends of Omar Telani⟧, who ⟨said⟩ no.", "two"),
    "a role whose name stands behind": ("⟦The present charge⟧, Omar Telani, ⟨said⟩ no.", "Omar Telani"),
    "countries that speak together": ("⟦Pakistan, China and Russia⟧ ⟨said⟩ no.", "countries"),
    "both of two": ("⟦Both China and Russia⟧ ⟨said⟩ no.", "countries"),
    "countries on a day": ("⟦China and Russia on Tuesday⟧ ⟨said⟩ no.", "countries"),
    "two countries with a body": ("⟦The talks of China and Russia⟧ ⟨said⟩ no.", "talks"),
    "a day whose subject stands before": ("Omar Telani left and ⟦Tuesday⟧ ⟨said⟩ no.", "Omar Telani"),
    "nobody": ("⟦The long road⟧ ⟨said⟩ no.", "road"),
}


@pytest.mark.parametrize("situation", MEANT)
def test_the_words_before_a_cue_mean(situation: str, names: NameIndex) -> None:
    text, wanted = MEANT[situation]
    reader, source, cue = read(text, names)
    assert meant(reader.source(source, cue)) == wanted


def test_countries_that_speak_together_are_several_and_begin_at_the_first(names: NameIndex) -> None:
    reader, source, cue = read("⟦The China and Russia on Monday⟧ ⟨said⟩ no.", names)
    joined = reader.source(source, cue)
    assert joined is not None
    assert (joined.kind, joined.number, reader.text[joined.start : joined.end]) == (
        "words",
        "plural",
        "China and Russia",
    )


def test_a_phrase_takes_in_what_the_text_around_says_of_the_same_name(names: NameIndex) -> None:
    reader, source, _ = read("The Russian envoy ⟦Omar Telani⟧, a former judge, ⟨said⟩ no.", names)
    phrase = reader.phrase(source)
    assert phrase is not None
    assert {"envoy", "judge"} <= phrase.roles
    assert "russia" in phrase.of
    assert {"envoy", "judge"} <= phrase.heads


# How the text puts it.
WRITTEN = {
    "a comma behind": ("⟦The baker of Riverton,⟧ ⟨said⟩ no.", "The baker of Riverton"),
    "an hour in the day": ("⟦The baker here⟧ ⟨said⟩ no.", "The baker"),
    "a day": ("⟦The baker on Tuesday morning⟧ ⟨said⟩ no.", "The baker"),
    "an adverb": ("⟦The baker briefly⟧ ⟨said⟩ no.", "The baker"),
    "a noun that ends like one": ("⟦The royal family⟧ ⟨said⟩ no.", "The royal family"),
    "how often": ("⟦The River Daily⟧ ⟨said⟩ no.", "The River Daily"),
    "who cited it": ("⟦A baker cited by the Gazette⟧ ⟨said⟩ no.", "A baker"),
    "a blank too many": ("⟦The  old   baker⟧ ⟨said⟩ no.", "The old baker"),
    "a possessive": ("⟦The baker's⟧ ⟨said⟩ no.", "The baker"),
}


@pytest.mark.parametrize("situation", WRITTEN)
def test_a_source_is_written_without_what_is_no_part_of_it(situation: str, names: NameIndex) -> None:
    text, written = WRITTEN[situation]
    reader, source, _ = read(text, names)
    phrase = reader.phrase(source)
    assert phrase is not None
    assert reader.written(phrase) == written


@pytest.mark.parametrize(
    ("text", "written"), [("⟦The Kremlin⟧ ⟨said⟩ no.", "The Kremlin"), ("⟦Kremlin⟧ ⟨said⟩ no.", "Kremlin")]
)
def test_a_body_is_written_by_its_name_and_its_article(text: str, written: str, names: NameIndex) -> None:
    reader, source, _ = read(text, names)
    phrase = reader.phrase(source)
    assert phrase is not None
    assert reader.written(phrase) == written
