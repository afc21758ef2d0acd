"""Digests and the first pass's history, from a real store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from extractors.claims.stored_claims import claim_records
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
    Topic,
)
from extractors.records.identity import alert_id
from flows.mail.message import Letterhead, render
from flows.replay.playing import MemoryMailer
from flows.runtime.faults import FaultLog
from flows.telling.audience import TellingContext
from flows.telling.delivery import deliver_due
from flows.telling.digest import EARLIEST, begun_at, next_digest_at, put_backlog, put_digests
from flows.telling.pacing import HOUR
from flows.telling.policy import Group, Policy, QuietHours
from storage.store import Store

UTC_ZONE = ZoneInfo("UTC")
ANN = "ann@example.org"
Put = Callable[..., JudgedClaim]


@pytest.fixture
def put(store: Store, now: datetime) -> Put:
    """Store an article with one claim of the given novelty, published and seen at a moment, alerted if asked.

    ``changes`` are the claim's, and the article's ``language``.
    """

    def put_claim(
        number: int,
        novelty: Any = "new",
        at: datetime = now,
        alerted: bool = False,
        language: str = "en",
        **changes: Any,
    ) -> JudgedClaim:
        text = f"Envoy {number} said that list {number} has to be shortened."
        start = text.index("list")
        claim = Claim("delisting", "supports", "russia", "iea", False, True, None, (Evidence(start, start, "", "x"),))
        speaker = Speaker(f"Envoy {number}", 0, 7, f"Envoy {number}", None)
        span = (Span(start, len(text) - 1),)
        statement = Statement(speaker, None, span, text[start:-1], "indirect", claims=(claim,))
        url = f"https://river.example/{number}"
        article = Article(url, url, f"Story {number}", None, "River Gazette", at, language, text)
        extraction = Extraction(article, Relevance(True, 1.0, (), "both"), (statement,))
        one = JudgedClaim(replace(claim_records(extraction, at)[0], **changes), Novelty(novelty, "a reason"))
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
    (first,) = put_backlog(store, now, policy(), now, FaultLog())
    again = put_backlog(store, now, policy(), now + HOUR, FaultLog())

    assert [one.claim.speaker_name for one in first.claims] == ["Envoy 1"]
    assert again == ()


def test_what_a_first_pass_finds_is_summed_up_for_each_group_as_it_asked(store: Store, put: Put, now: datetime) -> None:
    put(1, at=now - HOUR)
    put(2, at=now - HOUR, topic="engagement")
    topics: list[Topic] = ["delisting", "engagement", "representation"]
    asked = Policy(groups=tuple(Group(name=topic, recipients=(ANN,), topics=(topic,)) for topic in topics))

    assert [[one.claim.topic for one in alert.claims] for alert in put_backlog(store, now, asked, now, FaultLog())] == [
        ["delisting"],
        ["engagement"],
    ]
    assert len(store.deliveries(Filter())) == 2


def test_a_first_pass_without_finds_sums_up_nothing_then_or_later(store: Store, put: Put, now: datetime) -> None:
    assert put_backlog(store, now, policy(), now, FaultLog()) == ()
    put(1, at=now - HOUR)
    assert put_backlog(store, now, policy(), now + HOUR, FaultLog()) == ()


def test_history_that_cannot_be_put_for_one_group_is_put_for_the_others_and_tried_again(
    store: Store, put: Put, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(1, at=now - HOUR)
    asked = Policy(
        groups=(Group(name="first", recipients=(ANN,)), Group(name="second", recipients=("bob@example.org",)))
    )
    keep, met = store.put_alert, FaultLog()

    def breaks(alert: Alert, recipients: tuple[str, ...]) -> bool:
        if recipients == (ANN,):
            raise ZeroDivisionError
        return keep(alert, recipients)

    with monkeypatch.context() as broken:
        broken.setattr(store, "put_alert", breaks)
        assert len(put_backlog(store, now, asked, now, met)) == 1
    assert [(fault.kind, fault.subject) for fault in met.faults] == [("digest", "first")]
    assert len(put_backlog(store, now, asked, now + HOUR, FaultLog())) == 1
    assert sorted(one.recipient for one in store.deliveries(Filter())) == [ANN, "bob@example.org"]


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


def test_a_digests_hour_is_that_of_the_operators_zone() -> None:
    group = Group(name="desk", recipients=(ANN,), digest="daily", digest_at=time(0, 30))
    last = datetime(2025, 4, 17, 11, tzinfo=UTC)

    assert next_digest_at(group, last, ZoneInfo("Europe/Berlin")) == datetime(2025, 4, 18, 22, 30, tzinfo=UTC)


def test_what_a_first_pass_finds_is_summed_up_only_once_a_feed_has_answered(
    store: Store, put: Put, now: datetime
) -> None:
    context = TellingContext(policy(), begun_at(store, now), "digest", UTC_ZONE, {})
    put(1, at=now - HOUR)
    context.put_digests(store, now, FaultLog())
    before = store.deliveries(Filter())
    store.record_poll(FeedMemory("https://a.example/feed", "ok", last_ok_at=now + HOUR), [], now + HOUR)
    context.put_digests(store, now + HOUR, FaultLog())

    assert before == ()
    assert [[one.claim.speaker_name for one in found.alert.claims] for found in store.deliveries(Filter())] == [
        ["Envoy 1"]
    ]


def test_a_digest_tells_what_was_restated_and_how_well_the_feeds_answered(
    store: Store, put: Put, now: datetime
) -> None:
    asked = policy(digest="daily", digest_at=time(12))
    assert put_digests(store, asked, now, UTC_ZONE, FaultLog()) == ()
    put(1, "restated", at=now + HOUR)
    put(2, "repeat", at=now + HOUR)
    store.record_poll(FeedMemory("https://a.example/feed", "ok", last_ok_at=now + HOUR), [], now)
    store.record_poll(FeedMemory("https://b.example/feed", "silent", "no entry for 40 days"), [], now)
    tomorrow = now + timedelta(days=1)
    (digest,) = put_digests(store, asked, tomorrow, UTC_ZONE, FaultLog())

    assert [one.novelty.kind for one in digest.claims] == ["restated"]
    assert digest.text.splitlines() == [
        "Nothing new was said; 1 of 2 feeds answered.",
        "0 entries seen, 2 articles kept, 1 claims restated, 1 further reports of known claims.",
        "silent: https://b.example/feed (no entry for 40 days)",
    ]
    assert put_digests(store, asked, tomorrow, UTC_ZONE, FaultLog()) == ()


@pytest.mark.parametrize("pace", ["daily", "weekly"])
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param({}, [0, 2, 3, 4, 5], id="the alerting topics by default"),
        pytest.param({"topics": ("engagement",)}, [1], id="topics"),
        pytest.param({"positions": ("premature",)}, [2], id="positions"),
        pytest.param({"actors": ("zamir-kabulov",)}, [3], id="actors"),
        pytest.param({"outlets": ("Lake Post",)}, [4], id="outlets"),
        pytest.param({"languages": ("en",)}, [0, 2, 3, 4], id="languages"),
        pytest.param({"languages": ("en",), "outlets": ("Lake Post",), "positions": ("done",)}, [], id="all of them"),
        pytest.param({"novelty": ("shift",)}, [0, 2, 3, 4, 5], id="not the novelty, which is for alerts"),
    ],
)
def test_a_digest_tells_a_group_only_what_it_asked_for(
    pace: Any, asked: dict[str, Any], told: list[int], store: Store, put: Put, now: datetime
) -> None:
    group = policy(digest=pace, **asked)
    put_digests(store, group, now, UTC_ZONE, FaultLog())
    kinds: list[dict[str, Any]] = [
        {},
        {"topic": "engagement"},
        {"position": "premature"},
        {"actor": "zamir-kabulov"},
        {"outlet": "Lake Post"},
        {"language": "ru"},
    ]
    for number, changes in enumerate(kinds):
        put(number, "restated", at=now + HOUR, **changes)
    (digest,) = put_digests(store, group, now + timedelta(days=8), UTC_ZONE, FaultLog())

    assert sorted(int(one.claim.url[-1]) for one in digest.claims) == told


def test_mails_told_in_one_tell_only_what_was_asked_for(store: Store, put: Put, now: datetime) -> None:
    for number in (0, 2):
        both = (put(number, position="done"), put(number + 1))
        store.put_alert(Alert(f"alert-{number}", now, "", "River Gazette", f"Story {number}", now, both), [ANN])
    asked = policy(positions=("done",), alerts_per_hour=1)
    letterhead = Letterhead("watch@example.org")
    deliver_due(store, MemoryMailer(), now, letterhead=letterhead, holder="test", policy=asked)

    (batch,) = (one for one in store.deliveries(Filter()) if one.status == "sent")
    assert [one.claim.position for one in batch.alert.claims] == ["done", "done"]


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


def test_what_follows_on_an_event_within_a_day_is_told_in_one_mail_a_day_later(
    store: Store, put: Put, now: datetime
) -> None:
    mailer, asked = MemoryMailer(), policy()
    for number, hours in enumerate((0, 1, 5, 24)):
        at = now + hours * HOUR
        if hours < 24:
            put(number, at=at, alerted=True)
        deliver_due(store, mailer, at, letterhead=Letterhead("watch@example.org"), holder="test", policy=asked)

    assert [str(mail["Subject"]).partition(": ")[0] for mail in mailer.mails] == [
        "[recognition-watch] Envoy 0",
        "[recognition-watch] 2 alerts in one",
    ]


def test_what_is_put_off_to_this_very_moment_does_not_come_back_for_ever(
    store: Store, put: Put, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    postpone = store.postpone_delivery
    monkeypatch.setattr(store, "postpone_delivery", lambda alert, to, _: postpone(alert, to, now))
    put(1, at=now, alerted=True)
    quiet = QuietHours(start=time(0), end=time(23, 59))
    report = deliver_due(
        store,
        MemoryMailer(),
        now,
        letterhead=Letterhead("watch@example.org"),
        holder="test",
        policy=policy(quiet_hours=quiet),
    )

    assert (report.sent, report.kept) == ((), 1)


def test_the_pages_of_a_digest_show_every_claim(store: Store, put: Put, now: datetime) -> None:
    put(1, at=now - HOUR)
    put_backlog(store, now, policy(), now, FaultLog())
    (delivery,) = store.lease_deliveries(now, "test", 60, 10)
    message = render(delivery, Letterhead("watch@example.org"), datetime(2025, 4, 17, tzinfo=UTC))

    assert str(message["Subject"]) == "[recognition-watch] What was known when the watch began"
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        assert part is not None
        assert "list 1 has to be shortened" in part.get_content()
