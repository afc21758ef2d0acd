"""Whoever asks why is shown the words without which the learned judge would not have heard the claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from extractors.claims.learned.deciding import deciding_words, with_deciding_words
from extractors.claims.learned.passages import Passage, Window
from extractors.claims.learned.transformer import POSITIONS, Heard, LearnedJudge, Prediction, learned_judge
from extractors.claims.learned.weighing import LEARNED
from extractors.extraction import Extractor
from extractors.pages.articles import article_from_text
from extractors.records import TOPICS, Claim, Evidence, Extraction, Span, Statement

CLAIM = Claim("recognition", "opposes", "russia", "iea", False, True, None, (Evidence(0, 1, "x", LEARNED),))


class Ears(LearnedJudge):
    """Hears that somebody opposes recognition wherever a word is left in what is read, and all else everywhere."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._needed = set(self.pieces(word).ids)

    def hear(self, windows: Sequence[Window]) -> Iterator[tuple[int, Prediction]]:
        for window in windows:
            share = 0.9 if self._needed <= set(window.ids) else 0.1
            rungs = tuple((each, 1.0 if each == "opposes" else 0.0) for each in POSITIONS)
            shares = {topic: share if topic == CLAIM.topic else 0.5 for topic in TOPICS}
            topics = tuple(Heard(topic, shares[topic], rungs, (("russia", 1.0),)) for topic in TOPICS)
            reading = Prediction(topics, 0.9, 0.9)
            yield from ((number, reading) for number, _ in window.passages)


@pytest.mark.parametrize("before", ["", "Synthetic rain fell on the town all day. " * 60], ids=["at once", "far below"])
@pytest.mark.parametrize("word", ["dreadful", "Nobody", "unconscionable", "bargain"])
def test_the_words_are_those_that_the_reading_hangs_on(word: str, before: str) -> None:
    words = "Nobody had asked for so dreadful and unconscionable a bargain"
    text = f"{before}{words}, she said."
    span = Span(len(before), len(before) + len(words))
    found = deciding_words(CLAIM, 0, text, [Passage((span,), "direct")], Ears(word))

    assert found is not None
    assert word in text[found.start : found.end]
    assert len(text[found.start : found.end].split()) == 3


def test_a_single_word_decides_alone_and_none_nothing() -> None:
    assert deciding_words(CLAIM, 0, "Never.", [Passage((Span(0, 5),), "direct")], Ears("never")) == Span(0, 5)
    assert deciding_words(CLAIM, 0, "   ", [Passage((Span(0, 3),), "direct")], Ears("never")) is None


def test_only_claims_that_no_row_names_are_asked_again() -> None:
    text = (
        "Russia recognised the Taliban on Thursday. Envoy Zamir Kabulov said it was too early to open an embassy. "
        "The Kremlin's spokesman said Moscow hoped that others would recognise the Taliban as well."
    )
    extractor = Extractor()
    published = datetime(2025, 7, 4, tzinfo=UTC)
    article = article_from_text(text, outlet="Synthetic Courier", published_at=published, language="en")
    first, *others = extractor.extract(article, everything=True).statements
    whole = tuple(Evidence(span.start, span.end, first.text, LEARNED) for span in first.content)
    heard = replace(first, claims=tuple(replace(claim, evidence=whole) for claim in first.claims))
    extraction = Extraction(article, extractor.extract(article).relevance, (heard, *others))
    asked, *left = with_deciding_words(extraction, extractor.lexicon, learned_judge()).statements

    assert [_ruled(each) for each in left] == [_ruled(each) for each in others]
    assert any(_ruled(each) for each in left)
    assert asked.claims
    for words in (words for claim in asked.claims for words in claim.evidence):
        assert words.text == text[words.start : words.end]
        assert words.text in first.text
        assert len(words.text) < len(first.text)


def _ruled(statement: Statement) -> list[Claim]:
    return [claim for claim in statement.claims if claim.evidence[0].rule != LEARNED]
