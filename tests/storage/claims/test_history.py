"""What was is kept: who read an article, what was read before, each attempt to deliver, what a reviewer changed."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from extractors.errors import StoreError
from extractors.records import Filter, Page
from extractors.records.identity import statement_ids
from extractors.records.stored import DeliveryAttempt, ExtractionRun, ReadBy, Review
from flows.cli.trace import chain
from storage.claims.history import attempts_of, former_readings_of, runs_of
from storage.layout.tables import alert_claims, articles, claims, deliveries, pages, reviews, revisions, statements
from storage.store import Store

from ...bench.store_filling import unchecked
from ..care.conftest import sound

READ_BY = ReadBy("0.1.0+c0de", "w0rds", "m0del")


def _told(store: Store, make: SimpleNamespace) -> str:
    """A claim that was told to one reader, with its page; its id."""
    told = sound("It must be done")
    judged = make.judged(told)
    page = Page("https://outlet.example/1", 200, (("Content-Type", "text/html"),), b"<p>It must be done</p>", make.noon)
    alert = make.alert(judged)
    assert store.save(told, judged, alert, ["a@example.org"], None, make.noon, page=page, read_by=READ_BY)
    key: str = judged[0].claim.id
    return key


def test_every_reading_of_a_wording_is_remembered(store: Store, make: SimpleNamespace) -> None:
    _told(store, make)
    (article,) = store.articles(Filter())
    with store._database.reading() as connection:
        assert runs_of(connection, article.id, article.revision) == (ExtractionRun(READ_BY, make.noon, 1, 1),)


def test_what_a_statement_said_in_an_earlier_wording_is_not_lost(store: Store, make: SimpleNamespace) -> None:
    _told(store, make)
    first = store.articles(Filter())[0].revision
    moved = sound("It must be done", before="Updated. ")
    later = make.noon + timedelta(hours=1)
    assert store.save(moved, make.judged(moved), None, (), None, later)
    (key,) = statement_ids(moved)
    with store._database.reading() as connection:
        (former,) = former_readings_of(connection, statements, key)
    before = sound("It must be done").statements[0].content[0]
    assert former["revision"] == first
    assert former["body"]["content"] == [{"start": before.start, "end": before.end}]
    assert former["replaced_at"] == later


def test_each_attempt_to_deliver_is_remembered_with_its_error(store: Store, make: SimpleNamespace) -> None:
    _told(store, make)
    later = make.noon + timedelta(hours=1)
    (one,) = store.lease_deliveries(make.noon, "holder", 60, 5)
    store.postpone_delivery(one.alert.id, one.recipient, make.noon)
    store.mark_failed(one.alert.id, one.recipient, "451 later", later, make.noon)
    store.mark_sent(one.alert.id, one.recipient, later)
    store.mark_sent(one.alert.id, one.recipient, later)
    with store._database.reading() as connection:
        found = attempts_of(connection, one.alert.id, one.recipient)
    assert found == (DeliveryAttempt(1, make.noon, "failed", "451 later"), DeliveryAttempt(2, later, "sent"))


def test_what_a_claim_was_read_as_before_a_reviewer_corrected_it_is_kept(store: Store, make: SimpleNamespace) -> None:
    key = _told(store, make)
    store.review(Review(key, "wrong_position", "reviewer", make.noon, position="opposes"))
    with store._database.reading() as connection:
        was = connection.scalar(sa.select(reviews.c.was))
    assert was == {
        "speaker_name": "Ivan Exemplov",
        "speaker_key": "ivan-exemplov",
        "actor": "ivan-exemplov",
        "topic": "recognition",
        "position": "supports",
    }
    assert store.claims(Filter())[0].claim.position == "opposes"


def test_a_trace_leads_from_the_mail_down_to_the_bytes(store: Store, make: SimpleNamespace) -> None:
    key = _told(store, make)
    found = store.trace(key[:8])
    assert found.is_sound
    assert [(mail.delivery.recipient, mail.is_its_own) for mail in found.mails] == [("a@example.org", True)]
    assert found.judged.claim.id == key
    assert found.statement.statement.text == "It must be done"
    assert (found.number, found.points, found.is_worded) == (1, True, True)
    assert found.page is not None
    assert (found.page.is_whole, found.page.page.headers) == (True, (("Content-Type", "text/html"),))
    assert found.runs[0].read_by == READ_BY


@pytest.mark.parametrize(
    ("table", "change", "broken"),
    [
        (pages, {"body": b"x"}, "page"),
        (revisions, {"text": "It must be done."}, "text"),
        (deliveries, {"message_id": "<other@example.org>"}, "mail"),
        (claims, {"words": "It must never be done"}, "words"),
    ],
    ids=["page", "text", "mail", "words"],
)
def test_a_broken_link_is_told(
    store: Store, make: SimpleNamespace, table: sa.Table, change: dict[str, object], broken: str
) -> None:
    key = _told(store, make)
    with store._database.writing() as connection:
        connection.execute(sa.update(table).values(change))
    found = store.trace(key)
    held = {
        "page": found.page is not None and found.page.is_whole,
        "text": found.is_worded and found.points,
        "mail": all(mail.is_its_own for mail in found.mails),
        "words": found.is_said,
    }
    assert [name for name, holds in held.items() if not holds] == [broken]
    assert not found.is_sound


def test_a_claim_whose_alert_no_longer_leads_to_it_is_told_from_one_that_nobody_was_told(
    store: Store, make: SimpleNamespace
) -> None:
    key = _told(store, make)
    with store._database.writing() as connection:
        connection.execute(sa.delete(alert_claims))
    found = store.trace(key)
    assert (found.mails, found.is_linked, found.is_sound) == ((), False, False)
    assert [(sound, "is gone" in told) for name, sound, told in chain(found) if name == "mail"] == [(False, True)]


@pytest.mark.parametrize("table", [statements, revisions, articles], ids=lambda table: table.name)
def test_a_chain_that_breaks_off_says_where(store: Store, make: SimpleNamespace, table: sa.Table) -> None:
    key = _told(store, make)
    with unchecked(store) as connection:
        connection.execute(sa.delete(table))
    with pytest.raises(
        StoreError, match=f"claim {key}: the chain breaks off: what it refers to in {table.name} is gone"
    ):
        store.trace(key)


def test_a_claim_that_is_not_there_or_not_named_plainly_is_refused(store: Store, make: SimpleNamespace) -> None:
    _told(store, make)
    with pytest.raises(StoreError, match="claim nothing: there is none"):
        store.trace("nothing")
    make.save(store, sound("Much remains to be done", 2))
    with pytest.raises(StoreError, match="claim : several claims begin so; give more of the id"):
        store.trace("")


def test_without_its_page_a_trace_is_sound_as_far_as_it_goes(store: Store, make: SimpleNamespace) -> None:
    key = _told(store, make)
    store.forget_pages(make.noon + timedelta(days=1))
    found = store.trace(key)
    assert (found.page, found.is_sound) == (None, True)
