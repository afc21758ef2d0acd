"""Ids: the same for the same thing, other for another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extractors.records import Article, Extraction, Relevance, Span, Speaker, Statement
from extractors.records.identity import alert_id, article_id, message_id, revision_of, statement_id, statement_ids

ARTICLE = Article(
    "https://outlet.example/story?utm_source=a", "https://outlet.example/story", "Title", None, "O", None, "en", "Text"
)
SAID = Statement(Speaker("he", 0, 2, "Ivan Exemplov", None), None, (Span(3, 9),), "It must be done", "direct")


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"url": "http://www.outlet.example/story/"}, True),
        ({"canonical_url": None}, True),
        ({"canonical_url": "https://outlet.example/"}, True),
        ({"title": "Other", "text": "Other"}, True),
        ({"canonical_url": "https://outlet.example/other"}, False),
        ({"canonical_url": None, "url": None}, False),
    ],
    ids=lambda value: str(value),
)
def test_an_article_is_its_address_in_any_form(changes: dict[str, Any], same: bool) -> None:
    assert (article_id(replace(ARTICLE, **changes)) == article_id(ARTICLE)) is same


def test_articles_without_address_are_their_words() -> None:
    one = replace(ARTICLE, url=None, canonical_url=None)
    assert article_id(one) == article_id(replace(one, title="Other"))
    assert article_id(one) != article_id(replace(one, text="Other"))


@pytest.mark.parametrize(
    ("changes", "same"), [({"byline": "X"}, True), ({"title": "X"}, False), ({"text": "X"}, False)]
)
def test_a_revision_is_title_and_text(changes: dict[str, Any], same: bool) -> None:
    assert (revision_of(replace(ARTICLE, **changes)) == revision_of(ARTICLE)) is same


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"content": (Span(103, 109),)}, True),
        ({"kind": "mixed"}, True),
        ({"text": "It must not be done"}, False),
        ({"speaker": None}, False),
    ],
    ids=["moved", "read better", "other words", "other speaker"],
)
def test_a_statement_is_its_article_speaker_and_words(changes: dict[str, Any], same: bool) -> None:
    assert (statement_id(ARTICLE, replace(SAID, **changes)) == statement_id(ARTICLE, SAID)) is same


def test_words_said_twice_have_two_ids_and_the_first_is_the_plain_one() -> None:
    ids = statement_ids(Extraction(ARTICLE, Relevance(True, 1, (), ""), (SAID, SAID)))
    assert ids[0] == statement_id(ARTICLE, SAID)
    assert len(set(ids)) == 2


def test_a_mail_is_the_same_at_every_attempt_and_another_for_each_recipient() -> None:
    alert = alert_id("news", ["a", "b"])
    assert message_id(alert, "one@example.org") == message_id(alert, "one@example.org")
    assert message_id(alert, "one@example.org") != message_id(alert, "other@example.org")
    assert alert_id("news", ["ab"]) != alert
