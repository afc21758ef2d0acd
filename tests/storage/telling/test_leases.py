"""Of several processes on one store, one at a time does a thing."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from storage.store import Store

CASES = [
    # the second asks after, is whom, and has it
    ("somebody else, at once", 0, "other", False),
    ("somebody else, just before it ends", 59, "other", False),
    ("somebody else, when it has ended", 60, "other", True),
    ("the holder again", 30, "holder", True),
]


@pytest.mark.parametrize(("after_s", "who", "taken"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_lease_is_one_holders_until_it_ends(
    store: Store, make: SimpleNamespace, after_s: int, who: str, taken: bool
) -> None:
    assert store.acquire_lease("run", "holder", make.noon, 60)
    assert store.acquire_lease("run", who, make.noon + timedelta(seconds=after_s), 60) is taken


def test_the_holder_prolongs_its_lease(store: Store, make: SimpleNamespace) -> None:
    store.acquire_lease("run", "holder", make.noon, 60)
    store.acquire_lease("run", "holder", make.noon + timedelta(seconds=50), 60)
    assert not store.acquire_lease("run", "other", make.noon + timedelta(seconds=70), 60)


@pytest.mark.parametrize(("who", "free"), [("holder", True), ("other", False)])
def test_a_lease_is_given_back_by_its_holder_alone(store: Store, make: SimpleNamespace, who: str, free: bool) -> None:
    store.acquire_lease("run", "holder", make.noon, 60)
    store.release_lease("run", who)
    assert store.acquire_lease("run", "third", make.noon, 60) is free


def test_leases_of_different_names_do_not_meet(store: Store, make: SimpleNamespace) -> None:
    assert store.acquire_lease("run", "holder", make.noon, 60)
    assert store.acquire_lease("deliver", "other", make.noon, 60)


def test_all_that_a_dead_holder_leased_is_free_at_once_and_nobody_elses(store: Store, make: SimpleNamespace) -> None:
    make.save(store, make.extraction(number=1), ["editor@example.org"])
    assert len(store.lease_deliveries(make.noon, "dead", 900, 10)) == 1
    make.save(store, make.extraction(number=2), ["editor@example.org"])
    (living,) = store.lease_deliveries(make.noon, "living", 900, 10)
    store.acquire_lease("run", "dead", make.noon, 60)
    store.acquire_lease("other", "living", make.noon, 60)

    store.release_all("dead")
    assert store.acquire_lease("run", "next", make.noon, 60)
    assert not store.acquire_lease("other", "next", make.noon, 60)
    (free,) = store.lease_deliveries(make.noon, "next", 900, 10)
    assert free.alert.id != living.alert.id
