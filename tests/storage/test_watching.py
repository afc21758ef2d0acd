"""What is known about the watch itself."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from extractors.records import FeedMemory
from storage.store import Store


def test_coverage_tells_who_answered_and_what_came_of_it(store: Store, make: SimpleNamespace) -> None:
    hour = timedelta(hours=1)
    feeds = [
        FeedMemory("https://a.example/feed", "ok", last_ok_at=make.noon + hour),
        FeedMemory("https://b.example/feed", "unchanged", last_ok_at=make.noon - hour),
        FeedMemory("https://c.example/feed", "silent", "no entry for 9 days", last_ok_at=make.noon + hour),
        FeedMemory("https://d.example/feed", "failing", "timeout"),
        FeedMemory("https://e.example/feed"),
    ]
    store.record_poll(feeds[0], [make.entry(1)], make.noon - hour)
    for memory in feeds:
        store.record_poll(memory, [make.entry(2)], make.noon + hour)
    make.save(store, make.extraction(make.statement("Old"), number=1), now=make.noon - hour, seen_at=make.noon - hour)
    told = make.extraction(make.statement("One thing"), make.statement("Another"), number=2)
    make.save(store, told, now=make.noon + hour, kind="restated", seen_at=make.noon + hour)
    covered = store.coverage(make.noon)
    assert (covered.feeds, covered.answered, covered.entries, covered.articles) == (5, 2, 1, 1)
    assert covered.states == (("failing", 1), ("ok", 1), ("silent", 1), ("unchanged", 1), ("unknown", 1))
    assert covered.troubled == (feeds[2], feeds[3])
    assert covered.claims == (("restated", 2),)


def test_a_moment_is_remembered_until_the_next(store: Store, make: SimpleNamespace) -> None:
    assert store.moment("digest") is None
    store.set_moment("digest", make.noon)
    store.set_moment("digest", make.noon + timedelta(days=1))
    store.set_moment("other", make.noon)
    assert store.moment("digest") == make.noon + timedelta(days=1)
