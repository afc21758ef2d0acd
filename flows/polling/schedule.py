"""When a feed is asked next, and how: pure functions of what is remembered of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from extractors.errors import FetchError, RecognitionWatchError
from extractors.records import FeedMemory
from flows.fetching.headers import LONGEST_RETRY_AFTER_S
from flows.polling.intervals import USUAL, PollRules

# How much of a failure each is; a feed that is given up is asked once in a while only, so what passes by itself counts
# less: twice or four times as many in a row are needed.
_SOFT = 0.5
_TEMPORARY = 0.25
_JITTER = 0.2  # of an interval: feeds that were added together are not asked together for ever


def is_due(memory: FeedMemory, now: datetime, rules: PollRules = USUAL) -> bool:
    """Whether a feed is to be polled now."""
    return memory.next_poll_at is None or now >= memory.next_poll_at - timedelta(seconds=rules.slack_s)


def wants_all(memory: FeedMemory, rules: PollRules) -> bool:
    """Whether to ask without validators: some servers answer 304, or the same ETag, for changed content."""
    return memory.failures > 0 or memory.body_hash is None or memory.polls % rules.full_every == 0


def address_of(memory: FeedMemory, rules: PollRules) -> str:
    """Where to ask: the feed's address, or the one it has moved to for good."""
    return memory.moved_to if memory.moved_to and memory.moved_polls >= rules.moved_after else memory.url


def weight(error: RecognitionWatchError) -> float:
    """How much an error counts towards giving a feed up: hard ones 1, what often passes 0.5, a name look-up 0.25."""
    if not isinstance(error, FetchError):
        return 1.0
    if error.reason == "dns":
        return _TEMPORARY
    passing = error.reason in ("tls", "http-404", "http-429") or error.reason.startswith("http-5")
    return _SOFT if passing else 1.0


def next_after_success(
    memory: FeedMemory, wish_s: float | None, now: datetime, jitter: float, rules: PollRules
) -> datetime:
    """The next poll of a feed that answered; ``wish_s`` is the publisher's own interval, ``jitter`` from 0 to 1."""
    interval_s = max(_adapted_s(memory, now, rules), min(wish_s or 0.0, rules.longest_wish_s))
    return now + timedelta(seconds=_shaken(interval_s, jitter / 4))


def next_after_failure(
    memory: FeedMemory, retry_after_s: float | None, now: datetime, jitter: float, rules: PollRules
) -> datetime:
    """The next poll of a feed that failed: later with every failure, and not before the server allows it."""
    given_up = memory.state == "gone" or memory.failures >= rules.most_failures
    pause_s = rules.dead_s if given_up else memory.failures * rules.backoff_s
    asked_s = min(retry_after_s or 0.0, LONGEST_RETRY_AFTER_S)
    return now + timedelta(seconds=_shaken(max(pause_s, asked_s, rules.shortest_s), jitter))


def _adapted_s(memory: FeedMemory, now: datetime, rules: PollRules) -> float:
    """Half the usual gap between new entries, or a tenth of the time since the last where that is more."""
    usual_s = (memory.usual_gap_s or 0.0) / 2
    quiet_s = (now - memory.last_new_at).total_seconds() / 10 if memory.last_new_at else 0.0
    return min(max(usual_s, quiet_s, rules.shortest_s), rules.longest_s)


def _shaken(seconds: float, jitter: float) -> float:
    return seconds * (1 + _JITTER * min(max(jitter, 0.0), 1.0))
