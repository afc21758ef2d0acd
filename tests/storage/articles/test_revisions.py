"""Articles that are edited after they were stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

from extractors.records import Filter
from storage.store import Store

KEPT, GONE, ADDED = "It must be done", "We have decided", "Nobody decided anything"


def _edited(store: Store, make: SimpleNamespace) -> None:
    make.save(store, make.extraction(make.statement(KEPT), make.statement(GONE)), ["editor@example.org"])
    edited = make.extraction(make.statement(ADDED), make.statement(KEPT))
    make.save(store, edited, now=make.noon + timedelta(hours=1))


def test_revisions_tell_what_came_and_what_went(store: Store, make: SimpleNamespace) -> None:
    _edited(store, make)
    (article,) = store.articles(Filter())
    first, second = store.revisions(article.id)
    assert (first.number, second.number, second.seen_at - first.seen_at) == (1, 2, timedelta(hours=1))
    assert {record.statement.text for record in first.appeared} == {KEPT, GONE}
    assert [record.statement.text for record in second.appeared] == [ADDED]
    assert [record.statement.text for record in second.vanished] == [GONE]
    assert second.revision == article.revision
    assert second.text == article.article.text


def test_a_statement_and_a_claim_that_went_are_marked_with_when(store: Store, make: SimpleNamespace) -> None:
    _edited(store, make)
    later = make.noon + timedelta(hours=1)
    expected = {KEPT: None, GONE: later, ADDED: None}
    assert {record.statement.text: record.vanished_at for record in store.statements(Filter())} == expected
    assert {one.claim.words: one.vanished_at for one in store.claims(Filter())} == expected
    (article,) = store.articles(Filter())
    assert (article.statements, article.claims) == (2, 2)


def test_what_comes_back_in_a_third_revision_has_not_vanished(store: Store, make: SimpleNamespace) -> None:
    _edited(store, make)
    restored = make.extraction(make.statement(ADDED), make.statement(KEPT), make.statement(GONE))
    make.save(store, restored, now=make.noon + timedelta(hours=2))
    assert all(one.vanished_at is None for one in store.claims(Filter()))
    (article,) = store.articles(Filter())
    assert [record.statement.text for record in store.revisions(article.id)[2].appeared] == [GONE]


def test_a_claim_in_unchanged_words_stays_the_one_it_was_whatever_id_it_has_now(
    store: Store, make: SimpleNamespace
) -> None:
    first = make.save(store, make.extraction(make.statement(KEPT)))
    edited = make.extraction(make.statement(ADDED), make.statement(KEPT))
    claims = [replace(one, claim=replace(one.claim, id=f"{n:032d}")) for n, one in enumerate(make.judged(edited))]
    alert = make.alert(claims)
    assert store.save(edited, claims, alert, ["editor@example.org"], None, make.noon)
    assert {one.claim.id for one in store.claims(Filter())} == {f"{0:032d}", first[0].claim.id}
    (delivery,) = store.deliveries(Filter())
    assert [one.claim.id for one in delivery.alert.claims] == [f"{0:032d}"]


def test_an_edited_article_alerts_only_what_it_did_not_say_before(store: Store, make: SimpleNamespace) -> None:
    make.save(store, make.extraction(make.statement(KEPT)), ["editor@example.org"])
    make.save(store, make.extraction(make.statement(KEPT), make.statement(ADDED)), ["editor@example.org"])
    make.save(store, make.extraction(make.statement(KEPT), make.statement("Unsaid")), ["editor@example.org"])
    make.save(store, make.extraction(make.statement(KEPT), title="Another title"), ["editor@example.org"])
    told = [[one.claim.words for one in delivery.alert.claims] for delivery in store.deliveries(Filter())]
    assert sorted(told) == [[KEPT], [ADDED], ["Unsaid"]]


def test_what_is_stored_of_an_article_is_known_before_its_next_revision_is_saved(
    store: Store, make: SimpleNamespace
) -> None:
    told = make.extraction(make.statement(KEPT), make.statement(GONE))
    assert store.stored(told.article) is None
    claims = make.judged(told)
    store.save(told, claims, make.alert(claims[:1]), ["editor@example.org"], None, make.noon)
    known = store.stored(replace(told.article, text="another wording"))
    assert known is not None
    assert set(known.claims) == set(claims)
    assert known.alerted == {claims[0].claim.id}
    _edited_claims = {one.claim.words for one in known.claims}
    assert _edited_claims == {KEPT, GONE}


def test_a_correction_is_told_with_the_revision_that_needs_it_and_answers_the_first_mail(
    store: Store, make: SimpleNamespace
) -> None:
    first = make.save(store, make.extraction(make.statement(GONE)), ["editor@example.org"])
    correction = make.alert(first, id="correction", kind="correction", text="It is no longer in the article.")
    edited = make.extraction(make.statement(ADDED))
    later = make.noon + timedelta(hours=1)
    store.save(edited, make.judged(edited), None, ["editor@example.org"], None, later, corrections=[correction])
    told = {one.alert.id: one for one in store.deliveries(Filter())}
    root = next(one for key, one in told.items() if key != "correction")
    assert root.in_reply_to is None
    assert told["correction"].in_reply_to == root.message_id
    assert told["correction"].alert.claims[0].vanished_at == later
    assert (told["correction"].alert.kind, told["correction"].alert.text) == ("correction", correction.text)
