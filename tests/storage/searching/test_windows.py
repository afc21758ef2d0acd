"""The latest that hold something, however long ago they are dated: window by window on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.records import Filter, StatementRecord
from storage.searching.documents import HIGHEST, first_number
from storage.searching.windows import SHIFTS, windows_back
from storage.store import Store

NUMBERS = st.integers(0, HIGHEST)
# Of one day, of years before it, and of when numbers begin.
DATES = [datetime(2026, 3, 1, hour, tzinfo=UTC) for hour in (12, 11, 3)]
DATES += [datetime(2026, 3, 1, tzinfo=UTC) - timedelta(days=days) for days in (1, 2, 9, 40, 200, 800, 3000, 9000)]
DATES += [datetime(1970, 1, 1, tzinfo=UTC)]


def _windows_with(number: int, top: int, bottom: int, *, few: bool) -> list[int]:
    tags = {(number >> shift) * len(SHIFTS) + level for level, shift in enumerate(SHIFTS)}
    windows, rest = windows_back(top, bottom, few=few)
    found = [place for place, eras in enumerate(windows) if tags & set(eras)]
    return [*found, len(windows)] if rest is not None and number < rest else found


@given(several=st.lists(NUMBERS, min_size=3, max_size=9), few=st.booleans())
def test_each_document_is_in_one_window_and_no_later_one_in_a_window_behind(several: list[int], few: bool) -> None:
    top, *between, bottom = sorted(several, reverse=True)
    places = [_windows_with(number, top, bottom, few=few) for number in (top, *between, bottom)]
    assert [len(one) for one in places] == [1] * len(places)
    assert places == sorted(places)


def test_windows_widen_so_that_some_reach_back_for_a_lifetime() -> None:
    latest = first_number(datetime(2040, 1, 1, tzinfo=UTC))
    windows, rest = windows_back(latest, 0, few=False)
    assert rest is not None
    assert first_number(datetime(2030, 1, 1, tzinfo=UTC)) < rest < first_number(datetime(2036, 1, 1, tzinfo=UTC))
    assert len(windows) < 2 * len(SHIFTS)
    assert max(map(len, windows)) < 20
    assert len(windows_back(latest, 0, few=True).windows) <= 4


def test_nothing_is_looked_for_before_the_first_day() -> None:
    assert windows_back(first_number(DATES[-2]), first_number(DATES[0]), few=False) == ((), None)


@pytest.fixture
def scattered(store: Store, make: SimpleNamespace) -> Store:
    """An article of each date, in no order of dates; the words of every second one stand in another order."""
    numbered = list(enumerate(DATES))
    for number, date in sorted(numbered, key=lambda one: one[0] * 5 % len(DATES)):
        words = "draft law passed" if number % 2 == 0 else "law passed a draft"
        told = ["editor@example.org"] if number % 3 == 0 else []
        make.save(store, make.extraction(make.statement(words), number=number, published_at=date), told)
    return store


def _numbers(urls: list[str | None]) -> list[int]:
    return [int(str(url).rpartition("/")[2]) for url in urls]


ALL, PHRASE = list(range(len(DATES))), list(range(0, len(DATES), 2))
SEARCHES = [
    ("law draft", ALL),
    ('"draft law"', PHRASE),
    ('"draft law passed"', PHRASE),
    ('passed -"draft law"', [one for one in ALL if one not in PHRASE]),
    ('passed -"law draft"', ALL),
    ("draft-la*", PHRASE),
    ("draft-law-pa*", PHRASE),
    ("law-pass* dra*", ALL),
    ('"law draft"', []),
]


def test_the_latest_come_first_whenever_they_are_dated(scattered: Store) -> None:
    for (asked, found), limit in product(SEARCHES, (1, 3, 100)):
        narrow = Filter(search=asked, limit=limit)
        answers = (
            _numbers([one.claim.url for one in scattered.claims(narrow)]),
            _numbers([one.url for one in scattered.statements(narrow)]),
            _numbers([one.article.canonical_url for one in scattered.articles(narrow)]),
        )
        assert (asked, limit, *answers) == (asked, limit, *[found[:limit]] * 3)


def test_a_span_of_days_leaves_the_others_out(scattered: Store) -> None:
    for asked, held in (("law draft", ALL), ('"draft law"', PHRASE)):
        found = scattered.claims(Filter(search=asked, since=DATES[9], until=DATES[4]))
        expected = [one for one in held if DATES[9] <= DATES[one] < DATES[4]]
        assert _numbers([one.claim.url for one in found]) == expected


def test_pages_and_alerts_go_on_behind_the_last_one(scattered: Store) -> None:
    seen: list[str] = []
    narrow, after = Filter(topic="recognition", limit=5), None
    while page := scattered.claims_page(narrow, after):
        seen += [one.claim.url for one in page]
        after = (page[-1].claim.published_at or page[-1].claim.seen_at, page[-1].claim.id)
    assert _numbers([*seen]) == ALL
    told = scattered.deliveries(Filter(topic="recognition"))
    assert sorted(_numbers([one.alert.url for one in told])) == ALL[::3]


def test_search_weighs_what_holds_the_phrase_of_all_years(scattered: Store) -> None:
    hits = scattered.search(Filter(search='"draft law"'), ["statements"]).hits
    found = [one.found.url for one in hits if isinstance(one.found, StatementRecord)]
    assert sorted(_numbers([*found])) == PHRASE
