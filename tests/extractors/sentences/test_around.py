"""Where the paragraph around a place begins, and who is mentioned in a stretch."""

from __future__ import annotations

import pytest

from extractors.records import Span
from extractors.sentences.around import LOOK_BACK, lies_within, mentions_in, paragraph_start
from extractors.sentences.phrases import NamedMention, Phrase

TEXT = "Snow fell. “It is late,” he said.\nThe ferry was full. Nobody came! Why? No. one knows it."


@pytest.mark.parametrize(
    ("at", "start"), [("Snow", 0), ("he said", 0), ("\nThe", 0), ("The", 34), ("knows", 34)], ids=str
)
def test_a_paragraph_begins_behind_the_line_above(at: str, start: int) -> None:
    assert paragraph_start(TEXT, TEXT.index(at)) == start


def test_a_paragraph_is_looked_for_two_thousand_characters_back() -> None:
    long = "x" * 3000
    assert paragraph_start(long, 2500) == 2500 - LOOK_BACK
    assert paragraph_start(f"\n{long}", LOOK_BACK) == 1
    assert paragraph_start(f"\n{long}", LOOK_BACK + 1) == 1


def test_mentions_of_a_stretch_are_those_that_begin_in_it() -> None:
    mentions = [NamedMention(Phrase(at, at + 3, "person", "x"), False) for at in (0, 4, 8, 12)]
    assert [one.start for one in mentions_in(mentions, 4, 12)] == [4, 8]
    assert [one.start for one in mentions_in(mentions, 5, 13)] == [8, 12]
    assert list(mentions_in(mentions, 13, 20)) == []


@pytest.mark.parametrize(("at", "within"), [(2, False), (3, True), (4, True), (5, False), (9, True)])
def test_a_stretch_holds_its_first_character_and_not_the_one_behind_its_last(at: int, within: bool) -> None:
    assert lies_within((Span(3, 5), Span(9, 10)), at) is within
