"""The poll of one feed: one conditional GET, understood, and judged. What goes wrong comes back as a value."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from extractors.errors import FetchError, ReadError
from extractors.records import Entry, Feed, FeedMemory, Page
from flows.fetching.fetcher import Fetcher
from flows.fetching.results import Unchanged
from flows.polling.decisions import after_failure, after_ok, after_unchanged, body_hash
from flows.polling.intervals import USUAL, PollRules
from flows.polling.schedule import address_of, wants_all
from flows.reading.messages import FeedRead

ReadFeed = Callable[[Page, Feed, datetime], Awaitable[FeedRead]]


@dataclass(frozen=True, slots=True)
class PollOutcome:
    """What one poll brought: the memory to keep, the entries, a line for each oddity, the error if it failed.

    ``mattering`` are the entries whose pages may be on the subject.
    """

    feed: Feed
    memory: FeedMemory
    entries: tuple[Entry, ...] = ()
    mattering: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()
    error: FetchError | ReadError | None = None


async def poll_feed(
    fetcher: Fetcher,
    feed: Feed,
    memory: FeedMemory,
    now: datetime,
    *,
    rules: PollRules = USUAL,
    jitter: float = 0.5,
    read: ReadFeed,
) -> PollOutcome:
    """Poll one feed once. ``memory`` is ``FeedMemory(feed.url)`` the first time; ``jitter`` is a number from 0 to 1.

    ``read`` understands the body of a feed that has changed, and of no other.
    """
    try:
        answer = await _ask(fetcher, memory, rules)
        found = None if isinstance(answer, Unchanged) else await _understood(answer, feed, memory, now, read)
    except (FetchError, ReadError) as error:
        return PollOutcome(feed, after_failure(memory, error, now, jitter, rules), error=error)
    if isinstance(answer, Unchanged):
        return PollOutcome(feed, after_unchanged(memory, answer, now, jitter, rules))
    after = after_ok(memory, answer, found.parsed if found else None, now, jitter, rules)
    if found is None:
        return PollOutcome(feed, after)
    after = replace(after, hub=found.hub.url if found.hub else None, topic=found.hub.topic if found.hub else None)
    return PollOutcome(feed, after, found.parsed.entries, found.mattering, found.parsed.problems)


def unforeseen(
    feed: Feed, memory: FeedMemory, why: str, now: datetime, *, rules: PollRules = USUAL, jitter: float = 0.5
) -> PollOutcome:
    """The poll that a fault of ours came up in: the feed fails, and is asked again later with every such poll."""
    error = ReadError(feed.url, "unforeseen", f"cannot be read for a fault of this program ({why})")
    return PollOutcome(feed, after_failure(memory, error, now, jitter, rules), error=error)


async def _ask(fetcher: Fetcher, memory: FeedMemory, rules: PollRules) -> Page | Unchanged:
    address = address_of(memory, rules)
    if wants_all(memory, rules):
        return await fetcher.fetch(address)
    return await fetcher.fetch(address, etag=memory.etag, last_modified=memory.last_modified)


async def _understood(page: Page, feed: Feed, memory: FeedMemory, now: datetime, read: ReadFeed) -> FeedRead | None:
    """The feed in a page; None if it is the one of last time."""
    if body_hash(page.body) == memory.body_hash:
        return None
    return await read(page, feed, now)
