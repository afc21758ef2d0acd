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
    from flows.passing.run_context import RunContext

_DICE = random.Random()  # noqa: S311 - jitter needs no secrecy


def waiting(context: RunContext) -> tuple[InboxEntry, ...]:
    """What is to be read in this pass; what an older version of the program set aside is among it."""
    with context.faults.boundary("upkeep", "what was set aside"):
        try_again(context.store, utc_now())
    with context.faults.boundary("upkeep", "the inbox"):
        return context.store.due_entries(utc_now(), context.settings.entries_per_run)
    return ()


@asynccontextmanager
async def reading(context: RunContext, due: Sequence[InboxEntry]) -> AsyncIterator[AsyncIterator[Read | Unread]]:
    """The pages of these entries, fetched and read side by side: an answer for each in their order, for ``settle``."""
    kept: Mapping[str, Page] = {}
    with context.faults.boundary("upkeep", "pages that were set aside"):
        kept = context.store.aside_pages([one.entry.key for one in due])
    async with reading_ahead(context, "entry", [one.entry for one in due], kept) as readings:
        yield readings


async def settle(
    context: RunContext, batch: Sequence[InboxEntry], readings: AsyncIterator[Read | Unread]
) -> tuple[EntryRead, ...]:
    """Judge and store the next of what is read, one by one in the order of the entries."""
    done: list[EntryRead] = []
    for one in batch:
        # One by one: each claim is compared with what the articles before it have claimed.
        done.append(await asyncio.to_thread(_settled, context, one, await anext(readings)))
        context.tell(done[-1])
    return tuple(done)


def _settled(context: RunContext, one: InboxEntry, reading: Read | Unread) -> EntryRead:
    """Write down what became of an entry; if even that fails, it waits where it was."""
    with context.faults.boundary("entry", one.entry.url) as met:
        return _outcome(context, one, reading)
    reason = met.fault.error if met.fault else ""
    return EntryRead(one.entry, "postponed", reason)


def _outcome(context: RunContext, one: InboxEntry, reading: Read | Unread) -> EntryRead:
    if isinstance(reading, Unread):
        return _not_read(context, one, reading)
    with context.faults.boundary("entry", one.entry.url) as met:
        judgement = _judged(context, one, reading)
        if judgement.extraction.relevance.relevant:
            plan_first_look(context, one.entry, reading, utc_now())
        return _as_judged(one, judgement)
    assert met.fault is not None  # noqa: S101 - nothing else leads here
    return _not_read(context, one, Unread(met.fault, reading.page))


def _judged(context: RunContext, one: InboxEntry, reading: Read) -> Judgement:
    return judge_article(
        reading.extraction,
        context.telling.readers,
        context.provenance(reading.page, one.entry.key),
        store=context.store,
        lexicon=context.lexicon,
        now=utc_now(),
    )


def _as_judged(one: InboxEntry, judgement: Judgement) -> EntryRead:
    relevance, statements = judgement.extraction.relevance, judgement.extraction.statements
    if not relevance.relevant:
        return EntryRead(one.entry, "irrelevant", relevance.reason)
    if not judgement.stored:
        return EntryRead(one.entry, "known", "this article is stored already, word for word")
    return EntryRead(one.entry, "kept", relevance.reason, len(statements), judgement.judged, judgement.alerts)


def _not_read(context: RunContext, one: InboxEntry, unread: Unread) -> EntryRead:
    """Put an entry off, or be done with it where its page is to blame and another attempt cannot help."""
    why, now = unread.why, utc_now()
    if isinstance(why, Fault) or not is_permanent(why):
        return _put_off(context, one, unread, now)
    context.store.settle_entry(one.entry.key, "given_up", str(why), now)
    return EntryRead(one.entry, "given_up", str(why))


def _put_off(context: RunContext, one: InboxEntry, unread: Unread, now: datetime) -> EntryRead:
    why, most, attempts = unread.why, context.settings.attempts, one.attempts + 1
    asked_s = why.retry_after_s if isinstance(why, FetchError) else None
    reason = f"unforeseen: {why.error}" if isinstance(why, Fault) else str(why)
    again_at = next_attempt(attempts, now, _DICE.random(), most=most, retry_after_s=asked_s)
    if again_at is None:
        return _ended(context, one, unread, f"{reason} (after {attempts} attempts)", now)
    context.store.postpone_entry(one.entry.key, reason, again_at)
    return EntryRead(one.entry, "postponed", reason, again_at=again_at)


def _ended(context: RunContext, one: InboxEntry, unread: Unread, reason: str, now: datetime) -> EntryRead:
    """Give an entry up where its page is to blame; set it aside, with its bytes, where we are."""
    if isinstance(unread.why, Fault):
        set_aside(context.store, one, unread.why, unread.page, reason, now)
        return EntryRead(one.entry, "set_aside", reason)
    context.store.settle_entry(one.entry.key, "given_up", reason, now)
    return EntryRead(one.entry, "given_up", reason)
