"""What is read again: entries that change in their feed, and pages that are looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from extractors.records import Entry, FeedMemory
from extractors.records.stored import Glimpse, Look
from storage.polling.looking import TAKEN_UP_FOR
from storage.store import Store

from ..conftest import NOON

FEED = "https://feed.example/rss"
ENTRY = Entry("reed.example/a", FEED, "https://reed.example/a", "Talks in Moscow", "They met.", "Reed", "en", NOON)
LATER = NOON + timedelta(hours=1)
CHANGES: dict[str, dict[str, Any]] = {
    "its title": {"title": "Talks in Moscow fail"},
    "its summary": {"summary": "They met, and recognised nobody."},
    "its date": {"published_at": NOON + timedelta(minutes=30)},
    "when it was updated": {"updated_at": NOON + timedelta(minutes=30)},
    "the post it points to": {"fragment": "post-12"},
}
NO_CHANGES: dict[str, dict[str, Any]] = {
    "nothing": {},
    "its address's trackers": {"url": "https://reed.example/a?utm_source=rss"},
    "blanks and marks of its title": {"title": "Talks  in Moscow!"},
    "another feed that tells it otherwise": {"feed_url": "https://other.example/rss", "title": "Moscow talks"},
}


def _poll(store: Store, entry: Entry, now: Any) -> None:
    store.record_poll(FeedMemory(entry.feed_url), [entry], now)


def _waits(store: Store, now: Any) -> list[str]:
    return [one.entry.title for one in store.due_entries(now, 10)]


@pytest.mark.parametrize("status", ["done", "irrelevant", "given_up"])
@pytest.mark.parametrize("change", CHANGES)
def test_an_entry_that_changes_in_its_feed_waits_again(change: str, status: Any, store: Store) -> None:
    _poll(store, ENTRY, NOON)
    store.settle_entry(ENTRY.key, status, "", NOON)
    changed = replace(ENTRY, **CHANGES[change])
    _poll(store, changed, LATER)
    assert [one.entry for one in store.due_entries(LATER, 10)] == [changed]


@pytest.mark.parametrize("change", NO_CHANGES)
def test_what_says_nothing_new_is_not_read_again(change: str, store: Store) -> None:
    _poll(store, ENTRY, NOON)
    store.settle_entry(ENTRY.key, "done", "", NOON)
    _poll(store, replace(ENTRY, **NO_CHANGES[change]), LATER)
    assert _waits(store, LATER) == []


def test_a_change_is_taken_up_some_minutes_after_the_reading_and_not_after_days(store: Store) -> None:
    _poll(store, ENTRY, NOON)
    store.settle_entry(ENTRY.key, "done", "", NOON)
    changed = replace(ENTRY, title="Talks fail")
    _poll(store, changed, NOON + timedelta(minutes=5))
    assert _waits(store, LATER) == []
    _poll(store, changed, NOON + TAKEN_UP_FOR)
    assert _waits(store, NOON + TAKEN_UP_FOR) == []
    _poll(store, changed, LATER)
    assert _waits(store, LATER) == ["Talks fail"]


def test_an_entry_that_still_waits_has_its_latest_title_and_its_attempts(store: Store) -> None:
    _poll(store, ENTRY, NOON)
    store.postpone_entry(ENTRY.key, "timeout", LATER)
    _poll(store, replace(ENTRY, title="Talks fail"), LATER)
    (one,) = store.due_entries(LATER, 10)
    assert (one.entry.title, one.attempts) == ("Talks fail", 1)


def test_a_look_is_due_when_it_was_planned_for_with_what_is_known_of_its_page(store: Store) -> None:
    look = Look("https://reed.example/a", 2, True, '"a"', None, "body", "text", (Glimpse("https://reed.example/a/2"),))
    _poll(store, ENTRY, NOON)
    store.plan_look(ENTRY.key, look, NOON)
    assert store.due_looks(LATER, 10) == ()  # nothing was read yet
    store.settle_entry(ENTRY.key, "done", "", NOON)
    assert store.due_looks(LATER, 10) == ()
    store.plan_look(ENTRY.key, look, LATER)
    assert store.due_looks(LATER - timedelta(minutes=1), 10) == ()
    assert store.due_looks(LATER, 10) == ((ENTRY, look),)
    assert store.due_looks(NOON + TAKEN_UP_FOR, 10) == ()


@pytest.mark.parametrize(("change", "etag"), [("its title", None), ("when it was updated", '"a"')])
def test_a_page_that_is_looked_at_is_looked_at_now_and_read_anew_where_words_changed(
    change: str, etag: str | None, store: Store
) -> None:
    _poll(store, ENTRY, NOON)
    store.settle_entry(ENTRY.key, "done", "", NOON)
    store.plan_look(ENTRY.key, Look("https://reed.example/a", 1, etag='"a"'), LATER + timedelta(hours=1))
    changed = replace(ENTRY, **CHANGES[change])
    _poll(store, changed, LATER)
    assert _waits(store, LATER) == []
    assert store.due_looks(LATER, 10) == ((changed, Look("https://reed.example/a", 1, etag=etag)),)
