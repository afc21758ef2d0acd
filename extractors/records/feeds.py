"""The nouns of fetching: feeds, their entries and pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Covers = Literal["russia", "afghanistan", "world"]
FeedState = Literal[
    "unknown", "ok", "unchanged", "empty", "silent", "shrunken", "blocked", "gone", "not_a_feed", "failing"
]
EntryStatus = Literal["waiting", "done", "irrelevant", "given_up", "set_aside"]


@dataclass(frozen=True, slots=True)
class Listing:
    """How an HTML page that lists articles is read: CSS selectors, all but ``item`` relative to one item.

    An empty ``link`` is the item's first link, an empty ``title`` that link's words.
    """

    item: str
    link: str = ""
    title: str = ""
    summary: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """One row of the feeds file: where to poll and what to expect there. With a ``listing`` it is an HTML page."""

    url: str
    outlet: str
    language: str
    country: str
    covers: Covers
    state_owned: bool = False
    grade: str = "B"
    note: str = ""
    listing: Listing | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as its feed gave it. ``key`` is its identity: equal for the same story under a changed address form.

    ``updated_at`` and ``fragment`` tell that something changed under the same address: a post of a live blog, say.
    ``published_on`` is the day on the feed's own clock, where that is another one than in UTC.
    """

    key: str
    feed_url: str
    url: str
    title: str
    summary: str
    outlet: str
    language: str
    published_at: datetime | None
    updated_at: datetime | None = None
    fragment: str = ""
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed body, understood: its entries, and what was wrong with the rest (one readable line each).

    ``ttl_s`` is how long the publisher asks readers to wait between polls (RSS ``ttl``, ``sy:updatePeriod``).
    """

    title: str
    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()
    ttl_s: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as they were served. ``url`` is the address after redirects.

    ``moved_to`` is the address that permanent redirects (301, 308) alone led to, None if there were none.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class FeedMemory:
    """What is remembered of a feed from poll to poll. ``failures`` is weighted: hard errors count more than blips.

    ``bad_polls`` counts the polls for which it has been in a bad state without a break, ``told`` whether the operator
    was told of that. ``hub`` is where it can be subscribed to, as ``topic``.
    """

    url: str
    state: FeedState = "unknown"
    reason: str = ""
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    polls: int = 0
    failures: float = 0.0
    failing_since: datetime | None = None
    polled_at: datetime | None = None
    next_poll_at: datetime | None = None
    last_ok_at: datetime | None = None
    last_new_at: datetime | None = None
    usual_entries: float | None = None
    usual_gap_s: float | None = None
    moved_to: str | None = None
    moved_polls: int = 0
    bad_polls: int = 0
    told: bool = False
    hub: str | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """An entry that waits to be read, or the trace of one that was: it is there until it is settled."""

    entry: Entry
    status: EntryStatus
    reason: str
    attempts: int
    seen_at: datetime
    next_attempt_at: datetime
