"""The entries of the inbox: read ahead side by side, then judged and stored one by one in their order.

Every entry leaves here settled, or with its next attempt and its attempts counted, whatever went wrong with it.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from extractors.errors import FetchError
from extractors.records import InboxEntry, Page
from flows.fetching.entry_pages import is_permanent, next_attempt
from flows.passing.judging import Judgement, judge_article
from flows.passing.reading_ahead import Read, Unread, reading_ahead
from flows.passing.revisits import plan_first_look
from flows.passing.setting_aside import set_aside, try_again
from flows.runtime.clock import utc_now
from flows.runtime.faults import Fault
from flows.runtime.run_report import EntryRead

if TYPE_CHECKING:
    from flows.passing.run_context import Desk

_DICE = random.Random()  # noqa: S311 - jitter needs no secrecy


def waiting(desk: Desk) -> tuple[InboxEntry, ...]:
    """What is to be read in this pass; what an older version of the program set aside is among it."""
    with desk.faults.boundary("upkeep", "what was set aside"):
        try_again(desk.store, utc_now())
    with desk.faults.boundary("upkeep", "the inbox"):
        return desk.store.due_entries(utc_now(), desk.settings.entries_per_run)
    return ()


@asynccontextmanager
async def reading(desk: Desk, due: Sequence[InboxEntry]) -> AsyncIterator[AsyncIterator[Read | Unread]]:
    """The pages of these entries, fetched and read side by side: an answer for each in their order, for ``settle``."""
    kept: Mapping[str, Page] = {}
    with desk.faults.boundary("upkeep", "pages that were set aside"):
        kept = desk.store.aside_pages([one.entry.key for one in due])
    async with reading_ahead(desk, "entry", [one.entry for one in due], kept) as readings:
        yield readings


async def settle(
    desk: Desk, batch: Sequence[InboxEntry], readings: AsyncIterator[Read | Unread]
) -> tuple[EntryRead, ...]:
    """Judge and store the next of what is read, one by one in the order of the entries."""
    done: list[EntryRead] = []
    for one in batch:
        done.append(await asyncio.to_thread(_settled, desk, one, await anext(readings)))
        desk.tell(done[-1])
    return tuple(done)


def _settled(desk: Desk, one: InboxEntry, reading: Read | Unread) -> EntryRead:
    """Write down what became of an entry; if even that fails, it waits where it was."""
    with desk.faults.boundary("entry", one.entry.url) as met:
        return _outcome(desk, one, reading)
    reason = met.fault.error if met.fault else ""
    return EntryRead(one.entry, "postponed", reason)


def _outcome(desk: Desk, one: InboxEntry, reading: Read | Unread) -> EntryRead:
    if isinstance(reading, Unread):
        return _not_read(desk, one, reading)
    with desk.faults.boundary("entry", one.entry.url) as met:
        judgement = _judged(desk, one, reading)
        if judgement.extraction.relevance.relevant:
            plan_first_look(desk, one.entry, reading, utc_now())
        return _as_judged(one, judgement)
    assert met.fault is not None  # noqa: S101 - nothing else leads here
    return _not_read(desk, one, Unread(met.fault, reading.page))


def _judged(desk: Desk, one: InboxEntry, reading: Read) -> Judgement:
    return judge_article(
        reading.extraction,
        desk.telling.readers,
        desk.provenance(reading.page, one.entry.key),
        store=desk.store,
        lexicon=desk.lexicon,
        now=utc_now(),
    )


def _as_judged(one: InboxEntry, judgement: Judgement) -> EntryRead:
    relevance, statements = judgement.extraction.relevance, judgement.extraction.statements
    if not relevance.relevant:
        return EntryRead(one.entry, "irrelevant", relevance.reason)
    if not judgement.stored:
        return EntryRead(one.entry, "known", "this article is stored already, word for word")
    return EntryRead(one.entry, "kept", relevance.reason, len(statements), judgement.judged, judgement.alerts)


def _not_read(desk: Desk, one: InboxEntry, unread: Unread) -> EntryRead:
    """Put an entry off, or be done with it where its page is to blame and another attempt cannot help."""
    why, now = unread.why, utc_now()
    if isinstance(why, Fault) or not is_permanent(why):
        return _put_off(desk, one, unread, now)
    desk.store.settle_entry(one.entry.key, "given_up", str(why), now)
    return EntryRead(one.entry, "given_up", str(why))


def _put_off(desk: Desk, one: InboxEntry, unread: Unread, now: datetime) -> EntryRead:
    why, most, attempts = unread.why, desk.settings.attempts, one.attempts + 1
    asked_s = why.retry_after_s if isinstance(why, FetchError) else None
    reason = f"unforeseen: {why.error}" if isinstance(why, Fault) else str(why)
    again_at = next_attempt(attempts, now, _DICE.random(), most=most, retry_after_s=asked_s)
    if again_at is None:
        return _ended(desk, one, unread, f"{reason} (after {attempts} attempts)", now)
    desk.store.postpone_entry(one.entry.key, reason, again_at)
    return EntryRead(one.entry, "postponed", reason, again_at=again_at)


def _ended(desk: Desk, one: InboxEntry, unread: Unread, reason: str, now: datetime) -> EntryRead:
    """Give an entry up where its page is to blame; set it aside, with its bytes, where we are."""
    if isinstance(unread.why, Fault):
        set_aside(desk.store, one, unread.why, unread.page, reason, now)
        return EntryRead(one.entry, "set_aside", reason)
    desk.store.settle_entry(one.entry.key, "given_up", reason, now)
    return EntryRead(one.entry, "given_up", reason)
