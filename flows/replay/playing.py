"""Plays the recorded newsroom under a simulated clock: feed, page, article, claims, store, outbox, mail.

Everything but the wire is real: feeds and pages are rendered as bytes and read as any other, the store is a SQLite
file, and mails are rendered in full. The clock stands still between the ticks of the schedule.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from itertools import groupby

from extractors.extraction import Extractor
from extractors.pages.articles import read_article
from extractors.pages.feeds import parse_feed
from extractors.records import Alert, Entry, FeedMemory, Page
from extractors.relevance.by_names import may_matter
from flows.mail.message import Letterhead
from flows.passing.judging import Provenance, judge_article
from flows.replay.recorded import RecordedArticle
from flows.telling.delivery import deliver_due
from flows.telling.events import DAY
from flows.telling.offices import roles_on
from flows.telling.policy import Readership, default_policy
from storage.store import Store

EVERY = timedelta(minutes=5)
READER = "reader@example.org"


@dataclass(frozen=True, slots=True)
class ToldStory:
    """What was put into the outbox for one story, and when its mail was out; None if it never was, or was kept."""

    story: RecordedArticle
    alerts: tuple[Alert, ...]
    delivered_at: datetime | None


@dataclass(slots=True)
class MemoryMailer:
    """Keeps what it is given."""

    mails: list[EmailMessage] = field(default_factory=list)

    def send(self, message: EmailMessage, recipient: str) -> None:  # noqa: ARG002 - a mailer's signature
        """Keep the message."""
        self.mails.append(message)


def play(
    stories: tuple[RecordedArticle, ...], store: Store, extractor: Extractor, mailer: MemoryMailer
) -> tuple[ToldStory, ...]:
    """Play all stories, tick by tick, and return what was told of each, to a reader without a policy of his own."""
    told: list[ToldStory] = []
    policy = default_policy([READER])
    state_owned = frozenset(story.feed.outlet for story in stories if story.feed.state_owned)
    published: dict[str, list[RecordedArticle]] = {}
    for now, group in groupby(stories, key=lambda story: _tick(story.seen)):
        due = list(group)
        found = {story.slug: _alerts(story, published, store, extractor, now) for story in due}
        letterhead = Letterhead("watch@example.org", "UTC", state_owned, roles_on(extractor.lexicon, now))
        deliver_due(store, mailer, now, letterhead=letterhead, holder="replay", policy=policy)
        out = {one.alert.id for one in store.sent_since(now - EVERY)}
        told.extend(ToldStory(story, found[story.slug], _when(found[story.slug], out, now)) for story in due)
    deliver_due(store, mailer, now + DAY, letterhead=letterhead, holder="replay", policy=policy)
    return tuple(told)


def _when(alerts: tuple[Alert, ...], out: set[str], now: datetime) -> datetime | None:
    """When the mails of a story were out, if all are."""
    return now if alerts and {alert.id for alert in alerts} <= out else None


def _tick(seen: datetime) -> datetime:
    """The first run of the schedule after an article came out."""
    day = seen.replace(hour=0, minute=0, second=0, microsecond=0)
    return day + EVERY * (-((day - seen) // EVERY))


def _alerts(
    story: RecordedArticle,
    published: dict[str, list[RecordedArticle]],
    store: Store,
    extractor: Extractor,
    now: datetime,
) -> tuple[Alert, ...]:
    page = Page(story.address, 200, (("Content-Type", "text/html; charset=utf-8"),), page_of(story), now)
    entry = None if story.is_revision else _polled(story, published, store, extractor, now)
    if entry is None and not story.is_revision:
        return ()
    judgement = judge_article(
        extractor.extract(read_article(page, entry, now)),
        Readership((READER,)),
        Provenance(entry.key if entry else None),
        store=store,
        lexicon=extractor.lexicon,
        now=now,
    )
    return judgement.alerts


def _polled(
    story: RecordedArticle,
    published: dict[str, list[RecordedArticle]],
    store: Store,
    extractor: Extractor,
    now: datetime,
) -> Entry | None:
    """Poll the story's feed; its entry if the inbox has it now."""
    of_feed = published.setdefault(story.feed.url, [])
    of_feed.append(story)
    parsed = parse_feed(feed_of(of_feed[-10:]), story.feed, "application/rss+xml", now)
    mattering = [entry for entry in parsed.entries if may_matter(entry, story.feed, extractor.lexicon).matters]
    store.record_poll(FeedMemory(story.feed.url, "ok", polled_at=now), mattering, now)
    waiting = [waiting.entry for waiting in store.due_entries(now, 100)]
    return next((entry for entry in waiting if entry.url == story.address), None)


def feed_of(stories: list[RecordedArticle]) -> bytes:
    """RSS 2.0 as outlets write it."""
    items = "".join(
        f"<item><title>{escape(story.title)}</title><link>{escape(story.address)}</link>"
        f"<description>{escape(story.text.split(chr(10))[0])}</description>"
        f"<pubDate>{format_datetime(story.published)}</pubDate></item>"
        for story in reversed(stories)
    )
    outlet = escape(stories[0].feed.outlet)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{outlet}</title>{items}</channel></rss>'.encode()


def page_of(story: RecordedArticle) -> bytes:
    """An article page with what surrounds an article."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": story.published.isoformat(),
        "publisher": {"@type": "Organization", "name": story.feed.outlet},
    }
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.text.split("\n\n"))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="synthetic" content="true">'
        f"<title>{escape(story.title)} - {escape(story.feed.outlet)}</title>"
        f'<link rel="canonical" href="{story.address}">'
        f'<script type="application/ld+json">{json.dumps(data)}</script></head><body>'
        f"<nav><a href='/'>Home</a> <a href='/world'>World</a></nav><main><article><h1>{escape(story.title)}</h1>"
        f"{paragraphs}</article></main><footer>© {escape(story.feed.outlet)}</footer></body></html>"
    ).encode()
