"""Plain text as an article: offsets must count into what was given."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from extractors.errors import ArticleError
from extractors.pages.articles import article_from_text
from extractors.pages.facts.datelines import dateline_of


@pytest.mark.parametrize(
    ("given", "text"),
    [
        pytest.param("One.\r\nTwo.\rThree.\n\nFour.", "One.\nTwo.\nThree.\n\nFour.", id="line breaks become one kind"),
        pytest.param("\ufeffOne.", "One.", id="a byte order mark goes"),
        pytest.param("One\x00two\ud800.", "One\ufffdtwo\ufffd.", id="what cannot be stored is marked in its place"),
        pytest.param("  “One”\u00a0\u200b two … ", "  “One”\u00a0\u200b two … ", id="everything else stays"),
    ],
)
def test_a_text_stays_as_it_was_given(given: str, text: str) -> None:
    assert article_from_text(given, language="en").text == text


def test_what_is_given_beside_the_text_is_believed() -> None:
    moment = datetime(2024, 5, 29, tzinfo=UTC)
    article = article_from_text("One.", url="https://A.example/1#x", outlet="O", title="T", published_at=moment)
    assert (article.url, article.canonical_url) == ("https://A.example/1#x", "https://a.example/1")
    assert (article.outlet, article.title, article.published_at) == ("O", "T", moment)
    assert (article.published_from, article.language) == ("given", "en")


@pytest.mark.parametrize("text", ["", " \n\t ", "\ufeff"])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(ArticleError) as caught:
        article_from_text(text)
    assert caught.value.reason == "no-text"


def test_a_text_in_another_language_is_refused() -> None:
    with pytest.raises(ArticleError) as caught:
        article_from_text("Паром снова ходит, сообщила в четверг речная контора после долгой зимы. " * 5)
    assert caught.value.reason == "language"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("KABUL, May 29 (Reuters) - The ferry runs.", "KABUL"),
        ("MOSCOW, February 10. /TASS/. The ferry runs.", "MOSCOW"),
        ("KABUL (Pajhwok): The ferry runs.", "KABUL"),
        ("ISLAMABAD: The ferry runs.", "ISLAMABAD"),
        ("UNITED NATIONS — The ferry runs.", "UNITED NATIONS"),
        ("Kabul (AP) — The ferry runs.", "Kabul"),
        ("DUSHANBE, 3 June 2025 – The ferry runs.", "DUSHANBE"),
        ("AA-" * 60, None),
        ("The ferry runs: slowly.", None),
        ("Putin: the ferry runs.", None),
        ("IEA (Afghanistan) wants a ferry.", None),
        ("", None),
    ],
)
def test_the_dateline_is_the_place_before_the_first_dash(text: str, place: str | None) -> None:
    assert dateline_of(text) == place
