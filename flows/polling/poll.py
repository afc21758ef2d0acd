"""The poll of one feed: one conditional GET, understood, and judged. What goes wrong comes back as a value."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from extractors.errors import FetchError, ReadError
from extractors.feeds import parse_feed
from extractors.listings import parse_listing
from extractors.records import Entry, Feed, FeedMemory, Page, ParsedFeed
from flows.fetching.fetcher import Fetcher
from flows.fetching.headers import header
from flows.fetching.results import Unchanged
from flows.polling.decisions import after_failure, after_ok, after_unchanged, body_hash
from flows.polling.rules import USUAL, PollRules
from flows.polling.schedule import address_of, wants_all
from flows.walls import refuse_wall

_PARSED_AT_ONCE = 300_000


@dataclass(frozen=True, slots=True)
class PollOutcome:
    """What one poll brought: the memory to keep, the entries, a line for each oddity, the error if it failed."""

    feed: Feed
    memory: FeedMemory
    entries: tuple[Entry, ...] = ()
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
) -> PollOutcome:
    """Poll one feed once. ``memory`` is ``FeedMemory(feed.url)`` the first time; ``jitter`` is a number from 0 to 1."""
    try:
        answer = await _ask(fetcher, memory, rules)
        parsed = None if isinstance(answer, Unchanged) else await _understood(answer, feed, memory, now)
    except (FetchError, ReadError) as error:
        return PollOutcome(feed, after_failure(memory, error, now, jitter, rules), error=error)
    if isinstance(answer, Unchanged):
        return PollOutcome(feed, after_unchanged(memory, answer, now, jitter, rules))
    after = after_ok(memory, answer, parsed, now, jitter, rules)
    return PollOutcome(feed, after, parsed.entries if parsed else (), parsed.problems if parsed else ())


async def _ask(fetcher: Fetcher, memory: FeedMemory, rules: PollRules) -> Page | Unchanged:
    address = address_of(memory, rules)
    if wants_all(memory, rules):
        return await fetcher.fetch(address)
    return await fetcher.fetch(address, etag=memory.etag, last_modified=memory.last_modified)


async def _understood(page: Page, feed: Feed, memory: FeedMemory, now: datetime) -> ParsedFeed | None:
    """The feed in a page; None if it is the one of last time.

    A large one is parsed in a thread, lest other transfers run out of time. A usual one is not: a thread that computes
    takes the interpreter away from the loop at every read and write, which costs more than the parsing.
    """
    if body_hash(page.body) == memory.body_hash:
        return None
    refuse_wall(page)
    parse = parse_listing if feed.listing else parse_feed
    content_type = header(page.headers, "Content-Type")
    if len(page.body) <= _PARSED_AT_ONCE:
        return parse(page.body, feed, content_type, now)
    return await asyncio.to_thread(parse, page.body, feed, content_type, now)
