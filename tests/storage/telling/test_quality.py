"""What reviews tell: verdicts on what was told, second looks at the same reading; and the hours of the watch."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from extractors.records import Filter, Topic, Verdict
from extractors.records.stored import Review
from storage.store import Store


@pytest.fixture
def claims(store: Store, make: SimpleNamespace) -> list[str]:
    """Three claims, of which an alert told the first two."""
    told = [
        make.save(store, make.extraction(number=number), ["editor@example.org"] if number < 2 else ())[0].claim.id
        for number in range(3)
    ]
    return list(told)


def _review(
    store: Store,
    make: SimpleNamespace,
    claim: str,
    who: str,
    verdict: Verdict,
    minutes: int,
    topic: Topic | None = None,
) -> None:
    store.review(Review(claim, verdict, who, make.noon + timedelta(minutes=minutes), topic=topic))


def test_the_latest_verdict_on_what_was_told_counts(store: Store, make: SimpleNamespace, claims: list[str]) -> None:
    _review(store, make, claims[0], "ida", "not_a_claim", 1)
    _review(store, make, claims[0], "jan", "right", 2)
    _review(store, make, claims[2], "jan", "right", 3)
    (one,) = store.told_verdicts()
    assert (one.verdict, one.told_at) == ("right", make.noon)


def test_second_looks_are_at_the_same_reading(store: Store, make: SimpleNamespace, claims: list[str]) -> None:
    _review(store, make, claims[0], "ida", "right", 1)
    _review(store, make, claims[0], "jan", "not_new", 2)
    _review(store, make, claims[0], "jan", "right", 3)
    _review(store, make, claims[1], "ida", "wrong_topic", 1, topic="engagement")
    _review(store, make, claims[1], "jan", "right", 2)
    (look,) = store.second_looks()
    assert look.claim_id == claims[0]
    assert look.verdicts == (("ida", "right"), ("jan", "right"))


def test_what_one_other_reviewed_without_a_correction_is_looked_at_again(
    store: Store, make: SimpleNamespace, claims: list[str]
) -> None:
    _review(store, make, claims[0], "ida", "right", 1)
    _review(store, make, claims[1], "ida", "wrong_topic", 2, topic="engagement")
    _review(store, make, claims[2], "ida", "not_a_claim", 3)
    assert [one.claim.id for one in store.once_reviewed("jan", Filter())] == [claims[2], claims[0]]
    assert store.once_reviewed("ida", Filter()) == ()
    _review(store, make, claims[0], "jan", "right", 4)
    assert [one.claim.id for one in store.once_reviewed("eva", Filter())] == [claims[2]]


def test_hours_in_which_the_watch_was_awake_are_kept_for_a_time(store: Store, make: SimpleNamespace) -> None:
    for minutes in (0, 5, 130):
        store.note_awake(make.noon + timedelta(minutes=minutes))
    assert store.awake_hours(make.noon) == (make.noon, make.noon + timedelta(hours=2))
    store.note_awake(make.noon + timedelta(days=101))
    assert store.awake_hours(make.noon) == (make.noon + timedelta(days=101),)
