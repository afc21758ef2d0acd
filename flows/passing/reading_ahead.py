"""Pages fetched and read ahead of their judgement, many side by side."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from extractors.errors import ArticleError, FetchError
from extractors.records import Entry, Extraction, Page
from flows.fetching.entry_pages import MOST_ONWARD, fetch_page
from flows.passing.page_turning import read_whole
from flows.reading.messages import How, SentOn
from flows.runtime.faults import Fault, FaultKind

if TYPE_CHECKING:
    from flows.passing.run_context import RunContext

# Each holds a page or what was found in it: tens of megabytes at the worst, and workers never wait for the next.
MOST_AHEAD = 50


@dataclass(frozen=True, slots=True)
class Read:
    """The page of an entry, what was found in it, and the pages on which its article goes on."""

    page: Page
    extraction: Extraction
    further: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Why there is nothing to judge: an error that has a name, or a fault; the page, if it came so far."""

    why: FetchError | ArticleError | Fault
    page: Page | None = None


async def read_ahead(context: RunContext, kind: FaultKind, entry: Entry, page: Page | None = None) -> Read | Unread:
    """Fetch an entry's page, unless it is there, follow it where it only sends its reader on, and read it."""
    with context.faults.boundary(kind, entry.url) as met:
        try:
            page = page or await fetch_page(context.fetcher, entry.url)
            for hop in range(MOST_ONWARD + 1):
                whole = await read_whole(context, page, entry, How(goes_on=hop < MOST_ONWARD))
                found = whole.found
                if isinstance(found, Extraction):
                    return Read(page, found, whole.further)
                assert isinstance(found, SentOn)  # noqa: S101 - for the type checker
                page = await fetch_page(context.fetcher, found.url)
        except (FetchError, ArticleError) as error:
            return Unread(error, page)
    assert met.fault is not None  # noqa: S101 - the last hop is read or raises
    return Unread(met.fault, page)


@asynccontextmanager
async def reading_ahead(
    context: RunContext, kind: FaultKind, entries: Sequence[Entry], kept: Mapping[str, Page] | None = None
) -> AsyncIterator[AsyncIterator[Read | Unread]]:
    """Read many entries side by side: an answer for each, in their order. What is left ends with the block.

    At most ``MOST_AHEAD`` are begun whose answers nobody has used yet. ``kept`` are pages, by their entries' keys, that
    need not be fetched.
    """
    at_hand = kept or {}
    begun: deque[asyncio.Task[Read | Unread]] = deque()

    async def in_order() -> AsyncIterator[Read | Unread]:
        waiting = iter(entries)
        for _ in entries:
            for entry in islice(waiting, MOST_AHEAD - len(begun)):
                begun.append(asyncio.create_task(read_ahead(context, kind, entry, at_hand.get(entry.key))))
            yield await begun[0]
            begun.popleft()

    try:
        yield in_order()
    finally:
        for reading in begun:
            reading.cancel()
        await asyncio.gather(*begun, return_exceptions=True)
