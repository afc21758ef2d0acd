"""What a store says of itself, and what of it is found to be wrong."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from extractors.errors import StoreError
from storage.care.keeper import Keeper
from storage.care.verified_parts import VerifiedPart
from storage.engine.database import Database
from storage.engine.schema import HEAD, VERSION_TABLE
from storage.layout.tables import (
    alert_claims,
    alerts,
    articles,
    claims,
    metadata,
    pages,
    revisions,
    set_aside,
    statement_index,
    statements,
)
from storage.store import Store, open_store

from .conftest import address_of, fill, sound

Change = Callable[[sa.Connection], object]


def _wrong(keeper: Keeper) -> dict[str, VerifiedPart]:
    return {one.part: one for one in keeper.verify() if not one.sound}


def test_every_table_is_told_with_its_rows_bytes_and_span_of_time(keeper: Keeper) -> None:
    found = keeper.info()
    assert (found.version, found.known_version) == (HEAD, HEAD)
    tables = {one.name: one for one in found.tables}
    assert set(tables) == set(metadata.tables)
    assert [one.name for one in found.tables if one.rows == 0] == []
    assert {name: tables[name].rows for name in ("articles", "revisions", "pages", "deliveries")} == {
        "articles": 2,
        "revisions": 3,
        "pages": 2,
        "deliveries": 1,
    }
    assert found.bytes > sum(one.bytes or 0 for one in found.tables) > 0
    if keeper.is_sqlite:  # all but SQLite's own and what the schema's version stands in, so what is searched by, too
        assert found.bytes - sum(one.bytes or 0 for one in found.tables) < 100_000
    fetched = tables["pages"]
    assert fetched.oldest is not None
    assert fetched.newest is not None
    assert fetched.oldest.isoformat() == "2026-03-01T12:00:00+00:00"


def test_tables_are_weighed_as_far_as_the_time_is_enough(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {one.name: one for one in keeper.info().tables}
    monkeypatch.setattr("storage.care.info._STEPS", 1)
    for one in keeper.info(within_s=0).tables:
        told = None if keeper.is_sqlite else whole[one.name].bytes
        assert one == replace(whole[one.name], bytes=told)
    assert {one.name: one for one in keeper.info(within_s=60).tables} == whole


def test_the_span_of_a_large_table_is_told_where_an_index_tells_it(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {one.name: one for one in keeper.info().tables}
    monkeypatch.setattr("storage.care.info._READ_THROUGH", 0)
    told = {one.name: one for one in keeper.info().tables}
    assert told["articles"] == whole["articles"]
    assert (told["revisions"].rows, told["revisions"].oldest, told["revisions"].newest) == (3, None, None)


def test_a_sound_store_is_found_sound_part_by_part(keeper: Keeper) -> None:
    told = {one.part: one.told for one in keeper.verify() if one.sound}
    assert list(told) == ["file", "schema", "references", "counts", "pages", "words"]
    assert told["pages"] == "3 kept pages"
    assert told["words"] == "3 wordings and 2 statements"


def _shift(connection: sa.Connection) -> None:
    for row in connection.execute(sa.select(statements.c.id, statements.c.body)).all():
        spans = [{**span, "start": span["start"] - 1} for span in row.body["content"]]
        body = sa.update(statements).where(statements.c.id == row.id)
        connection.execute(body.values(body={**row.body, "content": spans}))


def _miscount(connection: sa.Connection) -> None:
    row_counts = sa.table("row_counts", sa.column("name"), sa.column("number"))
    connection.execute(sa.delete(row_counts).where(row_counts.c.name == "deliveries sent"))
    connection.execute(sa.insert(row_counts).values(name="deliveries sent", number=4))


@pytest.mark.parametrize(
    ("change", "part", "told"),
    [
        (lambda c: c.execute(sa.update(pages).values(body=zlib.compress(b"other"))), "pages", "has other bytes"),
        (lambda c: c.execute(sa.update(set_aside).values(body=b"no zip")), "pages", "of 3 kept pages: .* other bytes"),
        (lambda c: c.execute(sa.update(revisions).values(text=revisions.c.text + ".")), "words", "has another text"),
        (_shift, "words", "of 3 wordings and 2 statements: statement .* points at other words"),
        (lambda c: c.execute(sa.update(claims).values(words="It must not")), "words", "in other words than its own"),
        (lambda c: c.execute(sa.update(revisions).values(number=7)), "counts", "2 articles whose revisions are not"),
        (lambda c: c.execute(sa.update(alert_claims).values(place=3)), "counts", "1 alerts whose claims are not"),
        (lambda c: c.execute(sa.update(articles).values(revision="gone")), "counts", "2 articles without the wording"),
        (
            lambda c: c.execute(sa.update(statement_index).values(terms="o")),
            "counts",
            "1 told statements that no search",
        ),
        (_miscount, "counts", "1 deliveries sent are counted as 4"),
    ],
    ids=[
        "page",
        "set aside",
        "text",
        "offset",
        "claim",
        "revision lost",
        "alert's claim lost",
        "wording lost",
        "key",
        "count",
    ],
)
def test_what_was_changed_behind_the_stores_back_is_found(
    filled: Store, keeper: Keeper, change: Change, part: str, told: str
) -> None:
    with filled._database.writing() as connection:
        change(connection)
    (found,) = [one for name, one in _wrong(keeper).items() if name == part]
    assert found.mend
    with pytest.raises(AssertionError, match=told):
        assert not found.told, found.told


def test_a_lost_row_between_alert_and_claim_is_found_by_the_statement_and_by_the_alert(
    filled: Store, keeper: Keeper
) -> None:
    with filled._database.writing() as connection:
        alert = connection.scalar(sa.select(alerts.c.id))
        said = connection.scalar(sa.select(claims.c.statement_id).join(alert_claims))
        connection.execute(sa.delete(alert_claims))
    found = _wrong(keeper)["counts"]
    assert "store restore" in found.mend
    assert found.told.removeprefix("of 2 articles: ").split("; ") == [
        f"1 alerts that have lost claims which they told (one is {alert})",
        f"1 alerts of claims that tell none (one is {alert})",
        f"1 statements that an alert told, and which is lost (one is {said})",
    ]


def test_the_last_of_several_claims_that_an_alert_lost_is_found_though_its_statement_is_told(
    store: Store, make: SimpleNamespace
) -> None:
    told = sound("It must be done")
    claim = told.statements[0].claims[0]
    both = replace(told.statements[0], claims=(claim, replace(claim, topic="delisting")))
    told = replace(told, statements=(both,))
    judged = make.judged(told)
    store.save(told, judged, make.alert(judged), ["reader@example.org"], None, make.noon)
    with Keeper(address_of(store)) as keeper:
        assert _wrong(keeper) == {}
        with store._database.writing() as connection:
            connection.execute(sa.delete(alert_claims).where(alert_claims.c.place == 1))
        assert "1 alerts that have lost claims which they told" in _wrong(keeper)["counts"].told


def test_what_is_counted_wrongly_is_counted_anew(filled: Store, keeper: Keeper, make: SimpleNamespace) -> None:
    before = filled.counts()
    with filled._database.writing() as connection:
        _miscount(connection)
    assert filled.counts() != before
    assert "prune" in _wrong(keeper)["counts"].mend
    keeper.prune(make.noon - timedelta(days=36_500), dry_run=False)
    assert filled.counts() == before
    assert _wrong(keeper) == {}


def test_a_claim_that_was_lost_is_found_by_its_statement(filled: Store, keeper: Keeper) -> None:
    with filled._database.writing() as connection:
        lost = connection.scalar(sa.select(claims.c.id).where(claims.c.nearest_id.is_not(None)))
        connection.execute(sa.text("DELETE FROM claim_bands WHERE claim_id = :lost"), {"lost": lost})
        connection.execute(sa.delete(claims).where(claims.c.id == lost))
    assert "makes claims that are not stored" in _wrong(keeper)["words"].told


def test_rows_that_refer_to_nothing_are_counted(tmp_path: Path, sqlite_store_url: str, make: SimpleNamespace) -> None:
    with open_store(sqlite_store_url) as store:
        fill(store, make)
    with closing(sqlite3.connect(tmp_path / "store.sqlite3")) as file:
        file.execute("DELETE FROM articles")
        file.commit()
    with Keeper(sqlite_store_url) as keeper:
        assert "3 rows of revisions refer to nothing in articles" in _wrong(keeper)["references"].told


@pytest.mark.parametrize(
    ("version", "why"),
    [("0001", f"has schema 0001, this program needs {HEAD}; .*store upgrade"), ("9999", "written by a newer program")],
)
def test_a_store_of_another_version_tells_which_and_is_not_verified(
    filled: Store, keeper: Keeper, version: str, why: str
) -> None:
    _say(filled._database, version)
    try:
        assert keeper.info().version == version
        with pytest.raises(StoreError, match=why):
            list(keeper.verify())
    finally:
        _say(filled._database, HEAD)


def _say(database: Database, version: str) -> None:
    with database.writing() as connection:
        connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = :v"), {"v": version})  # noqa: S608


def test_where_nothing_is_stored_nothing_is_said_and_nothing_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no store at .*there is no such file"):
        Keeper(f"sqlite:///{tmp_path}/none.sqlite3")
    assert list(tmp_path.iterdir()) == []
