"""An article is relevant by what is claimed in it, whatever else it holds. Synthetic."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from extractors.claims.learned.hearing import Hearing
from extractors.extraction import Extractor
from extractors.records import Article, Claim, Relevance, Span, Statement
from extractors.relevance.by_claims import unless_unsaid
from extractors.relevance.by_names import judge_relevance

KYIV = (
    "Ukraine's army said that it had shelled a depot near Donetsk. Ukrainian officials in Kyiv gave no figures. "
    "In Luhansk the power failed again, and a bridge to Crimea was closed for a day.\n"
) * 8
RELEVANT = {
    "a lead above much else": "Russia must not recognise the Islamic Emirate, an envoy of Ukraine said.\n" + KYIV,
    "an act that is told at the end": KYIV
    + "Separately, Russia's Supreme Court on Thursday lifted the ban on the Taliban, Interfax reported.\n",
}
IRRELEVANT = {
    "much else alone": KYIV,
    "an act of another state": KYIV + "Tajikistan will not recognise the Taliban, its president told Kyiv.\n",
    "another recognition": KYIV + "Moscow recognised Donetsk in 2022. The Taliban called for restraint at the time.\n",
}
UNSAID = (
    "Cameras at a Moscow market recognised an Afghan trader as somebody else on Friday, and a court set him free. "
    "“I was on my way to buy tea,” the trader said. His cousin drove to the Afghan embassy in Moscow for a passport "
    "and found it closed for lunch."
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def _article(text: str) -> Article:
    return Article(None, None, "News of the day", None, "Reed Courier", datetime(2026, 3, 2, tzinfo=UTC), "en", text)


@pytest.mark.parametrize("situation", RELEVANT)
def test_a_sure_claim_makes_its_article_relevant(situation: str, extractor: Extractor) -> None:
    found = extractor.extract(_article(RELEVANT[situation]))
    assert found.relevance.relevant, found.relevance.reason
    assert "it is claimed" in found.relevance.reason
    assert found.statements


@pytest.mark.parametrize("situation", IRRELEVANT)
def test_what_claims_nothing_for_russia_stays_irrelevant(situation: str, extractor: Extractor) -> None:
    found = extractor.extract(_article(IRRELEVANT[situation]))
    assert not found.relevance.relevant, found.relevance.reason
    assert found.statements == ()


def test_names_of_both_sides_are_not_enough_where_nobody_says_anything_of_them(extractor: Extractor) -> None:
    by_names = judge_relevance(_article(UNSAID), extractor.lexicon)
    found = extractor.extract(_article(UNSAID))

    assert by_names.relevant
    assert not found.relevance.relevant
    assert found.relevance.score < 0.5
    assert found.relevance.reason == f"{by_names.reason}; but nothing of it is said or claimed"


@pytest.mark.parametrize(
    ("said", "certainty", "language", "relevant"),
    [
        (0.49, 0.49, "en", False),
        (0.5, 0.0, "en", True),
        (0.0, 0.5, "en", True),
        (None, 0.0, "en", True),
        (0.0, 0.0, None, False),
        (0.0, 0.0, "ru", True),
    ],
)
def test_it_takes_one_that_is_likely_said_or_claimed_in_english(
    said: float | None, certainty: float, language: str | None, relevant: bool
) -> None:
    article = replace(_article("The flag is up"), language=language)
    claim = Claim("recognition", "done", "russia", "iea", False, True, None, (), certainty)
    statement = Statement(None, None, (Span(0, 14),), article.text, "narrative", claims=(claim,))

    found = unless_unsaid(Relevance(True, 0.7, (), "named"), Hearing((statement,), said), article)

    assert found.relevant is relevant
