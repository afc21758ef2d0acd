"""What a worker does: bytes to records. It knows no store and no Prefect, and loads its own lexicon and extractor.

Everything that it is given and that it gives back can be pickled, so that it may run on another machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from extractors.errors import ArticleError, FetchError
from extractors.pages.articles import read_article
from extractors.pages.articles.page_turning import next_page, whole_article
from extractors.pages.feeds import parse_feed
from extractors.pages.feeds.hubs import hub_of
from extractors.pages.listings import parse_listing
from extractors.records import Article, Entry, Extraction, Feed, Page
from extractors.records.identity import text_hash
from extractors.relevance.by_names import may_matter
from extractors.text.addresses import host_of
from flows.fetching.headers import header
from flows.reading.bot_walls import refuse_wall
from flows.reading.interstitials import target_of_interstitial
from flows.reading.loading import load_extractor, load_words
from flows.reading.messages import FeedRead, GoesOn, How, PageAnswer, SameText, SentOn


def read_page(page: Page, entry: Entry, now: datetime, model: str, learned: bool, how: How) -> PageAnswer:
    """Who says what in the page of an entry, or which page is wanted first.

    FetchError ``blocked`` for a wall, ArticleError for a page without an article.
    """
    target = target_of_interstitial(page) if how.goes_on else None
    if target is not None:
        return SentOn(target)
    refuse_wall(page)
    article, ended = _whole(page, entry, now, how.further)
    following = next_page((page, *how.further)[-1], page.url, 1 + len(how.further)) if how.turns and not ended else None
    if following is not None:
        return GoesOn(following)
    return SameText() if how.known == text_hash(article.text) else load_extractor(model, learned).extract(article)


def _whole(page: Page, entry: Entry, now: datetime, further: Sequence[Page]) -> tuple[Article, bool]:
    """The article of all its pages, and whether the last of them shows that it has ended before."""
    pages = [read_article(page, entry, now)]
    for other in further:
        # An article's pages lie at one host: elsewhere there is a login, a wall, or another article.
        if host_of(other.url) != host_of(page.url):
            return whole_article(pages)[0], True
        try:
            refuse_wall(other)
            pages.append(read_article(other, entry, now))
        except (FetchError, ArticleError):
            return whole_article(pages)[0], True
    article, added = whole_article(pages)
    return article, not added


def read_stored(article: Article, model: str, learned: bool) -> Extraction:
    """Who says what in an article that was read and stored before."""
    return load_extractor(model, learned).extract(article)


def read_feed(page: Page, feed: Feed, now: datetime) -> FeedRead:
    """The feed, or the listing, in a body. FetchError ``blocked`` for a wall, FeedError for what is no feed."""
    refuse_wall(page)
    parse = parse_listing if feed.listing else parse_feed
    parsed = parse(page.body, feed, header(page.headers, "Content-Type"), now)
    words = load_words()
    mattering = tuple(entry for entry in parsed.entries if may_matter(entry, feed, words).matters)
    return FeedRead(parsed, mattering, hub_of(page.body, page.headers, page.url))


def load_for_read_page(model: str, learned: bool) -> None:
    """Load what pages need; LexiconError, SettingsError."""
    load_extractor(model, learned)


def load_for_read_stored(model: str, learned: bool) -> None:
    """Load what articles need; LexiconError, SettingsError."""
    load_extractor(model, learned)


def load_for_read_feed(model: str, learned: bool) -> None:  # noqa: ARG001 - feeds need no syntax
    """Load what feeds need; LexiconError."""
    load_words()
