"""Stored articles read again by this program, side by side in worker processes; what changed is told and stored.

An article that was done is remembered as read by this program: whatever breaks off, the next time goes on from there.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from extractors.claims.stored_claims import claim_records
from extractors.records import Alert, ArticleRecord, Extraction, JudgedClaim
from extractors.records.identity import article_id, revision_of
from extractors.records.reprocessed import Reprocessed, compare
from extractors.records.stored import ReadBy
from flows.passing.judging import judge_claims_of
from flows.runtime.clock import utc_now
from flows.runtime.faults import ElsewhereError
from flows.telling.alerts import alert_for
from flows.telling.policy import Readership

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from flows.reading.crew import Crew
    from storage.store import Store

BATCH = 40  # articles: workers have some to read while those before are compared and stored


@dataclass(frozen=True, slots=True)
class Failed:
    """An article that could not be read again, and why; it stays as it was."""

    article: ArticleRecord
    why: str


@dataclass(frozen=True, slots=True)
class Reread:
    """An article that was read again, and the alert that was made of it, if one was."""

    read: Reprocessed
    alert: Alert | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """With what stored articles are read again. Without ``readers`` nobody is alerted; a ``dry_run`` stores nothing."""

    store: Store
    crew: Crew
    lexicon: Lexicon
    read_by: ReadBy
    dry_run: bool = False
    readers: Readership | None = None


async def reprocess(again: Again, tell: Callable[[Reread | Failed], None]) -> None:
    """Read every article again that another program read last; ``tell`` hears of each as it is done."""
    async for batch in _batches(again):
        readings = [asyncio.create_task(_extracted(again.crew, one)) for one in batch]
        for article, reading in zip(batch, readings, strict=True):
            found = await reading
            if isinstance(found, Failed):
                tell(found)
            elif done := await asyncio.to_thread(_settled, again, article, found):
                tell(done)


async def _batches(again: Again) -> AsyncIterator[Sequence[ArticleRecord]]:
    after = ""
    while batch := await asyncio.to_thread(again.store.not_read_by, again.read_by, after, BATCH):
        yield batch
        after = batch[-1].id


async def _extracted(crew: Crew, record: ArticleRecord) -> Extraction | Failed:
    # What was stored differs from what was read then: a NUL, half a surrogate pair.
    if (article_id(record.article), revision_of(record.article)) != (record.id, record.revision):
        return Failed(record, "its text holds what no database keeps, so that its offsets could not be told again")
    try:
        return await crew.read_stored(record.article)
    except ElsewhereError as error:
        return Failed(record, str(error))


def _settled(again: Again, article: ArticleRecord, extraction: Extraction) -> Reread | None:
    """Compare and store; None where the article was worded or read otherwise meanwhile."""
    now = utc_now()
    records = claim_records(extraction, now, again.lexicon)
    read = compare(again.store.standing(article), extraction, records)
    if again.dry_run:
        return Reread(read)
    new = _judged(again, read, now)
    alert = _alert(again, read, new, now)
    recipients = again.readers.told_of([alert], article.article.language) if alert and again.readers else ()
    stored = again.store.supersede(read, new, again.read_by, now, alert=alert, recipients=recipients)
    return Reread(read, alert) if stored else None


def _judged(again: Again, read: Reprocessed, now: datetime) -> tuple[JudgedClaim, ...]:
    """The new claims: one that follows another in the same words is what that one was, the others are judged."""
    if not read.new:
        return ()
    gone = {one.claim.id: one for one in read.gone}
    standing = {one.claim.id: one for one in read.same}
    standing |= {old.claim.id: replace(old, claim=claim) for old, claim in read.changed}
    standing |= {
        key: replace(gone[old], claim=claim) for claim in read.new if (old := read.follows.get(key := claim.id))
    }
    records = [*(one.claim for one in standing.values()), *(one for one in read.new if one.id not in standing)]
    judged = judge_claims_of(records, again.store, now, standing, without=tuple(gone), lexicon=again.lexicon)
    wanted = {one.id for one in read.new}
    return tuple(one for one in judged if one.claim.id in wanted)


def _alert(again: Again, read: Reprocessed, new: Sequence[JudgedClaim], now: datetime) -> Alert | None:
    """What is to be told of it, where that is wanted: only what stands in words in which nobody claimed it before."""
    if again.readers is None:
        return None
    fresh = [one for one in new if one.claim.id not in read.follows]
    return alert_for(fresh, now, again.readers, read.article.article.language)
