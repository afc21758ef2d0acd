"""What is known about the watch itself."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from types import SimpleNamespace

import sqlalchemy as sa

from extractors.records import FeedMemory
from extractors.records.stored import Overdue
from storage.layout.counted import kept_counts, true_counts
from storage.layout.tables import claim_bands, claims
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


HOUR = timedelta(hours=1)


def _waits(store: Store, make: SimpleNamespace, number: int) -> str:
    claims = make.save(
        store, make.extraction(make.statement(f"Said {number}"), number=number), [f"{number}@example.org"]
    )
    return str(make.alert(claims).id)


def test_mails_are_overdue_when_trying_failed_or_nobody_tried(store: Store, make: SimpleNamespace) -> None:
    late = make.noon + 2 * HOUR
    assert store.overdue(late, HOUR) is None
    tried, kept, sent, lost = (_waits(store, make, number) for number in range(4))
    store.mark_failed(tried, "0@example.org", "connection refused", late + HOUR / 2, make.noon)
    store.postpone_delivery(kept, "1@example.org", late + HOUR / 4)
    store.mark_sent(sent, "2@example.org", make.noon)
    store.mark_failed(lost, "3@example.org", "no such mailbox", None, make.noon)

    assert store.overdue(make.noon + HOUR / 2, HOUR) is None
    assert store.overdue(late, HOUR) == Overdue(1, make.noon, "connection refused")
    assert store.overdue(late + 2 * HOUR, HOUR) == Overdue(2, make.noon, "connection refused")


def test_what_was_tried_and_is_kept_back_until_tomorrow_is_not_overdue(store: Store, make: SimpleNamespace) -> None:
    alert = _waits(store, make, 1)
    store.mark_failed(alert, "1@example.org", "451 try again", make.noon + 9 * HOUR, make.noon)
    assert store.overdue(make.noon + 2 * HOUR, HOUR) is None


def test_what_is_counted_row_by_row_is_what_there_is(store: Store, make: SimpleNamespace) -> None:
    store.record_poll(FeedMemory("https://a.example/feed", "ok"), [make.entry(1), make.entry(2)], make.noon)
    store.record_poll(FeedMemory("https://a.example/feed", "ok"), [make.entry(2), make.entry(3)], make.noon)
    told = make.extraction(make.statement("One thing"), make.statement("Another"), number=2)
    make.save(store, told, ["a@example.org", "b@example.org"])
    store.settle_entry(make.entry(1).key, "irrelevant", "no side named", make.noon)
    (one,) = store.lease_deliveries(make.noon + timedelta(days=1), "me", 60, 1)
    store.mark_sent(one.alert.id, one.recipient, make.noon)
    assert store.counts() == {
        "feeds": 1,
        "articles": 1,
        "statements": 2,
        "claims": 2,
        "entries": 3,
        "entries waiting": 2,
        "entries irrelevant": 1,
        "deliveries": 2,
        "deliveries waiting": 1,
        "deliveries sent": 1,
    }
    store.note_awake(make.noon)  # adds up what PostgreSQL keeps change by change
    with store._database.reading() as connection:
        assert kept_counts(connection) == true_counts(connection)
        of_each_name = "SELECT count(*), count(DISTINCT name) FROM row_counts WHERE number > 0"
        assert len(set(connection.exec_driver_sql(of_each_name).one())) == 1


def test_what_a_transaction_takes_back_is_not_counted(store: Store, make: SimpleNamespace) -> None:
    make.save(store, make.extraction(make.statement("One thing"), number=2))
    before = store.counts()
    with suppress(ZeroDivisionError), store._database.writing() as connection:
        connection.execute(sa.delete(claim_bands))
        connection.execute(sa.delete(claims))
        assert kept_counts(connection).get("claims", 0) == 0
        raise ZeroDivisionError
    assert store.counts() == before
    assert before["claims"] == 1
