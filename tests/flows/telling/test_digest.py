"""Digests and the first pass's history, from a real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from extractors.claim_records import claim_records
from extractors.identity import alert_id
from extractors.records import (
    Alert,
    Article,
    Claim,
    Evidence,
    Extraction,
    FeedMemory,
    Filter,
    JudgedClaim,
    Novelty,
    Relevance,
    Span,
    Speaker,
    Statement,
)
from flows.delivery import deliver_due
from flows.digest import EARLIEST, begun_at, next_digest_at, put_backlog, put_digests
from flows.mail import Letterhead, render
from flows.pacing import HOUR
from flows.policy import Group, Policy
from flows.replay.playing import MemoryMailer
from storage.store import Store, open_store

UTC_ZONE = ZoneInfo("UTC")
ANN = "ann@example.org"
Put = Callable[..., JudgedClaim]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/store.sqlite3") as opened:
        yield opened


@pytest.fixture
def put(store: Store, now: datetime) -> Put:
    """Store an article with one claim of the given novelty, published and seen at a moment, alerted if asked."""

    def put_claim(number: int, novelty: Any = "new", at: datetime = now, alerted: bool = False) -> JudgedClaim:
        text = f"Envoy {number} said that list {number} has to be shortened."
        start = text.index("list")
        claim = Claim("delisting", "supports", "russia", "iea", False, True, None, (Evidence(start, start, "", "x"),))
        speaker = Speaker(f"Envoy {number}", 0, 7, f"Envoy {number}", None)
        span = (Span(start, len(text) - 1),)
        statement = Statement(speaker, None, span, text[start:-1], "indirect", claims=(claim,))
        url = f"https://river.example/{number}"
        article = Article(url, url, f"Story {number}", None, "River Gazette", at, "en", text)
        extraction = Extraction(article, Relevance(True, 1.0, (), "both"), (statement,))
        one = JudgedClaim(claim_records(extraction, at)[0], Novelty(novelty, "a reason"))
        key = alert_id("claims", [one.claim.id])
        alert = Alert(key, at, url, "River Gazette", f"Story {number}", at, (one,)) if alerted else None
        assert store.save(extraction, (one,), alert, [ANN], None, at)
        return one

    return put_claim


def policy(**changes: Any) -> Policy:
    return Policy(groups=(Group(**({"name": "desk", "recipients": (ANN,)} | changes)),))


def texts(store: Store) -> list[str]:
    return [one.alert.text for one in store.deliveries(Filter())]


def test_the_watch_begins_with_the_first_pass_and_that_is_remembered(store: Store, now: datetime) -> None:
    assert begun_at(store, now) == now
    assert begun_at(store, now + HOUR) == now


def test_a_store_that_is_older_than_beginnings_has_no_backlog(store: Store, put: Put, now: datetime) -> None:
    put(1)
    assert begun_at(store, now) == EARLIEST


def test_what_a_first_pass_finds_is_summed_up_once(store: Store, put: Put, now: datetime) -> None:
    put(1, at=now - HOUR)
    put(2, at=now + HOUR)
    put(3, "repeat", at=now - HOUR)
    first = put_backlog(store, now, [ANN], now)
    again = put_backlog(store, now, [ANN], now + HOUR)

    assert first is not None
    assert [one.claim.speaker_name for one in first.claims] == ["Envoy 1"]
    assert again is None


def test_a_first_pass_without_finds_sums_up_nothing_then_or_later(store: Store, put: Put, now: datetime) -> None:
    assert put_backlog(store, now, [ANN], now) is None
    put(1, at=now - HOUR)
    assert put_backlog(store, now, [ANN], now + HOUR) is None


@pytest.mark.parametrize(
    ("pace", "last", "expected"),
    [
        ("daily", "2025-04-17T07:00Z", "2025-04-18T07:00Z"),
        ("daily", "2025-04-17T07:04Z", "2025-04-18T07:00Z"),
        ("daily", "2025-04-17T16:00Z", "2025-04-18T07:00Z"),
        ("daily", "2025-04-17T21:00Z", "2025-04-19T07:00Z"),
        ("weekly", "2025-04-17T07:04Z", "2025-04-24T07:00Z"),
    ],
)
def test_a_digest_comes_at_its_hour_about_a_period_after_the_last(pace: Any, last: str, expected: str) -> None:
    group = Group(name="desk", recipients=(ANN,), digest=pace, digest_at=time(7))

    assert next_digest_at(group, datetime.fromisoformat(last), UTC_ZONE) == datetime.fromisoformat(expected)


def test_a_digest_tells_what_was_restated_and_how_well_the_feeds_answered(
    store: Store, put: Put, now: datetime
) -> None:
    asked = policy(digest="daily", digest_at=time(12))
    assert put_digests(store, asked, now, UTC_ZONE) == ()
    put(1, "restated", at=now + HOUR)
    put(2, "repeat", at=now + HOUR)
    store.record_poll(FeedMemory("https://a.example/feed", "ok", last_ok_at=now + HOUR), [], now)
    store.record_poll(FeedMemory("https://b.example/feed", "silent", "no entry for 40 days"), [], now)
    tomorrow = now + timedelta(days=1)
    (digest,) = put_digests(store, asked, tomorrow, UTC_ZONE)

    assert [one.novelty.kind for one in digest.claims] == ["restated"]
    assert digest.text.splitlines() == [
        "Nothing new was said; 1 of 2 feeds answered.",
        "0 entries seen, 2 articles kept, 1 claims restated, 1 further reports of known claims.",
        "silent: https://b.example/feed (no entry for 40 days)",
    ]
    assert put_digests(store, asked, tomorrow, UTC_ZONE) == ()


def test_more_mails_than_an_hour_allows_are_told_in_one(store: Store, put: Put, now: datetime) -> None:
    for number in range(5):
        put(number, alerted=True)
    mailer = MemoryMailer()
    report = deliver_due(
        store,
        mailer,
        now,
        letterhead=Letterhead("watch@example.org"),
        holder="test",
        policy=policy(alerts_per_hour=3),
    )

    assert len(report.sent) == 3
    assert [str(mail["Subject"]) for mail in mailer.mails][-1] == "[recognition-watch] 3 alerts in one"
    assert sorted(one.status for one in store.deliveries(Filter())) == ["batched"] * 3 + ["sent"] * 3


def test_the_pages_of_a_digest_show_every_claim(store: Store, put: Put, now: datetime) -> None:
    put(1, at=now - HOUR)
    put_backlog(store, now, [ANN], now)
    (delivery,) = store.lease_deliveries(now, "test", 60, 10)
    message = render(delivery, Letterhead("watch@example.org"), datetime(2025, 4, 17, tzinfo=UTC))

    assert str(message["Subject"]) == "[recognition-watch] What was known when the watch began"
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        assert part is not None
        assert "list 1 has to be shortened" in part.get_content()
