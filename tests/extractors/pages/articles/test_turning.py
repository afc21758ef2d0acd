"""Articles on several pages: which link leads to the next page of the same article, and what the pages make."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from extractors.pages.articles.page_turning import MOST_PAGES, next_page, whole_article
from extractors.records import Article, Page

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HOME = "https://www.post.example"
# Where an article goes on (fhamborg/news-please#8, mozilla/readability#897, wallabag/wallabag#1758): the address it
# begins at, the link, and which of its pages the link is on.
GOES_ON = {
    "a number behind the path": (f"{HOME}/2024/05/ferry/", '<link rel="next" href="/2024/05/ferry/2/">', 1),
    "the third page": (f"{HOME}/2024/05/ferry/", '<link href="/2024/05/ferry/3/" rel=next>', 2),
    "a word with the number": (f"{HOME}/2024/ferry", "<a rel='next nofollow' href='/2024/ferry/page/2'>", 1),
    "another language's word": (f"{HOME}/2016/18/ferry", '<a rel="next" href="/2016/18/ferry/seite-2">', 1),
    "a number before the ending": (f"{HOME}/ferry.html", '<link rel="next" href="ferry-2.html"/>', 1),
    "a parameter": (f"{HOME}/ferry", '<link rel="next" href="/ferry?page=2">', 1),
    "a parameter beside others": (f"{HOME}/a.php?id=7", '<link rel="next" href="/a.php?id=7&amp;page=2">', 1),
    "a parameter that counts from 0": (f"{HOME}/ferry", '<a rel="next" href="?page=1">', 1),
    "an address that says that it is the first": (f"{HOME}/ferry?page=1", '<a rel="next" href="/ferry?page=2">', 1),
    "other spellings of one address": (f"{HOME}/ferry", f'<a rel="next" href="{HOME}/ferry/2/?utm_source=x">', 1),
}  # fmt: skip
# rel=next elsewhere: the next post, a list, the next of a series (jekyll/jekyll-seo-tag#80, WP-API/WP-API#866).
ELSEWHERE = {
    "the next article": (f"{HOME}/2024/05/ferry/", '<link rel="next" title="Bridge" href="/2024/05/bridge/">', 1),
    "the next number of an article": (f"{HOME}/news/12345", '<link rel="next" href="/news/12346">', 1),
    "the next small number of an article": (f"{HOME}/news/4", '<link rel="next" href="/news/5">', 1),
    "a list": (f"{HOME}/2024/05/ferry/", '<link rel="next" href="/page/2/">', 1),
    "another host": (f"{HOME}/ferry", '<a rel="next" href="https://other.example/ferry/2">', 1),
    "another part of the site": (f"{HOME}/ferry", '<a rel="next" href="https://news.post.example/ferry/2">', 1),
    "the page before": (f"{HOME}/ferry", '<link rel="prev" href="/ferry/1"><link rel="start" href="/ferry">', 2),
    "a page further on": (f"{HOME}/ferry", '<link rel="next" href="/ferry/7">', 1),
    "the same page": (f"{HOME}/ferry", '<link rel="next" href="/ferry">', 1),
    "comments": (f"{HOME}/ferry", '<link rel="next" href="/ferry/comment-page-2/#comments">', 1),
    "no link": (f"{HOME}/ferry", "<p>The next ferry goes at noon.</p>", 1),
    "no address": (f"{HOME}/ferry", '<a rel="next" href="javascript:turn(2)">', 1),
    "the sixth page": (f"{HOME}/ferry", '<link rel="next" href="/ferry/6">', MOST_PAGES),
}
ADDRESSES = {
    "a number behind the path": f"{HOME}/2024/05/ferry/2/",
    "the third page": f"{HOME}/2024/05/ferry/3/",
    "a word with the number": f"{HOME}/2024/ferry/page/2",
    "another language's word": f"{HOME}/2016/18/ferry/seite-2",
    "a number before the ending": f"{HOME}/ferry-2.html",
    "a parameter": f"{HOME}/ferry?page=2",
    "a parameter beside others": f"{HOME}/a.php?id=7&page=2",
    "a parameter that counts from 0": f"{HOME}/ferry?page=1",
    "an address that says that it is the first": f"{HOME}/ferry?page=2",
    "other spellings of one address": f"{HOME}/ferry/2/",
}


def _next(first: str, link: str, number: int) -> str | None:
    body = f"<html><head><title>Ferry</title></head><body><p>It runs.</p>{link}</body></html>"
    return next_page(Page(first, 200, (), body.encode(), NOW), first, number)


@pytest.mark.parametrize("situation", GOES_ON)
def test_an_article_goes_on_where_its_own_address_has_the_next_number(situation: str) -> None:
    assert _next(*GOES_ON[situation]) == ADDRESSES[situation]


@pytest.mark.parametrize("situation", ELSEWHERE)
def test_what_comes_next_and_is_another_thing_is_left_alone(situation: str) -> None:
    assert _next(*ELSEWHERE[situation]) is None


def _page(*lines: str) -> Article:
    return Article(f"{HOME}/ferry", None, "Ferry", "Ann", "Post", NOW, "en", "\n".join(lines))


ONE, TWO, THREE, FOUR = (f"Paragraph {number} of the story of the ferry." for number in range(4))
PAGES = {
    "one page": ([_page(ONE, TWO)], (ONE, TWO), True),
    "two pages": ([_page(ONE, TWO), _page(THREE, FOUR)], (ONE, TWO, THREE, FOUR), True),
    "a page with the line before": ([_page(ONE, TWO), _page(TWO, THREE, FOUR)], (ONE, TWO, THREE, FOUR), True),
    "the same page again": ([_page(ONE, TWO), _page(ONE, TWO)], (ONE, TWO), False),
    "nearly the same page again": ([_page(ONE, TWO, THREE), _page(ONE, TWO, THREE, FOUR)], (ONE, TWO, THREE), False),
}  # fmt: skip


@pytest.mark.parametrize("situation", PAGES)
def test_pages_are_put_together_until_one_says_nothing_new(situation: str) -> None:
    pages, lines, added = PAGES[situation]
    assert whole_article(pages) == (replace(pages[0], text="\n".join(lines)), added)
