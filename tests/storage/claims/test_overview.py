"""Every report of many utterances in one look: who came first, what is a copy, what was rejected."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

from extractors.records import Filter, JudgedClaim
from extractors.records.stored import Review
from storage.store import Store


def _report(store: Store, make: SimpleNamespace, number: int, text: str, **how: Any) -> JudgedClaim:
    told = make.extraction(number=number, text=text, outlet=f"Outlet {number}", published_at=_at(make, number))
    claims: list[JudgedClaim] = make.save(store, told, **how)
    return claims[0]


def _at(make: SimpleNamespace, number: int) -> Any:
    return make.noon + timedelta(hours=number)


STORY: str = yaml.safe_load(Path(__file__).with_name("copies.yaml").read_text(encoding="utf-8"))["story"]
OWN = "A report of its own says much the same, in other words, at greater length and with more care. " * 3


def test_all_reports_of_an_utterance_are_told_in_their_order_whichever_is_asked_for(
    store: Store, make: SimpleNamespace
) -> None:
    first = _report(store, make, 1, STORY)
    copy = _report(store, make, 2, STORY, kind="repeat", nearest=first.claim)
    own = _report(store, make, 3, OWN, kind="repeat", nearest=copy.claim, position="done")
    other = _report(store, make, 4, "Something else, said later", kind="restated", nearest=first.claim)
    found = store.tellings([own.claim.id, other.claim.id])
    assert set(found) == {own.claim.id, other.claim.id}
    told = found[own.claim.id]
    assert [one.outlet for one in told] == ["Outlet 1", "Outlet 2", "Outlet 3"]
    assert told[0].origin == told[1].origin != told[2].origin
    assert [one.position for one in told] == ["supports", "supports", "done"]
    assert [one.claim_id for one in found[other.claim.id]] == [other.claim.id]


def test_a_rejected_report_counts_for_nobody_but_itself(store: Store, make: SimpleNamespace) -> None:
    first = _report(store, make, 1, STORY)
    copy = _report(store, make, 2, STORY, kind="repeat", nearest=first.claim)
    store.review(Review(first.claim.id, "not_a_claim", "ida", make.noon))
    assert [one.outlet for one in store.tellings([copy.claim.id])[copy.claim.id]] == ["Outlet 2"]
    assert [one.outlet for one in store.tellings([first.claim.id])[first.claim.id]] == ["Outlet 1", "Outlet 2"]


def test_the_wordings_of_an_article_are_counted(store: Store, make: SimpleNamespace) -> None:
    make.save(store, make.extraction(make.statement("It stays")))
    make.save(store, make.extraction(make.statement("It stays"), make.statement("It goes")))
    ids = [one.claim.id for one in store.claims(Filter())]
    assert {one.wordings for told in store.tellings(ids).values() for one in told} == {2}


def test_more_claims_than_fit_into_one_question_are_all_told(store: Store, make: SimpleNamespace) -> None:
    claim = _report(store, make, 1, STORY).claim.id
    unknown = [f"{number:032x}" for number in range(1200)]
    assert set(store.tellings([*unknown, claim])) == {claim}
