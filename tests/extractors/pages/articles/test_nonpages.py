"""Pages that answer 200 and are no article."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from extractors.errors import ArticleError
from extractors.pages.articles import read_html

NOW = datetime(2026, 3, 1, tzinfo=UTC)
URL = "https://riverpost.example/a"
STORY = "<p>Russia has recognised the Taliban, Kabulov told the River Post in Moscow on Thursday.</p>"
TEASERS = "".join(
    f'<article><h2><a href="/{n}">Story number {n} of the day</a></h2>{STORY}</article>' for n in range(8)
)
COOKIES = (
    "<p>We and our partners use cookies and process personal data. With your consent we store cookies on your device. "
    "You may withdraw consent. See our privacy policy and the privacy policies of our partners.</p>"
)
NONPAGES = {
    "an error page over teasers": ("Page not found", f"<h1>Page not found</h1>{STORY}", "soft-404"),
    "a number": ("404 – River Post", STORY, "soft-404"),
    "a number in words": ("Error 404 (Not Found)", STORY, "soft-404"),
    "a page that is gone": ("River Post", f"<h1>This page is no longer available</h1>{STORY}", "soft-404"),
    "a story that is gone": ("River Post", f"<h1>The article could not be found</h1>{STORY}", "soft-404"),
    "an apology": (
        "River Post",
        f"<article><p>Sorry, the page you are looking for has been moved. Try these.</p>{STORY}</article>",
        "soft-404",
    ),
    "consent by its title": ("Before you continue | River Post", COOKIES, "no-article"),
    "consent by its words": ("River Post", COOKIES, "no-article"),
    "a login": ("Log in to River Post", f"<h1>Log in</h1>{STORY}", "no-article"),
    "search results": ("Search results for: taliban", TEASERS, "no-article"),
    "an archive": ("Taliban Archives - River Post", TEASERS, "no-article"),
    "a tag": ("Tag: Taliban", TEASERS, "no-article"),
}
ARTICLES = {
    "a story": ("Russia recognises the Taliban - River Post", STORY),
    "a story with a number": ("404 Afghans are deported", STORY),
    "a story about a page": ("Taliban ministry's page not found after attack, officials say", STORY),
    "a story that is sorry": ("Sorry, the Taliban are still not recognised", STORY),
    "a story about logging in": ("Log in, look around: how Kabul went online", STORY),
    "a story about archives": ("Moscow opens its archives", STORY),
    "a story about a search": ("Search for the missing goes on", STORY),
    "a story above teasers": ("Russia recognises the Taliban", f"<article><h1>Russia</h1>{STORY}</article>{TEASERS}"),
}


def _html(title: str, body: str) -> str:
    return f'<html lang="en"><head><title>{title}</title></head><body>{body}</body></html>'


@pytest.mark.parametrize("situation", NONPAGES)
def test_a_page_that_is_no_article_is_told_as_such(situation: str) -> None:
    title, body, reason = NONPAGES[situation]
    with pytest.raises(ArticleError) as caught:
        read_html(_html(title, body), URL, now=NOW)
    assert caught.value.reason == reason


@pytest.mark.parametrize("situation", ARTICLES)
def test_an_article_is_one_whatever_its_words(situation: str) -> None:
    assert "Kabulov" in read_html(_html(*ARTICLES[situation]), URL, now=NOW).text


def test_a_list_is_told_by_its_address_too() -> None:
    with pytest.raises(ArticleError, match="a list of articles"):
        read_html(_html("Taliban", TEASERS), "https://riverpost.example/tag/taliban/", now=NOW)
