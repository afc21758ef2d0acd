"""What people say of claims, and what follows from it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from extractors.errors import StoreError
from extractors.records import Filter, Verdict
from extractors.records.stored import Review
from storage.store import Store


def _told(store: Store, make: SimpleNamespace, number: int, recipients: tuple[str, ...] = ("a@example.org",)) -> str:
    claims = make.save(store, make.extraction(make.statement(f"Words {number}"), number=number), recipients)
    key: str = claims[0].claim.id
    return key


def test_every_verdict_is_kept_and_the_latest_counts(store: Store, make: SimpleNamespace) -> None:
    key = _told(store, make, 1)
    first = Review(key, "not_a_claim", "anna", make.noon, "only recalls the past")
    second = Review(key, "right", "boris", make.noon + timedelta(hours=1))
    store.review(first)
    store.review(second)
    assert store.reviews(key) == (second, first)
    assert store.reviews() == (second, first)
    assert [one.verdict for one in store.claims(Filter())] == ["right"]


def test_a_claim_is_open_until_somebody_reviewed_it_and_only_if_an_alert_told_it(
    store: Store, make: SimpleNamespace
) -> None:
    reviewed, waiting = _told(store, make, 1), _told(store, make, 2)
    _told(store, make, 3, ())
    digest = make.alert(store.claims(Filter()), id="digest", kind="digest")
    store.put_alert(digest, ["a@example.org"])
    store.review(Review(reviewed, "right", "anna", make.noon))
    assert [one.claim_id for one in store.unreviewed(Filter(), told=True)] == [waiting]
    told = {one.claim.id: one for one in store.claims(Filter(verdict="open"))}
    assert [one.claim_id for one in store.unreviewed(Filter(), told=False)] == list(told)
    (one,) = store.unreviewed(Filter(), told=True)
    claim = told[waiting]
    assert (one.novelty, one.topic, one.certainty) == (claim.novelty.kind, claim.claim.topic, claim.claim.certainty)


def test_a_speaker_that_a_reviewer_names_is_taught_as_an_alias_and_corrected(
    store: Store, make: SimpleNamespace
) -> None:
    key = _told(store, make, 1)
    store.review(Review(key, "wrong_speaker", "anna", make.noon, speaker="other-actor"))
    assert store.taught_aliases() == {"Ivan Exemplov": "other-actor"}
    (claim,) = store.claims(Filter(actors=("other-actor",)))
    assert (claim.claim.speaker_key, claim.claim.speaker_name) == ("other-actor", "Ivan Exemplov")
    store.review(Review(key, "wrong_speaker", "anna", make.noon + timedelta(hours=1), speaker="third-actor"))
    assert store.taught_aliases() == {"Ivan Exemplov": "third-actor"}


def test_precision_is_told_over_alerted_claims_by_their_latest_verdicts(store: Store, make: SimpleNamespace) -> None:
    assert store.review_figures().precision is None
    verdicts: list[Verdict] = ["right", "right", "not_new", "not_a_claim"]
    for number, verdict in enumerate(verdicts):
        store.review(Review(_told(store, make, number), verdict, "anna", make.noon + timedelta(days=number)))
    store.review(Review(_told(store, make, 9, ()), "right", "anna", make.noon))
    figures = store.review_figures()
    assert (figures.reviewed, figures.right, figures.precision) == (4, 2, 0.5)
    assert figures.verdicts == (("not_a_claim", 1), ("not_new", 1), ("right", 2))
    assert store.review_figures(make.noon + timedelta(days=1)).reviewed == 3


def test_a_review_of_no_claim_is_refused(store: Store, make: SimpleNamespace) -> None:
    with pytest.raises(StoreError, match="there is no claim nothing; list them"):
        store.review(Review("nothing", "right", "anna", make.noon))


def test_what_was_reviewed_comes_with_its_statement_and_wording(store: Store, make: SimpleNamespace) -> None:
    key = _told(store, make, 1)
    _told(store, make, 2)
    store.review(Review(key, "not_a_claim", "anna", make.noon))
    last = Review(key, "wrong_position", "anna", make.noon + timedelta(hours=1), position="premature")
    store.review(last)
    (found,) = store.reviewed()
    assert (found.review, found.claim.position) == (last, "premature")
    assert found.statement.text == "Words 1"
    assert found.text
