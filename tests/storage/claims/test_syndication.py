"""Copies of one text: found whoever publishes them, counted as one origin."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from extractors.records import Filter, JudgedClaim
from storage.store import Store

COPIES = yaml.safe_load(Path(__file__).with_name("copies.yaml").read_text(encoding="utf-8"))
STORY: str = COPIES["story"]


@pytest.mark.parametrize("case", COPIES["texts"], ids=lambda case: case["name"])
def test_a_copy_joins_the_group_of_its_first_publisher(
    store: Store, make: SimpleNamespace, case: dict[str, Any]
) -> None:
    first = make.extraction(number=1, text=STORY, published_at=make.noon + timedelta(hours=1))
    make.save(store, first)
    other = make.extraction(
        number=2, text=case["text"], outlet="Other Outlet", published_at=make.noon, title="Other words"
    )
    make.save(store, other, now=make.noon + timedelta(hours=2))
    by_outlet = {record.article.outlet: record.id for record in store.articles(Filter())}
    group = store.syndication_group(by_outlet["Example Outlet"])
    assert group is not None
    outlets = [record.article.outlet for record in group.articles]
    assert outlets == (["Other Outlet", "Example Outlet"] if case["copy"] else ["Example Outlet"])


def test_reports_of_a_claim_count_origins_and_not_copies(store: Store, make: SimpleNamespace) -> None:
    def report(number: int, outlet: str, text: str, **how: Any) -> JudgedClaim:
        published = make.noon + timedelta(hours=number)
        told = make.extraction(number=number, text=text, outlet=outlet, published_at=published)
        claims: list[JudgedClaim] = make.save(store, told, **how)
        return claims[0]

    first = report(1, "One", STORY)
    copy = report(2, "Two", STORY, kind="repeat", nearest=first.claim)
    own = "A report of its own. " + "It says the same in quite other words, and it says them at length. " * 3
    report(3, "Three", own, kind="repeat", nearest=copy.claim)
    report(4, "One", "Said again a month later", kind="restated", nearest=first.claim)
    reports = store.reports(copy.claim.id)
    assert reports is not None
    assert reports.first == first
    assert reports.outlets == ("One", "Two", "Three")
    assert (len(reports.later), reports.origins) == (2, 2)


def test_nobody_reports_a_claim_that_is_not_there(store: Store) -> None:
    assert store.reports("nothing") is None
    assert store.syndication_group("nothing") is None
