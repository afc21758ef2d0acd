"""Where things lie around a statement: sentences, semicolons, what was said, times and mentions of a stretch."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extractors.records import Span
from extractors.statements.surroundings import LONGEST, Surroundings, place_of

TEXT = (
    "Omar Telani came on Monday; ⟦Ada Pellworth⟧ said ⟨it was late; very late⟩. "
    "On Tuesday “it rained on Friday; so they say” was read. ⟦Zyx⟧ added ⟨it snowed on Sunday⟩."
)


@pytest.fixture(scope="module")
def around(reader: Any) -> Surroundings:
    return Surroundings(reader.read(TEXT))


def words(around: Surroundings, span: Span) -> str:
    return around.text[span.start : span.end].strip()


FIRST = "Omar Telani came on Monday; Ada Pellworth said it was late; very late."
SECOND = "On Tuesday “it rained on Friday; so they say” was read."
THIRD = "Zyx added it snowed on Sunday."


@pytest.mark.parametrize(
    ("at", "sentence", "segment"),
    [
        ("came", FIRST, "Omar Telani came on Monday"),
        ("Ada", FIRST, "; Ada Pellworth said it was late"),
        ("very", FIRST, "; very late."),
        ("Friday", SECOND, SECOND),
        ("Zyx", THIRD, THIRD),
    ],
)
def test_a_place_lies_in_a_sentence_and_between_semicolons_outside_quotations(
    at: str, sentence: str, segment: str, around: Surroundings
) -> None:
    place = around.text.index(at)
    assert words(around, around.sentence(place)) == sentence
    assert words(around, around.segment(place)) == segment


def test_times_are_those_outside_quotations_by_where_they_begin(around: Surroundings) -> None:
    text = around.text
    assert [text[time.start : time.end].split()[-1] for time in around.times] == ["Monday", "Tuesday", "Sunday"]
    monday, tuesday = around.times[0].start, around.times[1].start
    assert [time.start for time in around.times_in(Span(monday, tuesday))] == [monday]
    assert [time.start for time in around.times_in(Span(monday + 1, tuesday + 1))] == [tuesday]
    assert around.times_in(Span(0, monday)) == []


def test_what_was_said_is_known_by_its_places(around: Surroundings) -> None:
    text = around.text
    first, last = text.index("it was late"), text.index("it snowed")
    said = [at for at in range(len(text)) if around.is_content(at)]
    assert [said[0], said[-1]] == [first, len(text) - 2]
    assert not around.is_content(text.index("On Tuesday"))
    one, other = Span(first, first + len("it was late; very late")), Span(last, last + len("it snowed on Sunday"))
    assert around.contents_in(Span(first, last)) == [one]
    assert around.contents_in(Span(first + 3, last)) == [one]
    assert around.contents_in(Span(one.end, last)) == []
    assert around.contents_in(Span(one.end, last + 1)) == [other]
    assert around.contents_in(Span(0, len(text))) == [one, other]


def test_attributions_and_mentions_of_a_stretch_are_those_that_begin_in_it(around: Surroundings) -> None:
    text = around.text
    second = next(place for place, number in around.places if number == 0)
    assert text[second:].startswith("said")
    assert around.attributions_in(Span(second, second + 1)) == [(second, 0)]
    assert around.attributions_in(Span(second + 1, text.index("Zyx"))) == []
    ada, tuesday = text.index("Ada"), text.index("On Tuesday")
    assert [mention.phrase.name for mention in around.mentions_in(Span(0, ada))] == ["Omar Telani"]
    assert [mention.phrase.name for mention in around.mentions_in(Span(ada, ada + 1))] == ["Ada Pellworth"]
    assert all(mention.start >= ada + 1 for mention in around.mentions_in(Span(ada + 1, tuesday)))


def test_a_sentence_that_never_ends_is_read_four_thousand_characters_to_either_side(reader: Any) -> None:
    around = Surroundings(reader.read(f"⟦Omar Telani⟧ said ⟨it was late⟩ {'and late ' * 1500}."))
    middle = 7000
    assert around.sentence(middle) == Span(middle - LONGEST, middle + LONGEST)
    assert around.sentence(10) == Span(0, 10 + LONGEST)


@pytest.mark.parametrize(("cue", "speaker", "place"), [(7, 3, 7), (None, 3, 3), (None, None, 20), (0, 3, 0)])
def test_an_attribution_stands_at_its_cue_or_speaker_or_words(
    cue: int | None, speaker: int | None, place: int, reader: Any
) -> None:
    (attribution,) = reader.read("⟦Omar Telani⟧ said ⟨it was late⟩.")._.attributions
    spans = {name: Span(at, at + 1) if at is not None else None for name, at in (("cue", cue), ("speaker", speaker))}
    assert place_of(replace(attribution, content=(Span(20, 25), Span(30, 31)), **spans)) == place
