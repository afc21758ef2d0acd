"""Pages as they were served."""

from __future__ import annotations

import zlib
from datetime import timedelta
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from extractors.errors import StoreError
from extractors.records import Filter, Page
from storage.layout.tables import pages
from storage.store import Store

BODY = "<p>Слова</p>".encode("cp1251") + b"\x00\xff" * 1000


def _page(make: SimpleNamespace, hours: int = 0, body: bytes = BODY) -> Page:
    headers = (("Content-Type", "text/html; charset=windows-1251"), ("Set-Cookie", "a"), ("Set-Cookie", "b"))
    fetched = make.noon + timedelta(hours=hours)
    return Page("https://outlet.example/1", 200, headers, body, fetched, moved_to="https://outlet.example/one")


def _keep(store: Store, make: SimpleNamespace, *hours: int) -> str:
    for hour in hours:
        told = make.extraction(make.statement(f"Words of hour {hour}"))
        page = _page(make, hour, BODY + str(hour).encode())
        assert store.save(told, make.judged(told), None, (), None, page.fetched_at, page=page)
    return store.articles(Filter())[0].id


def test_a_page_comes_back_byte_for_byte(store: Store, make: SimpleNamespace) -> None:
    assert store.page(_keep(store, make, 0)) == _page(make, 0, BODY + b"0")


def test_each_revision_has_its_page_and_the_latest_is_the_articles(store: Store, make: SimpleNamespace) -> None:
    key = _keep(store, make, 0, 1)
    first, second = store.revisions(key)
    found = [store.page(key), store.page(key, second.revision), store.page(key, first.revision)]
    assert [page.body[-1:] for page in found if page] == [b"1", b"1", b"0"]
    assert store.page_keys() == ((key, first.revision), (key, second.revision))
    assert store.page_keys(make.noon + timedelta(hours=1)) == ((key, second.revision),)


def test_old_pages_are_forgotten_and_their_articles_stay(store: Store, make: SimpleNamespace) -> None:
    key = _keep(store, make, 0, 1)
    assert store.forget_pages(make.noon + timedelta(hours=1)) == 1
    first, second = store.revisions(key)
    assert store.page(key, first.revision) is None
    assert store.page(key, second.revision) is not None
    assert store.counts()["articles"] == 1


def test_an_article_without_a_page_has_none(store: Store, make: SimpleNamespace) -> None:
    make.save(store, make.extraction())
    assert store.page(store.articles(Filter())[0].id) is None
    assert store.page("nothing") is None


def test_a_page_is_kept_compressed(store: Store, make: SimpleNamespace) -> None:
    _keep(store, make, 0)
    with store._database.reading() as connection:
        stored, size = connection.execute(sa.select(pages.c.body, pages.c.size)).one()
    assert size == len(BODY) + 1
    assert len(stored) < size / 10


def test_a_page_that_was_damaged_in_the_store_is_not_given_out(store: Store, make: SimpleNamespace) -> None:
    key = _keep(store, make, 0)
    with store._database.writing() as connection:
        connection.execute(sa.update(pages).values(body=zlib.compress(b"other")))
    with pytest.raises(StoreError, match=f"the page kept for article {key} is damaged"):
        store.page(key)
