"""A store out as rows and back in: the same, on either kind of database, from either to either."""

from __future__ import annotations

import json
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from extractors.errors import StoreError
from flows.leaving.lines import read_lines, write_lines
from flows.leaving.parquet import read_parquet, write_parquet
from storage.care.keeper import Keeper
from storage.care.leaving import kinds_of
from storage.layout.tables import metadata, moments
from storage.store import Store, open_store

from .conftest import holds, sound

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _lines(keeper: Keeper, file: Path, **how: object) -> None:
    with file.open("w", encoding="utf-8") as stream:
        write_lines(keeper, stream, how.get("since"))  # type: ignore[arg-type]


def test_a_store_that_went_out_as_lines_comes_back_the_same_in_the_other_kind(
    filled: Store, keeper: Keeper, postgres_url: str, tmp_path: Path
) -> None:
    _lines(keeper, tmp_path / "out.jsonl")
    there = postgres_url if keeper.is_sqlite else f"sqlite:///{tmp_path}/there.sqlite3"
    with Keeper(there, create=True) as other:
        assert read_lines(other, tmp_path / "out.jsonl") == sum(one.rows for one in keeper.info().tables)
        assert [one for one in other.verify() if not one.sound] == []
        _lines(other, tmp_path / "again.jsonl")
    with open_store(there) as store:
        assert holds(store) == holds(filled)
    one, other_lines = ((tmp_path / name).read_text().splitlines() for name in ("out.jsonl", "again.jsonl"))
    assert sorted(map(json.loads, one), key=str) == sorted(map(json.loads, other_lines), key=str)


def test_a_store_that_went_out_as_parquet_comes_back_the_same(filled: Store, keeper: Keeper, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    folder = tmp_path / "parquet"
    folder.mkdir()
    write_parquet(keeper, folder, None)
    assert {path.stem for path in folder.glob("*.parquet")} == set(metadata.tables)
    url = f"sqlite:///{tmp_path}/there.sqlite3"
    with Keeper(url, create=True) as other:
        read_parquet(other, folder)
        assert [one for one in other.verify() if not one.sound] == []
    with open_store(url) as store:
        assert holds(store) == holds(filled)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda lines: [*lines[:-2], lines[-1]], "is not what went out; the file was changed or cut short"),
        (lambda lines: lines[:-1], "is not what went out; the file was changed or cut short"),
        (lambda lines: [line.replace("It must be done", "It must be gone") for line in lines], "is not what went out"),
        (lambda lines: [lines[0].replace('"schema":"', '"schema":"9'), *lines[1:]], "was exported from schema 9"),
        (lambda lines: lines[1:], "is no export of a store"),
        (lambda lines: [*lines[:3], "{", *lines[3:]], "out.jsonl:4: is no JSON"),
    ],
    ids=["a row lost", "cut short", "a word changed", "another version", "another file", "broken"],
)
def test_what_is_not_what_went_out_is_refused_and_the_store_stays_empty(
    filled: Store, keeper: Keeper, tmp_path: Path, change: object, why: str
) -> None:
    if not keeper.is_sqlite:
        pytest.skip("what is read from a file does not depend on the database that it came from")
    _lines(keeper, tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    (tmp_path / "out.jsonl").write_text("\n".join(change(lines)) + "\n")  # type: ignore[operator]
    url = f"sqlite:///{tmp_path}/there.sqlite3"
    with Keeper(url, create=True) as other, pytest.raises(StoreError, match=why):
        read_lines(other, tmp_path / "out.jsonl")
    with open_store(url) as store:
        assert store.is_empty()


def test_a_part_holds_the_articles_in_which_something_is_new(
    filled: Store, keeper: Keeper, tmp_path: Path, make: SimpleNamespace
) -> None:
    later = make.noon + timedelta(days=9)
    make.save(filled, sound("All must be done", 7), now=later)
    _lines(keeper, tmp_path / "part.jsonl", since=later)
    rows = [json.loads(line) for line in (tmp_path / "part.jsonl").read_text().splitlines()[1:-1]]
    articles = {row["row"]["id"] for row in rows if row["table"] == "articles"}
    assert len(articles) == 1
    assert {row["row"]["article_id"] for row in rows if row["table"] in ("revisions", "statements")} == articles
    assert {row["row"]["claim_id"] for row in rows if row["table"] == "claim_bands"} <= {
        row["row"]["id"] for row in rows if row["table"] == "claims"
    }


def test_every_column_of_every_table_can_go_out() -> None:
    assert {name for name in metadata.tables if not kinds_of(name)} == set()


def test_memory_stays_flat_however_much_goes_out(sqlite_store_url: str, tmp_path: Path) -> None:
    """Ten times the rows take no more memory: some hundred are held at a time."""
    peaks = []
    with open_store(sqlite_store_url) as store, Keeper(sqlite_store_url) as keeper:
        for many in (2_000, 20_000):
            row = {"at": NOON}
            with store._database.writing() as connection:
                connection.execute(sa.insert(moments), [row | {"name": f"{many} {n} {'x' * 200}"} for n in range(many)])
            with (tmp_path / "out.jsonl").open("w") as stream:
                tracemalloc.start()
                write_lines(keeper, stream, None)
                peaks.append(tracemalloc.get_traced_memory()[1])
                tracemalloc.stop()
    assert (tmp_path / "out.jsonl").stat().st_size > 4_000_000
    assert peaks[1] < peaks[0] * 1.5
