"""Looks at articles on the subject again, though their feed says nothing: an outlet may add to them, or take back.

The pauses between two looks grow; a live blog is looked at more often. A page that has not changed costs a conditional
request for each page of its article, one whose text has not changed no extraction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from extractors.errors import ArticleError, FetchError
from extractors.pages.live import is_live
from extractors.records import Entry, Extraction, Page
from extractors.records.identity import text_hash
from extractors.records.stored import Glimpse, Look
from flows.fetching.entry_pages import fetch_page
from flows.fetching.headers import header
from flows.fetching.results import Unchanged
from flows.passing.judging import judge_article
from flows.passing.page_turning import read_whole
from flows.passing.reading_ahead import Read
from flows.polling.decisions import body_hash
from flows.reading.messages import How
from flows.runtime.run_report import EntryRead
from storage.polling.looking import TAKEN_UP_FOR

if TYPE_CHECKING:
    from flows.passing.run_context import RunContext
    from storage.store import Store

# Pauses, one after another. Seven looks in four days; a live page has 88 in the same time: every quarter of an hour for
# half a day, every hour for a day and a half, then twice a day.
AFTER = (timedelta(minutes=30), timedelta(hours=1), timedelta(hours=3), timedelta(hours=6), timedelta(hours=12),
         timedelta(days=1), timedelta(days=2))  # fmt: skip
LIVE_AFTER = (*[timedelta(minutes=15)] * 48, *[timedelta(hours=1)] * 36, *[timedelta(hours=12)] * 4)
MOST = 500  # looks a pass; what is left is looked at by the next
SIDE_BY_SIDE = 50

Due = tuple[Entry, Look]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look found: the article where its text has changed, and the look after the next pause."""

    found: Read | None
    look: Look


def due_revisits(store: Store, now: datetime) -> tuple[Due, ...]:
    """The articles whose next look is due."""
    return store.due_looks(now, MOST)


def looks_due(context: RunContext, now: datetime) -> tuple[Due, ...] | None:
    """The articles to be looked at; None for a fault, after which the next pass looks at them."""
    with context.faults.boundary("revisit", "the articles to be read again"):
        return due_revisits(context.store, now)
    return None


def plan_first_look(context: RunContext, entry: Entry, reading: Read, now: datetime) -> None:
    """Have an article that was stored looked at again."""
    plan(context.store, entry, look_at(reading, entry), now)


def plan(store: Store, entry: Entry, look: Look, now: datetime) -> None:
    """Remember the next look, and what is known of the page."""
    store.plan_look(entry.key, look, now + pause_before(look))


def pause_before(look: Look) -> timedelta:
    """How long after the reading before it a look is due: after the last, later than any entry is looked at."""
    pauses = LIVE_AFTER if look.live else AFTER
    return pauses[look.number] if look.number < len(pauses) else TAKEN_UP_FOR


def look_at(reading: Read, entry: Entry) -> Look:
    """The first look at a page again, and what is known of it."""
    page, article = reading.page, reading.extraction.article
    live = is_live(page, article.title or entry.title)
    return _known(Look(page.url, live=live, text_hash=text_hash(article.text)), page, reading.further)


def _known(look: Look, page: Page, further: Sequence[Page]) -> Look:
    first = _glimpse(page)
    return replace(
        look,
        etag=first.etag,
        last_modified=first.last_modified,
        body_hash=first.body_hash,
        further=tuple(map(_glimpse, further)),
    )


def _glimpse(page: Page) -> Glimpse:
    etag, last_modified = header(page.headers, "ETag"), header(page.headers, "Last-Modified")
    return Glimpse(page.url, etag, last_modified, body_hash(page.body))


async def look_again(context: RunContext, due: Sequence[Due], now: datetime) -> tuple[EntryRead, ...]:
    """Look at what is due once more; only what has changed is told. What cannot be had waits for its next look."""
    changed: list[EntryRead] = []
    for start in range(0, len(due), SIDE_BY_SIDE):
        batch = due[start : start + SIDE_BY_SIDE]
        looked = await asyncio.gather(*(_looked(context, entry, look) for entry, look in batch))
        for (entry, _), one in zip(batch, looked, strict=True):
            outcome = await asyncio.to_thread(_settled, context, entry, one, now)
            if outcome:
                changed.append(outcome)
                context.tell(outcome)
    return tuple(changed)


async def _looked(context: RunContext, entry: Entry, look: Look) -> Looked:
    after = replace(look, number=look.number + 1)
    with context.faults.boundary("revisit", look.url):
        try:
            page = await _changed_page(context, look)
            if page is None:
                return Looked(None, after)
            whole = await read_whole(context, page, entry, How(known=look.text_hash), needs_all=True)
        except (FetchError, ArticleError):
            return Looked(None, after)
        after = _known(after, page, whole.further)
        if isinstance(whole.found, Extraction):
            read = Read(page, whole.found, whole.further)
            return Looked(read, replace(after, text_hash=text_hash(whole.found.article.text)))
    return Looked(None, after)


async def _changed_page(context: RunContext, look: Look) -> Page | None:
    """The first page of an article of which some page has changed; None where none has."""
    page = await _fetched(context, Glimpse(look.url, look.etag, look.last_modified, look.body_hash))
    if page is not None:
        return page
    for known in look.further:
        if await _fetched(context, known) is not None:
            return await fetch_page(context.fetcher, look.url)
    return None


async def _fetched(context: RunContext, known: Glimpse) -> Page | None:
    """A page, unless it is as it was."""
    page = await context.fetcher.fetch(known.url, etag=known.etag, last_modified=known.last_modified)
    return None if isinstance(page, Unchanged) or body_hash(page.body) == known.body_hash else page


def _settled(context: RunContext, entry: Entry, looked: Looked, now: datetime) -> EntryRead | None:
    with context.faults.boundary("revisit", entry.url):
        # Before anything is judged: an article that a fault of ours lies in would be looked at in every pass.
        plan(context.store, entry, looked.look, now)
        return _changed(context, entry, looked.found, now) if looked.found else None
    return None


def _changed(context: RunContext, entry: Entry, reading: Read, now: datetime) -> EntryRead | None:
    judgement = judge_article(
        reading.extraction,
        context.telling.readers,
        context.provenance(reading.page),
        store=context.store,
        lexicon=context.lexicon,
        now=now,
    )
    if not judgement.stored:
        return None
    reason = "changed since it was read" + ("; what was told is taken back" if judgement.corrections else "")
    statements = judgement.extraction.statements
    return EntryRead(entry, "kept", reason, len(statements), judgement.judged, judgement.alerts)
