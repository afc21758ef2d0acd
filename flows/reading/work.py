"""What a worker does: bytes to records. It knows no store and no Prefect, and loads its own lexicon and extractor.

Everything that it is given and that it gives back can be pickled, so that it may run on another machine.
"""

from __future__ import annotations

from datetime import datetime

from extractors.articles import read_article
from extractors.feeds import parse_feed
from extractors.identity import text_hash
from extractors.listings import parse_listing
from extractors.records import Entry, Extraction, Feed, Page
from extractors.relevance import may_matter
from flows.fetching.headers import header
from flows.onward import onward
from flows.reading.answers import FeedRead, SameText, SentOn
from flows.reading.loading import load_extractor, load_words
from flows.walls import refuse_wall


def read_page(
    page: Page, entry: Entry, now: datetime, model: str, learned: bool, goes_on: bool, known: str = ""
) -> Extraction | SentOn | SameText:
    """Who says what in the page of an entry, or where it sends its reader on to if that is followed (``goes_on``).

    Of an article whose text has the hash that is ``known`` nothing more is said than that.
    FetchError ``blocked`` for a wall, ArticleError for a page without an article.
    """
    target = onward(page) if goes_on else None
    if target is not None:
        return SentOn(target)
    refuse_wall(page)
    article = read_article(page, entry, now)
    return SameText() if known == text_hash(article.text) else load_extractor(model, learned).extract(article)


def read_feed(page: Page, feed: Feed, now: datetime) -> FeedRead:
    """The feed, or the listing, in a body. FetchError ``blocked`` for a wall, FeedError for what is no feed."""
    refuse_wall(page)
    parse = parse_listing if feed.listing else parse_feed
    parsed = parse(page.body, feed, header(page.headers, "Content-Type"), now)
    words = load_words()
    return FeedRead(parsed, tuple(entry for entry in parsed.entries if may_matter(entry, feed, words).matters))


def load_for_read_page(model: str, learned: bool) -> None:
    """Load what pages need; LexiconError, SettingsError."""
    load_extractor(model, learned)


def load_for_read_feed(model: str, learned: bool) -> None:  # noqa: ARG001 - feeds need no syntax
    """Load what feeds need; LexiconError."""
    load_words()
