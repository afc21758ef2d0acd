"""What a poll means and when the next one is: pure functions, told as tables of situations."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import FeedError, FetchError
from extractors.records import Entry, FeedMemory, Page, ParsedFeed
from flows.fetching.results import Unchanged
from flows.polling.decisions import after_failure, after_ok, after_unchanged, body_hash, is_bad
from flows.polling.intervals import PollRules
from flows.polling.news import news_of, operator_message, told
from flows.polling.schedule import address_of, is_due, wants_all, weight

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
URL = "https://outlet.example/feed"
RULES = PollRules()
FRESH = FeedMemory(URL)
KNOWN = replace(
    FRESH, state="ok", polls=5, body_hash="x", usual_entries=40.0, usual_gap_s=3600.0, last_new_at=NOW - HOUR
)


def _page(*headers: tuple[str, str], body: bytes = b"body", moved_to: str | None = None) -> Page:
    return Page(URL, 200, headers, body, NOW, moved_to)


def _parsed(count: int, *, newest: datetime = NOW, gap: timedelta = HOUR, ttl_s: float | None = None) -> ParsedFeed:
    entries = tuple(
        Entry(f"k{i}", URL, f"https://outlet.example/{i}", f"title {i}", "", "Outlet", "en", newest - i * gap)
        for i in range(count)
    )
    return ParsedFeed("Outlet", entries, ttl_s=ttl_s)


def _ok(memory: FeedMemory, parsed: ParsedFeed | None, page: Page | None = None, now: datetime = NOW) -> FeedMemory:
    return after_ok(memory, page or _page(), parsed, now, 0.0, RULES)


def _failed(memory: FeedMemory, reason: str = "timeout", now: datetime = NOW, **more: Any) -> FeedMemory:
    return after_failure(memory, FetchError(URL, reason, **more), now, 0.0, RULES)


@pytest.mark.parametrize(
    ("next_poll_at", "due"),
    [(None, True), (NOW - HOUR, True), (NOW, True), (NOW + timedelta(seconds=20), True), (NOW + HOUR, False)],
)
def test_a_feed_is_due_when_its_time_has_come(next_poll_at: datetime | None, due: bool) -> None:
    assert is_due(replace(FRESH, next_poll_at=next_poll_at), NOW) is due


# --- States ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "parsed", "state", "reason"),
    [
        (FRESH, _parsed(10), "ok", ""),
        (FRESH, _parsed(0), "empty", "a feed without entries"),
        (FRESH, _parsed(3, newest=NOW - 60 * DAY), "silent", "no new entry for 60 days"),
        (FRESH, _parsed(3, newest=NOW - 3 * DAY), "ok", ""),
        (FRESH, _parsed(9, newest=NOW - 30 * DAY, gap=10 * DAY), "ok", ""),
        (KNOWN, _parsed(5), "shrunken", "5 entries, 40 are usual"),
        (KNOWN, _parsed(30), "ok", ""),
        (KNOWN, _parsed(0), "empty", "a feed without entries"),
        (KNOWN, None, "unchanged", ""),
        (replace(KNOWN, state="shrunken", reason="5 entries"), None, "shrunken", "5 entries"),
        (replace(KNOWN, state="empty", reason="a feed without entries"), None, "empty", "a feed without entries"),
        (replace(KNOWN, last_new_at=NOW - 20 * DAY), None, "silent", "no new entry for 20 days"),
        (replace(KNOWN, state="failing", reason="timeout", failures=3.0), None, "unchanged", ""),
    ],
)  # fmt: skip
def test_a_body_that_came_has_its_state(before: FeedMemory, parsed: ParsedFeed | None, state: str, reason: str) -> None:
    after = _ok(before, parsed)
    assert (after.state, after.reason) == (state, reason)
    assert after.failures == 0
    assert after.failing_since is None
    assert after.last_ok_at == after.polled_at == NOW


@pytest.mark.parametrize(
    ("error", "state", "weighs"),
    [
        (FetchError(URL, "unreachable"), "failing", 1.0),
        (FetchError(URL, "timeout"), "failing", 1.0),
        (FetchError(URL, "dns"), "failing", 0.25),
        (FetchError(URL, "tls"), "failing", 0.5),
        (FetchError(URL, "http-404", status=404), "failing", 0.5),
        (FetchError(URL, "http-429", status=429), "failing", 0.5),
        (FetchError(URL, "http-500", status=500), "failing", 0.5),
        (FetchError(URL, "http-503", status=503), "failing", 0.5),
        (FetchError(URL, "http-400", status=400), "failing", 1.0),
        (FetchError(URL, "too-large"), "failing", 1.0),
        (FetchError(URL, "blocked", status=403), "blocked", 1.0),
        (FetchError(URL, "robots"), "blocked", 1.0),
        (FetchError(URL, "gone", status=410), "gone", 1.0),
        (FeedError(URL, "html"), "not_a_feed", 1.0),
        (FeedError(URL, "empty"), "not_a_feed", 1.0),
        (FeedError(URL, "truncated"), "failing", 1.0),
    ],
)
def test_an_error_has_its_state_and_weight(error: Any, state: str, weighs: float) -> None:
    after = after_failure(FRESH, error, NOW, 0.0, RULES)
    assert (after.state, after.reason, after.failures) == (state, error.reason, weighs)
    assert after.failing_since == NOW
    assert weight(error) == weighs


def test_a_304_after_a_failure_does_not_clear_it() -> None:
    failed = _failed(KNOWN)
    after = after_unchanged(failed, Unchanged(URL, (), NOW), NOW, 0.0, RULES)
    assert (after.state, after.reason, after.failures) == ("failing", "timeout", 1.0)
    assert after.polls == failed.polls + 1
    assert after.bad_polls == failed.bad_polls + 1


def test_a_304_keeps_the_validators_and_takes_new_ones() -> None:
    memory = replace(KNOWN, etag='"a"', last_modified="then")
    after = after_unchanged(memory, Unchanged(URL, (("etag", '"b"'),), NOW), NOW, 0.0, RULES)
    assert (after.etag, after.last_modified, after.state) == ('"b"', "then", "unchanged")


def test_a_full_answer_replaces_both_validators() -> None:
    after = _ok(replace(KNOWN, etag='"a"', last_modified="then"), _parsed(40), _page(("ETag", '"b"')))
    assert (after.etag, after.last_modified) == ('"b"', None)
    assert after.body_hash == body_hash(b"body")


def test_what_is_usual_follows_slowly_and_a_shrunken_feed_more_slowly() -> None:
    assert _ok(KNOWN, _parsed(20)).usual_entries == pytest.approx(34)
    assert _ok(KNOWN, _parsed(5)).usual_entries == pytest.approx(39.3)


@pytest.mark.parametrize(
    ("memory", "wants"),
    [
        (FRESH, True),
        (KNOWN, False),
        (replace(KNOWN, polls=24), True),
        (replace(KNOWN, failures=0.25), True),
        (replace(KNOWN, body_hash=None), True),
    ],
)
def test_the_whole_feed_is_asked_for_at_first_after_failures_and_now_and_then(memory: FeedMemory, wants: bool) -> None:
    assert wants_all(memory, RULES) is wants


# --- When next -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gap", "newest", "cache", "ttl_s", "expected_s"),
    [
        (timedelta(minutes=5), NOW, None, None, 300),
        (timedelta(minutes=30), NOW, None, None, 900),
        (DAY, NOW, None, None, 3600),
        (timedelta(minutes=5), NOW - 3 * HOUR, None, None, 1080),
        (timedelta(minutes=5), NOW, "max-age=600", None, 600),
        (timedelta(minutes=5), NOW, "public, max-age=600", 1800.0, 1800),
        (timedelta(minutes=5), NOW, "no-cache, max-age=600", None, 300),
        (timedelta(minutes=5), NOW, "max-age=31536000", None, 4 * 3600),
        (timedelta(minutes=5), NOW, "max-age=none", 60.0, 300),
    ],
)
def test_the_interval_follows_the_feed_and_its_publisher_within_bounds(
    gap: timedelta, newest: datetime, cache: str | None, ttl_s: float | None, expected_s: float
) -> None:
    page = _page(*((("Cache-Control", cache),) if cache else ()))
    after = _ok(FRESH, _parsed(10, newest=newest, gap=gap, ttl_s=ttl_s), page)
    assert after.next_poll_at == NOW + timedelta(seconds=expected_s)


def test_failures_back_off_by_weight_and_dead_feeds_are_tried_monthly() -> None:
    memory, now, pauses = KNOWN, NOW, []
    for _ in range(31):
        memory = _failed(memory, now=now)
        assert memory.next_poll_at is not None
        pauses.append((memory.next_poll_at - now) / HOUR)
        now = memory.next_poll_at
    assert pauses[:3] == [0.5, 1.0, 1.5]
    assert pauses[28] == 14.5
    assert pauses[29] == pauses[30] == 30 * 24
    assert _failed(KNOWN, "dns").next_poll_at == NOW + timedelta(seconds=450)
    assert _ok(memory, _parsed(40, newest=now), now=now).next_poll_at == now + HOUR / 2


@pytest.mark.parametrize(("asked_s", "expected_s"), [(None, 900), (60.0, 900), (7200.0, 7200), (1e9, 86_400)])
def test_a_server_may_ask_for_a_pause_of_a_day_at_most(asked_s: float | None, expected_s: float) -> None:
    after = _failed(KNOWN, "http-503", status=503, retry_after_s=asked_s)
    assert after.next_poll_at == NOW + timedelta(seconds=expected_s)


def test_jitter_only_makes_later() -> None:
    error = FetchError(URL, "timeout")
    pauses = [after_failure(KNOWN, error, NOW, jitter, RULES).next_poll_at for jitter in (0.0, 0.5, 1.0)]
    assert pauses == [NOW + timedelta(seconds=1800 * factor) for factor in (1.0, 1.1, 1.2)]


def test_a_gone_feed_is_tried_again_after_a_month() -> None:
    assert _failed(KNOWN, "gone", status=410).next_poll_at == NOW + 30 * DAY


# --- Moved -----------------------------------------------------------------------------------------------------------


def test_a_permanent_redirect_becomes_the_address_after_it_held() -> None:
    there, memory, asked = "https://outlet.example/new", FRESH, []
    for _ in range(4):
        asked.append(address_of(memory, RULES))
        memory = _ok(memory, _parsed(3), _page(moved_to=there if asked[-1] == URL else None))
    assert asked == [URL, URL, URL, there]
    assert address_of(memory, RULES) == there


def test_a_redirect_that_changes_or_ends_starts_again() -> None:
    moved = _ok(_ok(FRESH, None, _page(moved_to="https://a.example/")), None, _page(moved_to="https://b.example/"))
    assert (moved.moved_to, moved.moved_polls) == ("https://b.example/", 1)
    assert _ok(moved, None).moved_to is None


def test_an_address_that_fails_after_the_move_gives_way_to_the_old_one() -> None:
    memory = replace(KNOWN, moved_to="https://outlet.example/new", moved_polls=3)
    assert address_of(_failed(memory), RULES) == URL


# --- What the operator hears -----------------------------------------------------------------------------------------


def test_a_blip_is_no_news() -> None:
    memory = _failed(_failed(KNOWN))
    assert news_of(memory) is None
    assert news_of(_ok(memory, _parsed(40))) is None


def test_lasting_trouble_is_told_once_and_its_end_once() -> None:
    memory = KNOWN
    heard = []
    for step in "ffffoo":
        memory = _failed(memory) if step == "f" else _ok(memory, _parsed(40))
        heard.append(news_of(memory))
        memory = told(memory) if heard[-1] else memory
    assert heard == [None, None, "bad", None, "back", None]


def test_a_feed_that_is_gone_is_told_at_once() -> None:
    assert news_of(_failed(KNOWN, "gone", status=410)) == "bad"


@pytest.mark.parametrize(("usual", "bad"), [(None, False), (0.0, False), (12.0, True)])
def test_an_empty_feed_is_bad_only_if_it_usually_has_entries(usual: float | None, bad: bool) -> None:
    assert is_bad(replace(FRESH, state="empty", usual_entries=usual)) is bad


def test_all_news_of_a_run_are_one_message() -> None:
    bad = _failed(_failed(_failed(KNOWN)))
    back = replace(KNOWN, url="https://other.example/feed", told=True)
    message = operator_message([bad, back, KNOWN])
    assert message is not None
    subject, text = message
    assert subject == "[recognition-watch] feeds: 1 bad, 1 back"
    assert text.splitlines() == [
        f"failing since 2026-11-24 06:00 UTC: {URL} (timeout, 3 polls, next try 2026-11-24 07:30 UTC)",
        "back: https://other.example/feed",
    ]
    assert operator_message([KNOWN]) is None


# --- Whatever happens ------------------------------------------------------------------------------------------------

STEPS = st.lists(
    st.sampled_from(["ok", "same", "304", "moved", "empty", "few", "timeout", "dns", "gone", "html"]), max_size=40
)


@settings(deadline=None)
@given(STEPS, st.floats(0, 1))
def test_no_history_stops_a_feed_from_being_polled_again(steps: list[str], jitter: float) -> None:
    memory, now = FRESH, NOW
    for step in steps:
        memory = _after(step, memory, now, jitter)
        assert memory.next_poll_at is not None
        assert RULES.shortest_s <= (memory.next_poll_at - now).total_seconds() <= RULES.dead_s * 1.2
        assert memory.failures >= 0
        assert (memory.bad_polls > 0) == is_bad(memory)
        assert (memory.failing_since is None) == (memory.failures == 0)
        now = memory.next_poll_at


def _after(step: str, memory: FeedMemory, now: datetime, jitter: float) -> FeedMemory:
    counts = {"ok": 10, "empty": 0, "few": 2}
    if step in counts:
        return after_ok(memory, _page(), _parsed(counts[step], newest=now), now, jitter, RULES)
    if step in ("same", "moved"):
        page = _page(moved_to="https://outlet.example/new" if step == "moved" else None)
        return after_ok(memory, page, None, now, jitter, RULES)
    if step == "304":
        return after_unchanged(memory, Unchanged(URL, (), now), now, jitter, RULES)
    error = FeedError(URL, step) if step == "html" else FetchError(URL, step)
    return after_failure(memory, error, now, jitter, RULES)
