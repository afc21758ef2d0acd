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
    "a page that nobody can find": ("We can’t find that page", STORY, "soft-404"),
    "what was looked for": ("Sorry, we couldn’t find what you were looking for", STORY, "soft-404"),
    "a page that was removed": ("This page has been removed", STORY, "soft-404"),
    "a server's number": ("500 Internal Server Error", STORY, "soft-404"),
    "a number that is gone": ("410 Gone", STORY, "soft-404"),
    "a door": ("Access Denied", STORY, "soft-404"),
    "a check of the browser": ("Just a moment...", STORY, "soft-404"),
    "a block": ("Sorry, you have been blocked", STORY, "soft-404"),
    "a way that is lost": ("Lost your way?", STORY, "soft-404"),
    "an error that says so": ("That’s an error.", STORY, "soft-404"),
    "nothing": ("Nothing Found", STORY, "soft-404"),
    "a page that is missing": ("Page missing", STORY, "soft-404"),
    "maintenance": ("We’ll be back soon", STORY, "soft-404"),
    "a story that cannot be had": ("The story you are trying to read is unavailable", STORY, "soft-404"),
    "a riddle": ("Verify you are human", STORY, "soft-404"),
    "a region": ("This content is not available in your region", STORY, "soft-404"),
    "a sigh first": ("Oh no! It looks like this page doesn’t exist", STORY, "soft-404"),
    "moved or removed": ("The page has moved or no longer exists", STORY, "soft-404"),
    "cookies that are used": ("We use cookies", STORY, "no-article"),
    "choices": ("Your choices regarding cookies", STORY, "no-article"),
    "care": ("We care about your privacy", STORY, "no-article"),
    "cookies to accept": ("Accept cookies to continue", STORY, "no-article"),
    "a password": ("Enter your password", STORY, "no-article"),
    "subscribers only": ("This article is only for subscribers", STORY, "no-article"),
    "an apology": (
        "River Post",
        f"<article><p>Sorry, the page you are looking for has been moved. Try these.</p>{STORY}</article>",
        "soft-404",
    ),
    "a server's word": ("River Post", f"<p>The requested URL was not found on this server.</p>{STORY}", "soft-404"),
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
    "a story of documents": ("Documents found at the embassy in Kabul", STORY),
    "a story of an article of the law": ("Article 5 of the treaty not invoked, Moscow says", STORY),
    "a story of a story that has gone": ("The story of the page that has gone to Moscow", STORY),
    "a story of what cannot be found": ("We cannot find peace without Kabul, envoy says", STORY),
    "a story of access": ("Access denied to Afghan envoys at the forum", STORY),
    "a story of privacy": ("Your privacy and the ministry’s new law on phones", STORY),
    "a story of five hundred": ("500 trucks gone from the border", STORY),
    "a story of nothing new": ("Nothing to see in Moscow but talks, envoy says", STORY),
    "a story of links": ("Links between Moscow and Kabul not severed", STORY),
    "a story of posts removed": ("Posts removed from Taliban accounts, platform says", STORY),
    "a story of back": ("We will be back in Kabul, envoy says", STORY),
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
