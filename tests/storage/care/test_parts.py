"""Parts of a store: put to what was before, they make it what the whole is, whatever happened in between."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from extractors.errors import StoreError
from extractors.records import FeedMemory, Filter, Page
from extractors.records.reprocessed import compare
from extractors.records.stored import Look, ReadBy, Review
from flows.leaving.lines import read_lines, write_lines
from flows.leaving.parquet import read_parquet, write_parquet
from storage.care.keeper import Keeper
from storage.store import Store, open_store

from .conftest import BODY, READ_BY, holds, sound

Event = Callable[[Store, SimpleNamespace], None]


def _a_new_article(store: Store, make: SimpleNamespace) -> None:
    new = sound("All must be done again", 7)
    page = Page("https://outlet.example/7", 200, (), BODY, make.later)
    claims = make.judged(new)
    told = make.alert(claims, created_at=make.later)
    store.save(new, claims, told, ["reader@example.org"], None, make.later, page=page, read_by=READ_BY)


def _another_wording(store: Store, make: SimpleNamespace) -> None:
    worded = sound("Nothing at all must be done", 1)
    store.save(worded, make.judged(worded), None, (), None, make.later)


def _a_wording_that_was_there_before(store: Store, make: SimpleNamespace) -> None:
    _another_wording(store, make)
    again = sound("It must be done", before="Updated again. ")
    store.save(again, make.judged(again), None, (), None, make.later + timedelta(minutes=1))


def _polled(store: Store, make: SimpleNamespace) -> None:
    seen = [replace(make.entry(1), title="Another title"), make.entry(8), make.entry(9)]
    feed = FeedMemory("https://outlet.example/feed", "ok", "came", polled_at=make.later)
    store.record_poll(feed, seen, make.later)
    store.postpone_entry(seen[1].key, "503", make.later + timedelta(hours=1))
    store.settle_entry(seen[2].key, "irrelevant", "", make.later)


def _looked_at_again(store: Store, make: SimpleNamespace) -> None:
    store.plan_look(make.entry(2).key, Look("https://outlet.example/2"), make.later + timedelta(hours=1))
    (aside,) = store.asides()
    store.try_again([aside.key], "2", make.later)


def _read_after_all(store: Store, make: SimpleNamespace) -> None:
    (aside,) = store.asides()
    store.settle_entry(aside.key, "done", "", make.later)


def _reviewed(store: Store, make: SimpleNamespace) -> None:
    claim = store.claims(Filter(search="remains"))[0].claim
    store.review(Review(claim.id, "wrong_topic", "reviewer", make.later, topic="delisting"))


def _delivered(store: Store, make: SimpleNamespace) -> None:
    _a_new_article(store, make)
    (delivery,) = store.deliveries(Filter(), "waiting")
    digest = replace(delivery.alert, id="digest", kind="digest", created_at=make.later)
    store.put_alert(digest, ["other@example.org"], moment=("digest", make.later))
    store.batch_deliveries(replace(digest, id="batch"), delivery.recipient, [delivery.alert.id])
    for each in store.lease_deliveries(make.later, "me", 60, 9):
        store.mark_failed(each.alert.id, each.recipient, "550 no", None, make.later)


def _read_otherwise(store: Store, make: SimpleNamespace) -> None:
    later = ReadBy("2", "b", "c")
    for article in store.not_read_by(later, "", 9):
        standing = store.standing(article)
        number = int((article.article.canonical_url or "").rpartition("/")[2])
        read = sound("It reads otherwise" if number == 2 else "It must be done", number)
        read = replace(read, article=article.article, statements=() if number == 2 else read.statements)
        new = make.judged(read, negated=True)
        compared = compare(standing, read, [one.claim for one in new])
        store.supersede(compared, [one for one in new if one.claim in compared.new], later, make.later)


def _pages_let_go(store: Store, make: SimpleNamespace) -> None:
    assert store.forget_pages(make.noon + timedelta(minutes=30)) == 2


def _watched(store: Store, make: SimpleNamespace) -> None:
    store.note_awake(make.later)
    store.release_lease("pass", "holder")
    store.make_due("https://outlet.example/feed", make.later)
    store.mark_told([one.id for one in store.known_faults()], make.later)


EVENTS: list[Event] = [
    _a_new_article, _another_wording, _a_wording_that_was_there_before, _polled, _looked_at_again, _read_after_all,
    _reviewed, _delivered, _read_otherwise, _pages_let_go, _watched,
]  # fmt: skip


@pytest.fixture
def make(make: SimpleNamespace) -> SimpleNamespace:
    """The makers, and two days later."""
    make.later = make.noon + timedelta(days=2)
    return make


@pytest.fixture
def there(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of an empty store in another file."""
    shutil.copy(sqlite_template, tmp_path / "there.sqlite3")
    return f"sqlite:///{tmp_path}/there.sqlite3"


def _out(keeper: Keeper, file: Path, since: object = None) -> Path:
    with file.open("w", encoding="utf-8") as stream:
        write_lines(keeper, stream, since)  # type: ignore[arg-type]
    return file


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__.strip("_"))
def test_what_was_before_and_a_part_make_the_whole(
    filled: Store, keeper: Keeper, there: str, tmp_path: Path, make: SimpleNamespace, event: Event
) -> None:
    before = _out(keeper, tmp_path / "before.jsonl")
    event(filled, make)
    part = _out(keeper, tmp_path / "part.jsonl", make.later)
    with Keeper(there) as other:
        read_lines(other, before)
        assert read_lines(other, part) > 0
        read_lines(other, part)  # once more does no harm
    with open_store(there) as store:
        assert holds(store) == holds(filled)


def test_parts_go_on_from_each_other_in_the_other_kind_of_store(
    filled: Store, keeper: Keeper, postgres_url: str, there: str, tmp_path: Path, make: SimpleNamespace
) -> None:
    files = [_out(keeper, tmp_path / "whole.jsonl")]
    for event in EVENTS[:1] + EVENTS[3:]:
        event(filled, make)
        files.append(_out(keeper, tmp_path / f"{event.__name__}.jsonl", make.later))
    there = postgres_url if keeper.is_sqlite else there
    with Keeper(there) as other:
        for file in files:
            read_lines(other, file)
    with open_store(there) as store:
        assert holds(store) == holds(filled)
        assert store.search(Filter(search="again", limit=5)) == filled.search(Filter(search="again", limit=5))


def test_a_part_as_parquet_goes_on_likewise(
    filled: Store, keeper: Keeper, there: str, tmp_path: Path, make: SimpleNamespace
) -> None:
    pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    for name, since in (("whole", None), ("part", make.later)):
        (tmp_path / name).mkdir()
        write_parquet(keeper, tmp_path / name, since)
        if since is None:
            _a_new_article(filled, make)
            _pages_let_go(filled, make)
    with Keeper(there) as other:
        for name in ("whole", "part"):
            read_parquet(other, tmp_path / name)
    with open_store(there) as store:
        assert holds(store) == holds(filled)


def test_a_part_that_does_not_go_on_is_refused_and_the_store_stays_as_it_was(
    filled: Store, keeper: Keeper, there: str, tmp_path: Path, make: SimpleNamespace
) -> None:
    before = _out(keeper, tmp_path / "before.jsonl")
    _a_new_article(filled, make)
    muchlater = make.later + timedelta(days=1)
    filled.review(Review(filled.claims(Filter())[0].claim.id, "right", "reviewer", muchlater))
    part = _out(keeper, tmp_path / "part.jsonl", muchlater + timedelta(days=1))
    with Keeper(f"sqlite:///{tmp_path}/empty.sqlite3", create=True) as other, pytest.raises(StoreError, match="empty"):
        read_lines(other, part)
    with Keeper(there) as other:
        read_lines(other, before)
        with open_store(there) as store:
            known = holds(store)
            with pytest.raises(StoreError, match=r"since 2026-03-05 .* does not go on from it: .* import first what"):
                read_lines(other, part)
            assert holds(store) == known


def test_a_part_after_something_was_pruned_is_refused(
    filled: Store, keeper: Keeper, there: str, tmp_path: Path, make: SimpleNamespace
) -> None:
    filled.record_poll(FeedMemory("https://outlet.example/feed", "ok"), [make.entry(5, summary="Words")], make.noon)
    filled.settle_entry(make.entry(5).key, "irrelevant", "", make.noon)
    before = _out(keeper, tmp_path / "before.jsonl")
    keeper.prune(make.later, dry_run=False)
    part = _out(keeper, tmp_path / "part.jsonl", make.later)
    with Keeper(there) as other:
        read_lines(other, before)
        with pytest.raises(
            StoreError, match=r"entries would not be what it is .* pruned since, export the whole store"
        ):
            read_lines(other, part)
