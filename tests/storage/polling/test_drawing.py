"""A pass takes from the inbox by turns among the feeds, the newest first, and a share of what is old."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from types import SimpleNamespace

import pytest

from extractors.records import Entry, FeedMemory
from storage.store import Store

CASES = [
    # the feeds with the minutes at which their entries were published, how many are drawn, and which
    ("all that there is", {"a": [1, 2], "b": [3]}, 10, "a1 a2 b3"),
    ("no more than is asked for", {"a": [1, 2, 3]}, 2, "a2 a3"),
    ("one of each feed before a second of any", {"a": [7, 8, 9], "b": [1, 2], "c": [5]}, 3, "b2 c5 a9"),
    ("of too many feeds those with the newest", {"a": [1], "b": [3], "c": [2]}, 2, "c2 b3"),
    ("a quarter of the oldest", {"a": [1, 2, 3, 4, 5, 6, 7, 8]}, 4, "a1 a6 a7 a8"),
    ("of the oldest, too, one of each feed", {"a": [1, 2, 3, 9], "b": [4, 5, 6, 10]}, 8, "a1 a2 a3 b4 b5 b6 a9 b10"),
    (
        "old ones of two feeds",
        {"a": [1, 2, *range(20, 30)], "b": [3, 4, *range(30, 40)]},
        8,
        "a1 b3 a27 a28 a29 b37 b38 b39",
    ),
    ("dates in the future keep nobody from his round", {"a": [900, 901, 902], "b": [1, 2]}, 3, "b2 a901 a902"),
]


def _entry(make: SimpleNamespace, feed: str, minute: int) -> Entry:
    one: Entry = make.entry(minute, key=f"{feed}{minute}", feed_url=feed, url=f"https://{feed}.example/{minute}")
    return one


def _fill(store: Store, make: SimpleNamespace, feeds: dict[str, list[int]]) -> None:
    polls = [(FeedMemory(feed), [_entry(make, feed, minute) for minute in minutes]) for feed, minutes in feeds.items()]
    store.record_polls(polls, make.noon)


@pytest.mark.parametrize(("feeds", "limit", "drawn"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_a_pass_draws_in_the_order_of_publication(
    store: Store, make: SimpleNamespace, feeds: dict[str, list[int]], limit: int, drawn: str
) -> None:
    _fill(store, make, feeds)
    assert [waiting.entry.key for waiting in store.due_entries(make.noon, limit)] == drawn.split()


def test_what_does_not_wait_takes_no_turn(store: Store, make: SimpleNamespace) -> None:
    _fill(store, make, {"a": [1, 2, 3], "b": [4, 5]})
    store.settle_entry("a3", "done", "read", make.noon)
    store.postpone_entry("b5", "http-500", make.noon + timedelta(hours=1))
    assert [waiting.entry.key for waiting in store.due_entries(make.noon, 2)] == ["a2", "b4"]


def test_an_undated_entry_counts_from_when_it_was_seen(store: Store, make: SimpleNamespace) -> None:
    _fill(store, make, {"a": [-5, 5]})
    undated = make.entry(0, key="undated", feed_url="a", published_at=None)
    store.record_polls([(FeedMemory("a"), [undated])], make.noon)
    assert [waiting.entry.key for waiting in store.due_entries(make.noon, 2)] == ["undated", "a5"]


def test_thousands_of_old_entries_in_one_feed_delay_no_others_news(store: Store, make: SimpleNamespace) -> None:
    archive = list(range(-5000, 0))
    _fill(store, make, {"archive": archive, "quiet": [3], "busy": list(range(30))})
    first = store.due_entries(make.noon, 200)
    by_feed = Counter(waiting.entry.feed_url for waiting in first)
    assert by_feed == {"quiet": 1, "busy": 30, "archive": 169}
    assert {-5000, -1} <= {int(w.entry.key.removeprefix("archive")) for w in first if w.entry.feed_url == "archive"}


def test_the_oldest_come_to_their_turn_however_much_news_there_is(store: Store, make: SimpleNamespace) -> None:
    _fill(store, make, {"a": [1]})
    passes = 0
    while not _read(store, make, "a1"):
        passes += 1
        _fill(store, make, {f"feed-{number}": [100 * passes + number] for number in range(40)})
        assert passes < 10
    assert passes <= 2


def _read(store: Store, make: SimpleNamespace, key: str) -> bool:
    """Make a pass over twenty entries; whether one of them is ``key``."""
    drawn = [waiting.entry.key for waiting in store.due_entries(make.noon, 20)]
    for one in drawn:
        store.settle_entry(one, "done", "read", make.noon)
    return key in drawn
