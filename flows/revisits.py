"""Reads alerted articles again: an outlet that changes one after the alert may have taken back what was told."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from extractors.records import Alert, Delivery, Entry, Filter
from flows.judging import judge_article
from flows.reading.ahead import Read, reading_ahead
from flows.run_report import EntryRead

if TYPE_CHECKING:
    from flows.desk import Desk
    from storage.store import Store

AFTER = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3))
MOMENT = "revisits"
MOST = 500


def due_revisits(store: Store, now: datetime) -> tuple[Entry, ...]:
    """The articles whose next look is due since the pass before; each is looked at some times in its first days."""
    since = store.moment(MOMENT) or now
    recent = store.deliveries(Filter(seen_since=now - AFTER[-1] - timedelta(days=1), limit=MOST))
    return tuple(as_entry(alert) for alert in _alerts(recent) if is_due(alert.created_at, since, now))


def looks_due(desk: Desk, now: datetime) -> tuple[Entry, ...] | None:
    """The articles to be looked at; None for a fault, after which the next pass looks at them."""
    with desk.faults.boundary("revisit", "the articles to be read again"):
        return due_revisits(desk.store, now)
    return None


async def look_again(desk: Desk, due: Sequence[Entry], now: datetime) -> tuple[EntryRead, ...]:
    """Read what is due once more; only what has changed is told. A page that cannot be had waits for its next look."""
    changed: list[EntryRead] = []
    async with reading_ahead(desk, "revisit", due) as readings:
        for entry in due:
            found = await anext(readings)
            outcome = (
                await asyncio.to_thread(_judge_again, desk, entry, found, now) if isinstance(found, Read) else None
            )
            if outcome:
                changed.append(outcome)
                desk.tell(outcome)
    desk.store.set_moment(MOMENT, now)
    return tuple(changed)


def _judge_again(desk: Desk, entry: Entry, reading: Read, now: datetime) -> EntryRead | None:
    with desk.faults.boundary("revisit", entry.url):
        return _changed(desk, entry, reading, now)
    return None


def _changed(desk: Desk, entry: Entry, reading: Read, now: datetime) -> EntryRead | None:
    judgement = judge_article(
        reading.extraction,
        store=desk.store,
        lexicon=desk.lexicon,
        recipients=desk.settings.mail.readers,
        entry_key=None,
        now=now,
        policy=desk.telling.policy,
        begun_at=desk.telling.begun_at,
        page=reading.page if desk.settings.keep_pages_days else None,
    )
    if not judgement.stored:
        return None
    reason = "changed since it was alerted" + ("; what was told is taken back" if judgement.corrections else "")
    statements = judgement.extraction.statements
    return EntryRead(entry, "kept", reason, len(statements), judgement.judged, judgement.alerts)


def is_due(alerted_at: datetime, since: datetime, now: datetime) -> bool:
    """Whether one of the looks falls between the last pass and this one."""
    return any(since < alerted_at + pause <= now for pause in AFTER)


def as_entry(alert: Alert) -> Entry:
    """What the feed had said of the article, as far as the alert keeps it."""
    return Entry(
        key="",
        feed_url="",
        url=alert.url,
        title=alert.title,
        summary="",
        outlet=alert.outlet,
        language="",
        published_at=alert.published_at,
    )


def _alerts(deliveries: Iterable[Delivery]) -> list[Alert]:
    """One alert an article, the first."""
    first: dict[str, Alert] = {}
    for delivery in deliveries:
        alert = delivery.alert
        if alert.kind == "claims" and alert.url:
            kept = first.get(alert.url)
            first[alert.url] = alert if kept is None or alert.created_at < kept.created_at else kept
    return list(first.values())
