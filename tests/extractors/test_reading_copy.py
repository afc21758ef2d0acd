"""What is found in an article's reading copy is quoted as the article writes it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from extractors.extraction import Extractor
from extractors.records import Article, Extraction

FLASH = "RUSSIA RECOGNISES ISLAMIC EMIRATE, FOREIGN MINISTRY SAYS"
LEAD = "RUSSIA MAY REMOVE THE TALIBAN FROM ITS TERROR LIST, ENVOY ZAMIR KABULOV TOLD TASS ON MONDAY."
QUOTED = {
    "double primes": "″It is too early to recognise the Taliban,″ Kabulov said in Moscow.",
    "fullwidth marks": "＂It is too early to recognise the Taliban,＂ Kabulov said in Moscow.",
    "corner brackets": "「It is too early to recognise the Taliban,」 Kabulov said in Moscow.",
    "ornaments": "❝It is too early to recognise the Taliban,❞ Kabulov said in Moscow.",
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def _read(extractor: Extractor, text: str, title: str | None = None) -> Extraction:
    article = Article(None, None, title, None, "Outlet", datetime(2024, 5, 28, tzinfo=UTC), "en", text)
    return extractor.extract(article)


def test_a_flash_in_capitals_is_relevant_and_claims_what_it_says(extractor: Extractor) -> None:
    found = _read(extractor, FLASH)
    assert found.relevance.relevant
    (statement,) = found.statements
    assert [(claim.topic, claim.position) for claim in statement.claims] == [("recognition", "done")]
    assert statement.text == FLASH[statement.content[0].start : statement.content[0].end]


def test_words_are_quoted_in_capitals_and_people_named_in_mixed_case(extractor: Extractor) -> None:
    (statement,) = _read(extractor, LEAD).statements
    assert statement.text == "RUSSIA MAY REMOVE THE TALIBAN FROM ITS TERROR LIST"
    assert statement.speaker is not None
    assert (statement.speaker.actor, statement.speaker.name) == ("zamir-kabulov", "Zamir Kabulov")
    assert statement.speaker.text in LEAD
    assert [medium.text for medium in (statement.addressee,) if medium] == ["TASS"]


def test_a_title_in_capitals_is_shown_in_mixed_case_and_another_as_it_is(extractor: Extractor) -> None:
    assert _read(extractor, LEAD, "TALIBAN MAY LEAVE THE LIST").article.title == "Taliban may leave the list"
    assert _read(extractor, LEAD, "Taliban May Leave The List").article.title == "Taliban May Leave The List"


@pytest.mark.parametrize("marks", QUOTED)
def test_every_mark_that_people_use_is_a_quotation_mark(marks: str, extractor: Extractor) -> None:
    (statement,) = _read(extractor, QUOTED[marks]).statements
    assert statement.kind == "direct"
    assert statement.text == "It is too early to recognise the Taliban"


def test_a_correction_is_nobodys_statement(extractor: Extractor) -> None:
    told = "An earlier version of this article said that Russia had recognised the Taliban."
    found = _read(extractor, f"Peskov said that Moscow would talk to the Taliban.\n{told}")
    assert all(span.end <= 51 for statement in found.statements for span in statement.content)
    assert found.article.text.endswith(told)
