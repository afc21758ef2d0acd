"""What was set aside stays with its bytes and waits again when it is told to; faults are counted and told once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from extractors.errors import StoreError
from extractors.records import Entry, FeedMemory, Page
from extractors.records.stored import KnownFault, SetAside
from storage.engine.database import Database
from storage.store import Store, open_store

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
URL = "https://a.example/1"
BODY = b"\xff\x00<p>bytes \xe2\x80\x9cas they came\xe2\x80\x9d" * 50
PAGE = Page(URL, 200, (("Content-Type", "text/html"),), BODY, NOW)
ASIDE = SetAside("k", URL, "A title", "Tin Post", "ValueError: a fault", "Traceback …", "1.0", NOW)


@pytest.fixture
def waiting(database_url: str) -> Iterator[Store]:
    """A store in whose inbox one entry waits."""
    with open_store(database_url) as store:
        store.record_poll(FeedMemory("feed"), [Entry("k", "feed", URL, "A title", "", "Tin Post", "en", NOW)], NOW)
        yield store


def test_an_entry_set_aside_is_done_with_and_its_bytes_are_kept(waiting: Store) -> None:
    waiting.set_aside(ASIDE, PAGE, "unforeseen: ValueError: a fault (after 5 attempts)")
    assert waiting.due_entries(NOW + timedelta(days=1), 10) == ()
    assert waiting.counts()["entries set_aside"] == 1
    (aside,) = waiting.asides()
    assert (aside.error, aside.version, aside.size, aside.status) == (ASIDE.error, "1.0", len(BODY), "set_aside")
    assert waiting.aside_page(aside.id) == PAGE
    assert waiting.aside_pages(["k", "another"]) == {"k": PAGE}


def test_where_no_page_came_there_are_no_bytes(waiting: Store) -> None:
    waiting.set_aside(ASIDE, None, "unforeseen")
    (aside,) = waiting.asides()
    assert aside.size == 0
    assert waiting.aside_page(aside.id) is None
    assert waiting.aside_pages(["k"]) == {}


def test_what_is_tried_again_waits_as_if_new_and_is_forgotten_once_it_is_read(waiting: Store) -> None:
    waiting.postpone_entry("k", "unforeseen", NOW)
    waiting.set_aside(ASIDE, PAGE, "unforeseen")
    waiting.try_again(["k"], "1.1", NOW)
    (entry,) = waiting.due_entries(NOW, 10)
    (aside,) = waiting.asides()
    assert (entry.attempts, aside.status, aside.tried_with) == (0, "waiting", "1.1")
    waiting.settle_entry("k", "irrelevant", "read after all", NOW)
    assert waiting.asides() == ()
    assert waiting.aside_pages(["k"]) == {}


def test_what_is_set_aside_once_more_replaces_what_was_kept(waiting: Store) -> None:
    waiting.set_aside(ASIDE, PAGE, "unforeseen")
    waiting.try_again(["k"], "1.1", NOW)
    later = SetAside("k", URL, "A title", "Tin Post", "TypeError: another", "Traceback …", "1.1", NOW)
    waiting.set_aside(later, None, "unforeseen")
    (aside,) = waiting.asides()
    assert (aside.error, aside.version, aside.tried_with, aside.size) == ("TypeError: another", "1.1", None, 0)


def test_damaged_bytes_are_told_to_who_asks_for_them_and_passed_over_in_a_pass(
    waiting: Store, database_url: str
) -> None:
    waiting.set_aside(ASIDE, PAGE, "unforeseen")
    database = Database(database_url, 5)
    with database.writing() as connection:
        connection.execute(sa.text("UPDATE set_aside SET body_hash = 'another'"))
    database.close()
    assert waiting.aside_pages(["k"]) == {}
    with pytest.raises(StoreError, match="is damaged"):
        waiting.aside_page(waiting.asides()[0].id)


def _fault(number: int, at: datetime) -> KnownFault:
    return KnownFault(f"f{number}", "entry", f"https://a.example/{at:%S}", "ValueError", "…", "x.py:f", "1.0", at, at)


def test_a_fault_is_counted_and_told_once(waiting: Store) -> None:
    later = NOW + timedelta(seconds=5)
    waiting.record_faults([_fault(1, NOW), _fault(2, NOW)])
    waiting.mark_told(["f1"], NOW)
    waiting.record_faults([_fault(1, later), _fault(1, later)])
    first, second = waiting.known_faults()
    assert (first.times, first.first_seen, first.last_seen, first.told_at) == (3, NOW, later, NOW)
    assert first.subject == "https://a.example/05"
    assert waiting.known_faults(untold=True) == (second,)
