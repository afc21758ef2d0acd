"""How often an article's page is looked at again, and which are live blogs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import accumulate, pairwise

import pytest

from extractors.records import Article, Entry, Extraction, Page, Relevance
from extractors.records.stored import Look
from flows.passing.reading_ahead import Read
from flows.passing.revisits import AFTER, LIVE_AFTER, look_at, pause_before
from storage.polling.looking import TAKEN_UP_FOR

NOW = datetime(2025, 4, 17, 12, 0, tzinfo=UTC)
HOME = "https://outlet.example"
LIVE = {
    "by its data": (f"{HOME}/a", "Kabul today", '<script>{"@type": "LiveBlogPosting"}</script>'),
    "by its address": (f"{HOME}/news/live/2025/kabul", "Kabul today", ""),
    "by its title": (f"{HOME}/a", "LIVE: Taliban delegation in Moscow", ""),
    "by another title": (f"{HOME}/a", "Taliban in Moscow – live updates", ""),
}
STILL = {
    "a story": (f"{HOME}/a", "Taliban in Moscow", ""),
    "people who live somewhere": (f"{HOME}/alive-and-well", "Afghans who live in Moscow", ""),
}


def _look(url: str, title: str, body: str) -> Look:
    article = Article(url, url, title, None, "Outlet", NOW, "en", "Text.")
    extraction = Extraction(article, Relevance(True, 0.9, (), ""), ())
    page = Page(url, 200, (("ETag", '"a"'),), body.encode(), NOW)
    return look_at(Read(page, extraction), Entry("k", HOME, url, title, "", "Outlet", "en", NOW))


@pytest.mark.parametrize("situation", LIVE)
def test_a_live_blog_is_told_by_its_data_address_or_title(situation: str) -> None:
    assert _look(*LIVE[situation]).live


@pytest.mark.parametrize("situation", STILL)
def test_a_story_is_no_live_blog(situation: str) -> None:
    look = _look(*STILL[situation])
    assert (look.live, look.number, look.etag) == (False, 0, '"a"')


@pytest.mark.parametrize("pauses", [AFTER, LIVE_AFTER])
def test_pauses_grow_and_end_within_the_days_for_which_an_entry_is_taken_up(pauses: tuple[timedelta, ...]) -> None:
    assert all(before <= after for before, after in pairwise(pauses))
    assert timedelta(days=3) <= list(accumulate(pauses))[-1] <= timedelta(days=5)


def test_a_live_blog_is_looked_at_more_often_and_no_page_for_ever() -> None:
    assert pause_before(Look(HOME, live=True)) < pause_before(Look(HOME))
    assert pause_before(Look(HOME, number=len(AFTER))) == TAKEN_UP_FOR
    assert pause_before(Look(HOME, number=len(LIVE_AFTER), live=True)) == TAKEN_UP_FOR
