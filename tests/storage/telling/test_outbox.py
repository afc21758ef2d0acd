"""The outbox: nothing is lost, nothing is sent by two."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from extractors.records import Alert, Filter
from extractors.records.identity import message_id
from extractors.records.stored import Review
from storage.store import Store, open_store

ONE, OTHER = "one@example.org", "other@example.org"


def _tell(store: Store, make: SimpleNamespace, number: int, recipients: Sequence[str] = (ONE,), **how: object) -> Alert:
    words = f"It must be done, said {number} times over"
    claims = make.save(store, make.extraction(make.statement(words), number=number), recipients, **how)
    told: Alert = make.alert(claims)
    return told


def _lease(store: Store, now: datetime, holder: str = "me", limit: int = 10) -> list[tuple[str, str]]:
    return [(one.alert.id, one.recipient) for one in store.lease_deliveries(now, holder, 60, limit)]


def test_each_recipient_has_a_delivery_with_a_message_id_of_its_own(store: Store, make: SimpleNamespace) -> None:
    alert = _tell(store, make, 1, (ONE, OTHER, ONE))
    found = {one.recipient: one.message_id for one in store.deliveries(Filter())}
    assert found == {recipient: message_id(alert.id, recipient) for recipient in (ONE, OTHER)}


def test_a_leased_delivery_is_nobody_elses_until_the_lease_ends(store: Store, make: SimpleNamespace) -> None:
    alert = _tell(store, make, 1)
    assert _lease(store, make.noon) == [(alert.id, ONE)]
    assert _lease(store, make.noon + timedelta(seconds=59), "you") == []
    assert _lease(store, make.noon + timedelta(seconds=60), "you") == [(alert.id, ONE)]


def test_a_lease_takes_no_more_than_asked_and_the_longest_waiting_first(store: Store, make: SimpleNamespace) -> None:
    late = _tell(store, make, 1, now=make.noon + timedelta(minutes=2))
    early = _tell(store, make, 2, now=make.noon + timedelta(minutes=1))
    now = make.noon + timedelta(hours=1)
    assert _lease(store, now, limit=1) == [(early.id, ONE)]
    assert _lease(store, now, limit=5) == [(late.id, ONE)]


def test_what_is_sent_is_sent_once_and_for_all(store: Store, make: SimpleNamespace) -> None:
    alert = _tell(store, make, 1)
    store.mark_sent(alert.id, ONE, make.noon)
    store.mark_sent(alert.id, ONE, make.noon + timedelta(hours=1))
    store.mark_failed(alert.id, ONE, "too late", make.noon, make.noon)
    (delivery,) = store.deliveries(Filter())
    assert (delivery.status, delivery.attempts, delivery.sent_at) == ("sent", 1, make.noon)
    assert _lease(store, make.noon + timedelta(days=1)) == []


def test_a_failed_delivery_waits_for_its_next_time_and_one_given_up_for_none(
    store: Store, make: SimpleNamespace
) -> None:
    alert = _tell(store, make, 1)
    later = make.noon + timedelta(minutes=5)
    _lease(store, make.noon)
    store.mark_failed(alert.id, ONE, "451 later", later, make.noon)
    assert _lease(store, make.noon + timedelta(minutes=4)) == []
    assert _lease(store, later) == [(alert.id, ONE)]
    store.mark_failed(alert.id, ONE, "550 never", None, later)
    (delivery,) = store.deliveries(Filter())
    assert (delivery.status, delivery.attempts, delivery.error) == ("given_up", 2, "550 never")
    assert _lease(store, make.noon + timedelta(days=1)) == []


def test_one_recipients_failure_does_not_touch_the_other(store: Store, make: SimpleNamespace) -> None:
    alert = _tell(store, make, 1, (ONE, OTHER))
    store.mark_failed(alert.id, ONE, "550 never", None, make.noon)
    assert _lease(store, make.noon) == [(alert.id, OTHER)]


def test_a_postponed_delivery_counts_no_attempt(store: Store, make: SimpleNamespace) -> None:
    alert = _tell(store, make, 1)
    _lease(store, make.noon)
    store.postpone_delivery(alert.id, ONE, make.noon + timedelta(hours=8))
    assert _lease(store, make.noon + timedelta(hours=7)) == []
    (delivery,) = store.lease_deliveries(make.noon + timedelta(hours=8), "me", 60, 1)
    assert delivery.attempts == 0


def test_what_is_batched_goes_out_as_one_alert_and_never_by_itself(store: Store, make: SimpleNamespace) -> None:
    first, second = _tell(store, make, 1, (ONE, OTHER)), _tell(store, make, 2, (ONE, OTHER))
    batch = make.alert([*first.claims, *second.claims], id="batch", kind="digest")
    store.batch_deliveries(batch, ONE, [first.id, second.id])
    states = {(one.alert.id, one.recipient): one.status for one in store.deliveries(Filter())}
    assert states == {
        (first.id, ONE): "batched",
        (second.id, ONE): "batched",
        (first.id, OTHER): "waiting",
        (second.id, OTHER): "waiting",
        ("batch", ONE): "waiting",
    }
    (delivery,) = [one for one in store.deliveries(Filter()) if one.alert.id == "batch"]
    assert delivery.alert == batch


def test_a_digest_is_put_once_and_its_moment_with_it(store: Store, make: SimpleNamespace) -> None:
    digest = Alert("digest-1", make.noon, "", "", "Daily digest", None, (), "digest", "Nothing new; 3 of 4 answered.")
    assert store.put_alert(digest, [ONE], moment=("daily digest", make.noon))
    later = make.noon + timedelta(hours=1)
    assert not store.put_alert(digest, [ONE], moment=("daily digest", later))
    assert store.moment("daily digest") == make.noon
    assert [one.alert for one in store.deliveries(Filter())] == [digest]


def test_notices_and_digests_are_listed_by_their_own_time(store: Store, make: SimpleNamespace) -> None:
    for hours in (0, 2):
        created = make.noon + timedelta(hours=hours)
        store.put_alert(Alert(f"notice {hours}", created, "", "", "A feed is silent", None, (), "notice"), [ONE])
    late = Filter(since=make.noon + timedelta(hours=1))
    assert [one.alert.id for one in store.deliveries(late)] == ["notice 2"]
    assert [one.alert.id for one in store.deliveries(Filter(until=late.since))] == ["notice 0"]
    assert store.deliveries(Filter(topic="recognition")) == ()


def test_sent_alerts_are_counted_by_recipient_and_time(store: Store, make: SimpleNamespace) -> None:
    for number in range(3):
        alert = _tell(store, make, number, (ONE, OTHER))
        store.mark_sent(alert.id, ONE, make.noon + timedelta(minutes=number))
    assert store.sent_counts(make.noon + timedelta(minutes=1)) == {ONE: 2}
    assert store.sent_counts(make.noon) == {ONE: 3}


def test_what_was_sent_is_found_by_its_time_the_latest_first(store: Store, make: SimpleNamespace) -> None:
    for number in range(3):
        alert = _tell(store, make, number, (ONE, OTHER))
        store.mark_sent(alert.id, ONE, make.noon + timedelta(minutes=number))
    found = store.sent_since(make.noon)
    assert [(one.recipient, one.sent_at) for one in found] == [
        (ONE, make.noon + timedelta(minutes=minutes)) for minutes in (2, 1)
    ]


@pytest.mark.parametrize(("kind", "threaded"), [("shift", True), ("restated", True), ("repeat", True), ("new", False)])
def test_what_follows_a_claim_answers_its_first_mail(
    store: Store, make: SimpleNamespace, kind: str, threaded: bool
) -> None:
    first = _tell(store, make, 1, (ONE,))
    _tell(store, make, 2, (ONE,), kind="shift", nearest=first.claims[0].claim)
    second = next(one.claim for one in store.claims(Filter()) if one.novelty.nearest)
    third = _tell(store, make, 3, (ONE, OTHER), kind=kind, nearest=second)
    replies = {one.recipient: one.in_reply_to for one in store.deliveries(Filter()) if one.alert.id == third.id}
    assert replies == {ONE: message_id(first.id, ONE) if threaded else None, OTHER: None}


def _takers(url: str, now: datetime) -> list[subprocess.Popen[str]]:
    program = [sys.executable, str(Path(__file__).parent / "programs" / "take_all.py"), url]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return [subprocess.Popen([*program, f"holder {number}", now.isoformat()], **pipes) for number in range(3)]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_several_processes_share_the_outbox_and_none_takes_what_another_has(
    kind: str, request: pytest.FixtureRequest, make: SimpleNamespace
) -> None:
    url = request.getfixturevalue(f"{kind}_store_url")
    with open_store(url) as store:
        expected = {(_tell(store, make, number).id, ONE) for number in range(30)}
    takers = _takers(url, make.noon)
    assert [taker.stdout.readline() for taker in takers if taker.stdout] == ["ready\n"] * 3
    for taker in takers:
        print("go", file=taker.stdin, flush=True)
    taken = [tuple(one) for taker in takers for one in json.loads(taker.communicate(timeout=60)[0])]
    assert len(taken) == len(expected)
    assert set(taken) == expected


@pytest.mark.parametrize("later", ["as it was", "edited", "reviewed"])
def test_what_a_digest_tells_of_earlier_claims_is_found_by_their_words(
    store: Store, make: SimpleNamespace, later: str
) -> None:
    said = make.statement("It must be recognised anon")
    claims = make.save(store, make.extraction(said, number=1))
    assert store.deliveries(Filter(search="anon")) == ()
    digest = replace(make.alert(claims), id="digest", kind="digest")
    store.put_alert(digest, [ONE])
    if later == "edited":
        edited = make.extraction(said, make.statement("It was said again"), number=1)
        make.save(store, edited)
    elif later == "reviewed":
        store.review(Review(claims[0].claim.id, "right", "ida", make.noon))
    for narrow in (
        Filter(search="anon"),
        Filter(search="anon", actors=("ivan-exemplov",)),
        Filter(topic="recognition"),
    ):
        assert [one.alert.id for one in store.deliveries(narrow)] == ["digest"]
    assert store.deliveries(Filter(search="never")) == ()
