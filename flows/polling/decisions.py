"""What a poll means for the memory of its feed: pure functions from the memory before to the memory after."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from statistics import fmean

from extractors.errors import FetchError, ReadError
from extractors.records import Entry, FeedMemory, FeedState, Page, ParsedFeed
from flows.fetching.headers import header, max_age_s
from flows.fetching.results import Unchanged
from flows.polling.intervals import PollRules
from flows.polling.schedule import address_of, next_after_failure, next_after_success, weight

BAD_STATES: tuple[FeedState, ...] = ("blocked", "gone", "not_a_feed", "failing", "silent", "shrunken", "empty")

# The last three polls make two thirds of what is usual. A feed that shrank to a fifth would so be in order again after
# two polls, and nobody told: it takes three to be bad. By the smaller share it is bad for 35.
_NEWER_SHARE = 0.3
_SHRUNKEN_SHARE = 0.02
_USUALLY_SOME = 0.5  # entries a poll, by the mean: a feed that is mostly empty is not told of for being so
_STATES: dict[str, FeedState] = {
    "blocked": "blocked",
    "robots": "blocked",
    "gone": "gone",
    "html": "not_a_feed",
    "not-a-feed": "not_a_feed",
    "empty": "not_a_feed",
    "entity-bomb": "not_a_feed",
    "no-items": "not_a_feed",
    "bad-selector": "not_a_feed",
}


def body_hash(body: bytes) -> str:
    """The hash by which a body is known again."""
    return hashlib.sha256(body).hexdigest()


def after_ok(
    memory: FeedMemory, page: Page, parsed: ParsedFeed | None, now: datetime, jitter: float, rules: PollRules
) -> FeedMemory:
    """The memory after a body came that is a feed; ``parsed`` is None if it is the body of last time."""
    known = replace(
        _moved(memory, page.moved_to, rules),
        etag=header(page.headers, "ETag"),
        last_modified=header(page.headers, "Last-Modified"),
        body_hash=body_hash(page.body),
        failures=0.0,
        failing_since=None,
        last_ok_at=now,
    )
    if parsed is not None:
        known = _with_habits(known, parsed.entries, now, rules)
    state, reason = _state_after_ok(memory, known, parsed, now, rules)
    ttl_s = parsed.ttl_s if parsed else None
    wish_s = max(ttl_s or 0.0, max_age_s(header(page.headers, "Cache-Control")) or 0.0)
    known = _found(known, state, reason, now)
    return replace(known, next_poll_at=next_after_success(known, wish_s, now, jitter, rules))


def after_unchanged(
    memory: FeedMemory, answer: Unchanged, now: datetime, jitter: float, rules: PollRules
) -> FeedMemory:
    """The memory after a 304, which says nothing of a failure before it."""
    again_at = next_after_success(memory, max_age_s(header(answer.headers, "Cache-Control")), now, jitter, rules)
    if memory.failures > 0:
        return replace(_found(memory, memory.state, memory.reason, now), next_poll_at=again_at)
    known = replace(
        _moved(memory, answer.moved_to, rules),
        # A 304 may leave out what has not changed.
        etag=header(answer.headers, "ETag") or memory.etag,
        last_modified=header(answer.headers, "Last-Modified") or memory.last_modified,
        last_ok_at=now,
        next_poll_at=again_at,
    )
    return _found(known, *_state_after_ok(memory, known, None, now, rules), now)


def after_failure(
    memory: FeedMemory, error: FetchError | ReadError, now: datetime, jitter: float, rules: PollRules
) -> FeedMemory:
    """The memory after an error: what kind of bad the feed is now, and when it is tried again."""
    moved = address_of(memory, rules) != memory.url
    failed = replace(
        memory,
        state=_STATES.get(error.reason, "failing"),
        reason=error.reason,
        polls=memory.polls + 1,
        failures=memory.failures + weight(error),
        failing_since=memory.failing_since or now,
        polled_at=now,
        moved_to=None if moved else memory.moved_to,
        moved_polls=0 if moved else memory.moved_polls,
        bad_polls=memory.bad_polls + 1,
    )
    asked_s = error.retry_after_s if isinstance(error, FetchError) else None
    return replace(failed, next_poll_at=next_after_failure(failed, asked_s, now, jitter, rules))


def is_bad(memory: FeedMemory) -> bool:
    """Whether an operator should care. A feed that has always been empty (a search without hits) is in good order."""
    return _is_bad(memory.state, memory.usual_entries)


def _is_bad(state: FeedState, usual_entries: float | None) -> bool:
    return (usual_entries or 0.0) >= _USUALLY_SOME if state == "empty" else state in BAD_STATES


def _found(memory: FeedMemory, state: FeedState, reason: str, now: datetime) -> FeedMemory:
    return replace(
        memory,
        state=state,
        reason=reason,
        polls=memory.polls + 1,
        polled_at=now,
        bad_polls=memory.bad_polls + 1 if _is_bad(state, memory.usual_entries) else 0,
    )


def _state_after_ok(
    before: FeedMemory, after: FeedMemory, parsed: ParsedFeed | None, now: datetime, rules: PollRules
) -> tuple[FeedState, str]:
    # The same body again: it is as empty, or as short, as it was.
    if parsed is None and before.state in ("empty", "shrunken"):
        return before.state, before.reason
    if parsed is not None and not parsed.entries:
        return "empty", "a feed without entries"
    if parsed is not None and _is_shrunken(len(parsed.entries), before.usual_entries, rules):
        return "shrunken", f"{len(parsed.entries)} entries, {before.usual_entries:.0f} are usual"
    silent_s = _silent_for_s(after, now, rules)
    if silent_s is not None:
        return "silent", f"no new entry for {silent_s / 86_400:.0f} days"
    return ("ok" if parsed is not None else "unchanged"), ""


def _is_shrunken(entries: int, usual: float | None, rules: PollRules) -> bool:
    return usual is not None and usual >= rules.shrunken_from and entries < usual * rules.shrunken_share


def _silent_for_s(memory: FeedMemory, now: datetime, rules: PollRules) -> float | None:
    if memory.last_new_at is None:
        return None
    quiet_s = (now - memory.last_new_at).total_seconds()
    usual_s = (memory.usual_gap_s or 0.0) * rules.silent_gaps
    return quiet_s if quiet_s > min(max(usual_s, rules.silent_at_least_s), rules.silent_at_most_s) else None


def _moved(memory: FeedMemory, moved_to: str | None, rules: PollRules) -> FeedMemory:
    """Count the polls for which a permanent redirect has led to the same address."""
    if moved_to is None:
        settled = memory.moved_to is None or address_of(memory, rules) != memory.url
        return memory if settled else replace(memory, moved_to=None, moved_polls=0)
    held = memory.moved_polls + 1 if moved_to == memory.moved_to else 1
    return replace(memory, moved_to=moved_to, moved_polls=held)


def _with_habits(memory: FeedMemory, entries: Sequence[Entry], now: datetime, rules: PollRules) -> FeedMemory:
    """How many entries are usual (a shrunken feed is long in becoming usual), how far apart, when the newest came."""
    dates = sorted(entry.published_at for entry in entries if entry.published_at is not None)
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(dates)]
    # A date ahead of us would have the feed seem fresh for as long as it lies ahead.
    newest = min(max(dates), now) if dates else (now if entries else None)
    known = [moment for moment in (memory.last_new_at, newest) if moment is not None]
    share = _SHRUNKEN_SHARE if _is_shrunken(len(entries), memory.usual_entries, rules) else _NEWER_SHARE
    return replace(
        memory,
        usual_entries=_blended(memory.usual_entries, float(len(entries)), share),
        usual_gap_s=_blended(memory.usual_gap_s, fmean(gaps), _NEWER_SHARE) if gaps else memory.usual_gap_s,
        last_new_at=max(known, default=None),
    )


def _blended(usual: float | None, seen: float, share: float) -> float:
    return seen if usual is None else (1 - share) * usual + share * seen
