"""An article is relevant by what is claimed in it, whatever else it holds. Synthetic."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from extractors.extraction import Extractor
from extractors.records import Article

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
