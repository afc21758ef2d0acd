"""The day of an article is the day on its page's own clock; its moment is exact, and in UTC."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from extractors.claims.stored_claims import claim_records
from extractors.extraction import Extractor
from extractors.novelty.utterance_times import utterance_time
from extractors.pages.articles import read_article, read_html
from extractors.pages.feeds import parse_feed
from extractors.records import Article, Entry, Feed, Page

NOW = datetime(2026, 3, 1, tzinfo=UTC)
URL = "https://post.example/1"
PROSE = (
    "<p>Synthetic: the ferry between the two banks runs again since this week, says the office on the river there.</p>"
)
FEED = Feed("https://post.example/feed", "Post", "en", "AF", "world")
# A content system writes its own clock with an offset, or UTC; readers of pages drop the one or add the other
# (Yoast/wordpress-seo#2152, ceph/ceph.io#241).
WRITTEN = {
    "after midnight in Kabul": ("2026-02-12T01:15:00+04:30", "2026-02-11T20:45", date(2026, 2, 12)),
    "late in the evening in Washington": ("2026-02-11T21:30:00-05:00", "2026-02-12T02:30", date(2026, 2, 11)),
    "after midnight in Moscow": ("2026-02-12T00:30:00+0300", "2026-02-11T21:30", date(2026, 2, 12)),
    "a browser's words": ("Thu Feb 12 2026 01:15:00 GMT+0430 (AFT)", "2026-02-11T20:45", date(2026, 2, 12)),
    "at noon": ("2026-02-12T12:00:00+04:30", "2026-02-12T07:30", date(2026, 2, 12)),
    "in UTC": ("2026-02-11T20:45:00Z", "2026-02-11T20:45", date(2026, 2, 11)),
    "a day alone": ("2026-02-12", "2026-02-12T00:00", date(2026, 2, 12)),
    "a midnight that stands for its day": ("2026-02-12T00:00:00+04:30", "2026-02-12T00:00", date(2026, 2, 12)),
}


def _json_ld(written: str) -> str:
    told = json.dumps({"@type": "NewsArticle", "datePublished": written})
    return f'<script type="application/ld+json">{told}</script>'


def _meta(written: str) -> str:
    return f'<meta property="article:published_time" content="{written}">'


def _page(head: str, prose: str = PROSE) -> bytes:
    return f"<html lang=en><head>{head}</head><body><article>{prose * 4}</article></body></html>".encode()


def _told(article: Article) -> tuple[str, date | None]:
    assert article.published_at is not None
    assert article.published_at.tzinfo is UTC
    return f"{article.published_at:%Y-%m-%dT%H:%M}", article.published_day


@pytest.mark.parametrize("head", [_json_ld, _meta], ids=["JSON-LD", "meta"])
@pytest.mark.parametrize("situation", WRITTEN)
def test_a_page_is_of_the_day_on_its_own_clock(situation: str, head: object) -> None:
    written, moment, day = WRITTEN[situation]
    assert callable(head)
    assert _told(read_html(_page(head(written)), URL, now=NOW)) == (moment, day)


@pytest.mark.parametrize("situation", WRITTEN)
def test_so_is_an_entry_of_a_feed_and_the_page_it_leads_to(situation: str) -> None:
    written, moment, day = WRITTEN[situation]
    item = f"<item><title>A</title><link>{URL}</link><pubDate>{written}</pubDate></item>"
    body = f'<rss version="2.0"><channel><title>T</title>{item}</channel></rss>'.encode()
    (entry,) = parse_feed(body, FEED, None, NOW).entries
    assert _told(read_article(Page(URL, 200, (), _page(""), NOW), entry, NOW)) == (moment, day)


def _entry(published_at: datetime, published_on: date | None = None) -> Entry:
    return Entry("k", FEED.url, URL, "A", "", "Post", "en", published_at, published_on=published_on)


BY_PAGE = {
    "the page tells the clock": (datetime(2026, 2, 11, 20, 40, tzinfo=UTC), None, date(2026, 2, 12)),
    "the feed has one of its own": (datetime(2026, 2, 11, 20, 40, tzinfo=UTC), date(2026, 2, 11), date(2026, 2, 11)),
    "the feed tells a day alone": (datetime(2026, 2, 11, tzinfo=UTC), None, date(2026, 2, 11)),
    "the feed tells of another day": (datetime(2026, 2, 20, 20, 40, tzinfo=UTC), None, date(2026, 2, 20)),
}


@pytest.mark.parametrize("situation", BY_PAGE)
def test_what_clock_a_feed_is_on_that_tells_utc_its_page_may_tell(situation: str) -> None:
    given, given_on, day = BY_PAGE[situation]
    page = Page(URL, 200, (), _page(_json_ld("2026-02-12T01:15:00+04:30")), NOW)
    article = read_article(page, _entry(given, given_on), NOW)
    assert (article.published_at, article.published_day) == (given, day)


SAID = "<p>Synthetic: Russia's envoy Zamir Kabulov said on Thursday that it is too early to recognise the Taliban.</p>"


def test_the_days_that_a_text_names_are_counted_from_its_own_day() -> None:
    extractor = Extractor(learned=False)
    article = read_html(_page(_json_ld("2026-02-12T01:15:00+04:30"), SAID), URL, now=NOW, outlet="Post")
    found = extractor.extract(article, everything=True)
    (claim, *_) = claim_records(found, NOW, extractor.lexicon)
    assert (claim.said_on, claim.published_day) == (date(2026, 2, 12), date(2026, 2, 12))
    when = utterance_time(claim)
    assert when is not None
    assert when.last == date(2026, 2, 12)
