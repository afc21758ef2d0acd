"""The extractor: everything of one article in one answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from extractors.extraction import LONGEST_READ, Extractor, reading_end
from extractors.records import Article
from extractors.records.contract import answer

RELEVANT = (
    "Russia's special envoy Zamir Kabulov said on Monday that it was too early to recognise the Islamic Emirate.\n"
    "Russia's Supreme Court on Thursday suspended the ban on the Taliban."
)
IRRELEVANT = "A baker in Moscow, Idaho, said that bread had become dearer."


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def _article(text: str) -> Article:
    return Article(None, None, None, None, "Outlet", datetime(2024, 5, 28, tzinfo=UTC), "en", text)


def test_statements_come_with_their_claims_in_the_order_of_the_text(extractor: Extractor) -> None:
    extraction = extractor.extract(_article(RELEVANT))
    assert extraction.relevance.relevant
    assert [
        (statement.speaker.actor if statement.speaker else None, claim.topic, claim.position)
        for statement in extraction.statements
        for claim in statement.claims
    ] == [("zamir-kabulov", "recognition", "premature"), (None, "delisting", "done")]


def test_an_irrelevant_article_has_no_statements_unless_everything_is_asked_for(extractor: Extractor) -> None:
    assert extractor.extract(_article(IRRELEVANT)).statements == ()
    assert extractor.extract(_article(IRRELEVANT), everything=True).statements


def test_an_article_is_judged_alike_whatever_came_before(extractor: Extractor) -> None:
    alone = extractor.extract(_article(RELEVANT))
    extractor.extract(_article(IRRELEVANT), everything=True)
    assert extractor.extract(_article(RELEVANT)) == alone


def test_an_empty_text_has_an_answer(extractor: Extractor) -> None:
    assert extractor.extract(_article(""), everything=True).statements == ()


NEWS = RELEVANT + "\n"
FILLER = "The market opened at nine and closed at five. "
ENDS = {
    "a text that is read whole": ("a" * LONGEST_READ, None),
    "behind the last paragraph": ("line\n" * LONGEST_READ, LONGEST_READ),
    "behind a sentence where there is no paragraph": (
        FILLER * LONGEST_READ,
        LONGEST_READ // len(FILLER) * len(FILLER) - 1,
    ),
    "behind a word where there is no sentence": ("seven77 " * LONGEST_READ, LONGEST_READ),
    "anywhere in a text without any blank": ("a" * (LONGEST_READ + 1), LONGEST_READ),
}


@pytest.mark.parametrize(("text", "end"), ENDS.values(), ids=ENDS.keys())
def test_reading_stops_at(text: str, end: int | None) -> None:
    assert reading_end(text) == end


def test_a_text_of_more_than_a_million_characters_is_read_as_far_as_is_sensible(extractor: Extractor) -> None:
    text = NEWS + "\n" * 1_100_000 + NEWS
    extraction = extractor.extract(_article(text))
    assert extraction.read_to == LONGEST_READ
    assert extraction.article.text == text
    assert extraction.statements == extractor.extract(_article(NEWS)).statements
    assert extraction.relevance.reason.endswith(f"only the first 200,000 of {len(text):,} characters were read")
    assert answer(extraction)["read_to"] == LONGEST_READ
    assert "read_to" not in answer(extractor.extract(_article(NEWS)))
