"""Feeds' memories and the inbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from extractors.records import EntryStatus, FeedMemory
from storage.store import Store


def test_a_feed_is_remembered_as_it_was_told_last(store: Store, make: SimpleNamespace) -> None:
    memory = FeedMemory("https://outlet.example/feed", "ok", "200", '"tag"', "Mon", "hash", 1, 0.25, make.noon)
    store.record_poll(memory, [], make.noon)
    later = replace(memory, state="failing", polls=2, failing_since=make.noon, etag=None, usual_gap_s=3.5)
    store.record_poll(later, [], make.noon)
    assert store.feed_memories() == {memory.url: later}


def test_only_unseen_entries_come_back_as_new_in_their_order(store: Store, make: SimpleNamespace) -> None:
    memory = FeedMemory("https://outlet.example/feed")
    first, second, third = (make.entry(number) for number in (1, 2, 3))
    assert store.record_poll(memory, [second, first, second], make.noon) == (second, first)
    assert store.record_poll(memory, [second, third, first], make.noon) == (third,)


def test_the_same_story_from_two_feeds_is_one_entry(store: Store, make: SimpleNamespace) -> None:
    one, other = make.entry(1), make.entry(1, feed_url="https://outlet.example/other", title="The same elsewhere")
    assert store.record_poll(FeedMemory(one.feed_url), [one], make.noon) == (one,)
    assert store.record_poll(FeedMemory(other.feed_url), [other], make.noon) == ()
    assert [waiting.entry for waiting in store.due_entries(make.noon, 10)] == [one]


def test_a_feed_of_thousands_of_entries_is_put_in_whole(store: Store, make: SimpleNamespace) -> None:
    entries = [make.entry(number) for number in range(2500)]
    assert len(store.record_poll(FeedMemory("https://outlet.example/feed"), entries, make.noon)) == 2500
    assert store.counts()["entries waiting"] == 2500


def test_the_first_published_entry_is_read_first_and_an_undated_one_when_it_was_seen(
    store: Store, make: SimpleNamespace
) -> None:
    late, early, undated = make.entry(9), make.entry(1), make.entry(5, published_at=None)
    store.record_poll(FeedMemory("f"), [late, early, undated], make.noon + timedelta(minutes=5))
    due = store.due_entries(make.noon + timedelta(hours=1), 10)
    assert [waiting.entry for waiting in due] == [early, undated, late]


@pytest.mark.parametrize("status", ["done", "irrelevant", "given_up"])
def test_a_settled_entry_waits_no_longer_and_is_not_new_again(
    store: Store, make: SimpleNamespace, status: EntryStatus
) -> None:
    one = make.entry()
    store.record_poll(FeedMemory("f"), [one], make.noon)
    store.settle_entry(one.key, status, "because", make.noon)
    assert store.due_entries(make.noon, 10) == ()
    assert store.record_poll(FeedMemory("f"), [one], make.noon) == ()
    assert store.counts()[f"entries {status}"] == 1


def test_a_postponed_entry_comes_back_in_its_time_with_its_attempts_counted(
    store: Store, make: SimpleNamespace
) -> None:
    one = make.entry()
    store.record_poll(FeedMemory("f"), [one], make.noon)
    later = make.noon + timedelta(minutes=10)
    store.postpone_entry(one.key, "http-500", later)
    assert store.due_entries(later - timedelta(seconds=1), 10) == ()
    (waiting,) = store.due_entries(later, 10)
    assert (waiting.attempts, waiting.reason, waiting.next_attempt_at) == (1, "http-500", later)


def test_a_settled_entry_is_not_postponed(store: Store, make: SimpleNamespace) -> None:
    one = make.entry()
    store.record_poll(FeedMemory("f"), [one], make.noon)
    store.settle_entry(one.key, "given_up", "too often", make.noon)
    store.postpone_entry(one.key, "http-500", make.noon)
    assert store.due_entries(make.noon, 10) == ()


def test_what_no_database_keeps_is_replaced_length_for_length(store: Store, make: SimpleNamespace) -> None:
    one = make.entry(title="nul \x00 and half \ud83d a pair", summary="emoji 🙂 stays")
    store.record_poll(FeedMemory("f", reason="\x00"), [one], make.noon)
    (waiting,) = store.due_entries(make.noon + timedelta(days=1), 10)
    assert waiting.entry.title == "nul � and half � a pair"
    assert waiting.entry.summary == one.summary
