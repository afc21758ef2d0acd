"""What a list can be narrowed to: each value counts what would be left, of the latest that fit."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Literal

import pytest

from extractors.records import Filter
from extractors.records.looks import FacetName
from storage.searching import facets as room
from storage.store import Store


@pytest.fixture
def filled(store: Store, make: SimpleNamespace) -> Store:
    for number in range(5):
        outlet = "Tin Post" if number < 2 else "Zinc Herald"
        said = [make.statement(f"The envoy said for time {number} {place} that it must be done") for place in range(2)]
        make.save(store, make.extraction(*said, number=number, outlet=outlet, text="one two three"))
    return store


def _values(store: Store, narrow: Filter, of: Literal["articles", "claims"], facet: FacetName) -> dict[str, int]:
    return {one.value: one.number for one in store.facets(narrow, of).values.get(facet, ())}


@pytest.mark.parametrize(("of", "each"), [("claims", 2), ("articles", 1)])
def test_values_are_counted_by_what_would_be_left(filled: Store, of: Literal["articles", "claims"], each: int) -> None:
    assert _values(filled, Filter(), of, "outlet") == {"Tin Post": 2 * each, "Zinc Herald": 3 * each}
    assert _values(filled, Filter(outlet="Tin Post"), of, "outlet") == {"Tin Post": 2 * each}
    assert _values(filled, Filter(), of, "topic") == {"recognition": 5 * each}
    assert _values(filled, Filter(), of, "month") == {"2026-03": 5 * each}
    (actor,) = filled.facets(Filter(), of).values["actor"]
    assert (actor.value, actor.name, actor.number) == ("ivan-exemplov", "Ivan Exemplov", 5 * each)


def test_each_facet_leads_to_as_many_as_it_says(filled: Store) -> None:
    for outlet, number in _values(filled, Filter(search="done"), "claims", "outlet").items():
        assert len(filled.claims(Filter(search="done", outlet=outlet))) == number


def test_words_of_the_text_are_counted_by_article(filled: Store) -> None:
    assert filled.facets(Filter(search="three"), "articles").counted == 5
    assert filled.facets(Filter(search="four"), "articles").counted == 0


def test_only_the_latest_are_counted_and_it_is_said_so(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(room.COUNTED, "claims", 3)
    found = filled.facets(Filter())
    assert (found.counted, found.more) == (3, True)


def test_what_a_search_weighed_is_counted_as_what_fits(filled: Store) -> None:
    narrow = Filter(search="three", outlet="Zinc Herald")
    found = filled.search(narrow)
    assert filled.facets_of(found.articles, more=found.more_articles) == filled.facets(narrow, "articles")
    assert filled.facets_of((), more=False).counted == 0
