"""What outlets changed in their articles, shown in digests and in mails that tell several alerts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from extractors.claims.stored_claims import claim_records
from extractors.records import (
    Alert,
    Article,
    Change,
    Claim,
    Delivery,
    Evidence,
    Extraction,
    JudgedClaim,
    Novelty,
    Relevance,
    Span,
    Speaker,
    Statement,
)
from flows.mail.message import Letterhead, render
from flows.runtime.faults import FaultLog
from flows.telling.digest import put_digests
from flows.telling.pacing import HOUR, batch_alert
from flows.telling.policy import Group, Policy
from storage.store import Store

ANN = "ann@example.org"
URL = "https://river.example/story"
FIRST = "The guild met at noon. The list is long."
LATER = "The guild met at noon. Envoy Orzu said that the list has to be shortened. The list is very long."
MOVED = "The town is quiet. The guild met at noon. Envoy Orzu said that the list has to be shortened."
UTC_ZONE = ZoneInfo("UTC")
ADDED = Change("", "Envoy Orzu said that the list has to be shortened.")
LENGTHENED = Change("The list is long.", "The list is very long.")


def save(store: Store, text: str, at: datetime, novelty: str = "new") -> tuple[JudgedClaim, ...]:
    """Store a wording of the article; what the envoy says in it is one claim."""
    article = Article(URL, URL, "The list", None, "River Gazette", at, "en", text)
    start = text.find("the list has")
    if start < 0:
        assert store.save(Extraction(article, Relevance(True, 1.0, (), "both"), ()), (), None, [], None, at)
        return ()
    span = Span(start, text.index(".", start))
    claim = Claim("delisting", "supports", "russia", "iea", False, True, None, (Evidence(start, start, "", "x"),))
    speaker = Speaker("Envoy Orzu", start - 21, start - 11, "Envoy Orzu", None)
    said = Statement(speaker, None, (span,), text[span.start : span.end], "indirect", claims=(claim,))
    extraction = Extraction(article, Relevance(True, 1.0, (), "both"), (said,))
    judged = tuple(JudgedClaim(one, Novelty(novelty, "a reason")) for one in claim_records(extraction, at))  # type: ignore[arg-type]
    assert store.save(extraction, judged, None, [], None, at)
    return judged


def digest(store: Store, now: datetime) -> Alert:
    """What a group that asked for it before ``now`` is told a day later."""
    asked = Policy(groups=(Group(name="desk", recipients=(ANN,), digest="daily", digest_at=time(12)),))
    put_digests(store, asked, now, UTC_ZONE, FaultLog())
    (told,) = put_digests(store, asked, now + timedelta(days=1, hours=12), UTC_ZONE, FaultLog())
    return told


def bodies(alert: Alert) -> tuple[str, str]:
    """The text and the HTML of a mail."""
    delivery = Delivery(alert, ANN, "<1@recognition-watch>", "waiting", 0, alert.created_at)
    message = render(delivery, Letterhead("watch@example.org"), datetime(2025, 4, 18, tzinfo=UTC))
    return _body(message, "plain"), _body(message, "html")


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_a_digest_shows_what_an_article_changed_when_it_came_to_say_it(store: Store, now: datetime) -> None:
    put_digests(store, Policy(groups=(Group(name="desk", recipients=(ANN,)),)), now, UTC_ZONE, FaultLog())
    save(store, FIRST, now + HOUR)
    (one,) = save(store, LATER, now + 2 * HOUR)
    told = digest(store, now)

    assert told.changes == tuple(replace(each, statement=one.claim.statement_id) for each in (ADDED, LENGTHENED))
    text, html = bodies(told)
    assert text.index("has to be shortened") < text.index("What has changed in the article:")
    assert "    was: The list is long.\n    now: The list is very long." in text
    assert "The list is <mark>very </mark>long." in html


def test_what_an_article_said_from_the_first_shows_no_change(store: Store, now: datetime) -> None:
    save(store, LATER, now + HOUR)
    save(store, MOVED, now + 2 * HOUR, "repeat")

    told = digest(store, now)
    assert [one.novelty.kind for one in told.claims] == ["new"]
    assert told.changes == ()
    assert not any("What has changed" in body for body in bodies(told))


def test_several_alerts_in_one_show_what_changed_in_each_article(store: Store, now: datetime) -> None:
    (one,) = save(store, LATER, now)
    other = replace(one, claim=replace(one.claim, id="other", statement_id="other", url="https://lake.example/1"))
    alerts = [
        Alert("a", now, URL, "River Gazette", "The list", now, (one,), changes=(ADDED,)),
        Alert("b", now, "https://lake.example/1", "Lake Post", "The list", now, (other,)),
    ]
    batch = batch_alert([Delivery(each, ANN, each.id, "waiting", 0, now) for each in alerts], now)

    text, html = bodies(batch)
    assert (text.count("What has changed"), html.count("What has changed")) == (1, 1)
    assert f"<mark>{ADDED.after}</mark>" in html
    assert html.index("What has changed") < html.index("lake.example")
