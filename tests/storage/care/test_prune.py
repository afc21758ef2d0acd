"""What is let go of by its age, and what never is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import sqlalchemy as sa

from extractors.records import Filter, Page, Relevance
from storage.care.keeper import Keeper
from storage.care.prune import Pruned
from storage.layout.tables import entries
from storage.store import Store, open_store

from .conftest import READ_BY, sound

AGES = timedelta(days=1000)


def _add_irrelevant(store: Store, make: SimpleNamespace) -> None:
    """An article that no wording makes relevant, with its page, and an entry that was found to be irrelevant."""
    told = sound("Nothing is said", 9)
    nothing = replace(told, relevance=Relevance(False, 0.1, (), "names one side"), statements=())
    page = Page("https://outlet.example/9", 200, (), b"bytes", make.noon)
    assert store.save(nothing, (), None, (), None, make.noon, page=page, read_by=READ_BY)
    store.record_poll(store.feed_memories()["https://outlet.example/feed"], [make.entry(9, summary="Words")], make.noon)
    store.settle_entry(make.entry(9).key, "irrelevant", "names one side", make.noon)


def test_only_bytes_and_what_is_beside_the_subject_are_let_go_of(
    filled: Store, keeper: Keeper, make: SimpleNamespace
) -> None:
    everything = Filter(limit=1000)
    before = (filled.claims(everything), filled.statements(everything), filled.deliveries(everything), filled.reviews())
    _add_irrelevant(filled, make)
    told = keeper.prune(make.noon + AGES, dry_run=True)
    assert (told.pages, told.articles, told.entries) == (3, 1, 1)
    assert told.bytes > 0
    assert len(filled.page_keys()) == 3
    assert keeper.prune(make.noon + AGES, dry_run=False) == told
    assert keeper.prune(make.noon + AGES, dry_run=False) == Pruned(0, 0, 0, 0)
    after = (filled.claims(everything), filled.statements(everything), filled.deliveries(everything), filled.reviews())
    assert after == before
    assert filled.counts()["articles"] == 2
    assert [one for one in keeper.verify() if not one.sound] == []


def test_what_is_younger_stays(filled: Store, keeper: Keeper, make: SimpleNamespace) -> None:
    _add_irrelevant(filled, make)
    assert keeper.prune(make.noon, dry_run=False) == Pruned(0, 0, 0, 0)


def test_an_entry_whose_words_were_let_go_of_is_not_read_again(
    filled: Store, keeper: Keeper, make: SimpleNamespace
) -> None:
    _add_irrelevant(filled, make)
    keeper.prune(make.noon + AGES, dry_run=False)
    memory = filled.feed_memories()["https://outlet.example/feed"]
    much_later = make.noon + AGES
    assert filled.record_poll(memory, [make.entry(9, summary="Words")], much_later) == ()
    assert filled.due_entries(much_later, 10) == ()
    with filled._database.reading() as connection:
        left = connection.execute(sa.select(entries.c.summary).where(entries.c.key == make.entry(9).key)).scalar()
    assert left == ""


def test_the_parts_of_sqlites_indexes_are_joined(sqlite_store_url: str, make: SimpleNamespace) -> None:
    with open_store(sqlite_store_url) as store, Keeper(sqlite_store_url) as keeper:
        for number in range(10):
            make.save(store, make.extraction(make.statement(f"It was said {number} times"), number=number))
        found = store.claims(Filter(search='"was said"'))
        assert min(_parts(store)) > 1
        keeper.prune(make.noon, dry_run=False)
        assert _parts(store) == [1, 1]
        assert store.claims(Filter(search='"was said"')) == found
        assert len(found) == 10


def _parts(store: Store) -> list[int]:
    with store._database.reading() as connection:
        return [
            connection.exec_driver_sql(f"SELECT count(DISTINCT segid) FROM {name}_idx").scalar() or 0  # noqa: S608
            for name in ("article_fts", "statement_fts")
        ]


def test_what_was_set_aside_keeps_its_bytes(filled: Store, keeper: Keeper, make: SimpleNamespace) -> None:
    keeper.prune(make.noon + AGES, dry_run=False)
    (aside,) = filled.asides()
    assert filled.aside_page(aside.id) is not None
