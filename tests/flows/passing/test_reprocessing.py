"""Stored articles read again: identity stays where nothing changed, nothing is lost where it did, nobody is mailed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from extractors.lexicon import load_lexicon
from extractors.records import Article, Claim, Evidence, Extraction, Filter, JudgedClaim, Relevance, Span, Speaker
from extractors.records import Statement as Said
from extractors.records.stored import ReadBy, Review
from flows.passing.judging import Provenance, judge_article
from flows.passing.reprocessing import Again, Failed, Reread, reprocess
from flows.runtime.faults import ElsewhereError
from flows.telling.policy import Readership, default_policy
from storage.care.keeper import Keeper
from storage.claims.history import former_readings_of, runs_of
from storage.layout.tables import claims as claims_table
from storage.store import Store, open_store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OLD, NEW = ReadBy("1", "w", "m"), ReadBy("2", "w", "m")
ANN = "ann@example.org"
TO_ANN = Readership((ANN,))
TEXT = "Orlov [supports]: the list must be shortened\nPetrov [premature]: it is too early for that"


@pytest.fixture
def either(database_url: str) -> Iterator[Store]:
    """An empty store, once on SQLite and once on PostgreSQL."""
    with open_store(database_url) as opened:
        yield opened


@dataclass(frozen=True)
class Reader:
    """Reads ``Name [position]: words`` a line; a later version reads positions or names otherwise, or is deaf."""

    otherwise: tuple[tuple[str, str], ...] = ()
    deaf_to: tuple[str, ...] = ()
    hangs_at: str = "\0"

    def extract(self, article: Article) -> Extraction:
        said = [one for line in article.text.splitlines() if (one := self._read(line, article.text))]
        return Extraction(article, Relevance(bool(said), 1.0, (), "as marked"), tuple(said))

    async def read_stored(self, article: Article) -> Extraction:
        if self.hangs_at in article.text:
            raise ElsewhereError("TookTooLong: no answer within 1 seconds")
        return self.extract(article)

    def _read(self, line: str, text: str) -> Said | None:
        start, after = text.index(line), line.index("]: ") + 3 if "]: " in line else 0
        name, _, rest = line.partition(" [")
        if not after or name in self.deaf_to:
            return None
        others = dict(self.otherwise)
        words, position = line[after:], others.get(rest.partition("]")[0], rest.partition("]")[0])
        span, at = Span(start + after, start + len(line)), Evidence(start + after, start + len(line), words, "marked")
        rung: Any = position
        claim = Claim("delisting", rung, "russia", "iea", False, True, None, (at,))
        speaker = Speaker(name, start, start + len(name), others.get(name, name), None)
        return Said(speaker, None, (span,), words, "direct", claims=(claim,))


def _store_read(store: Store, text: str = TEXT, number: int = 1) -> tuple[JudgedClaim, ...]:
    url = f"https://outlet{number}.example/story"
    article = Article(url, url, "A story", None, f"Outlet {number}", NOW, "en", text)
    found = judge_article(
        Reader().extract(article), TO_ANN, Provenance(read_by=OLD), store=store, lexicon=None, now=NOW
    )
    return found.judged


def _again(store: Store, reader: Reader, **how: Any) -> list[Reread | Failed]:
    heard: list[Reread | Failed] = []
    crew: Any = reader
    asyncio.run(reprocess(Again(store, crew, load_lexicon(), NEW, **how), heard.append))
    return heard


def _stands(store: Store) -> dict[str, str]:
    return {one.claim.speaker_name: one.claim.position for one in store.claims(Filter()) if one.vanished_at is None}


def _is_sound(store: Store) -> bool:
    url = store._database.engine.url.render_as_string(hide_password=False)
    with Keeper(url) as keeper:
        return all(one.sound for one in keeper.verify())


def test_what_reads_the_same_stays_the_same_and_is_read_once(store: Store) -> None:
    _store_read(store)
    before = (store.claims(Filter()), store.statements(Filter()), store.deliveries(Filter()))
    (done,) = _again(store, Reader())
    assert isinstance(done, Reread)
    assert done.read.is_same
    assert (store.claims(Filter()), store.statements(Filter()), store.deliveries(Filter())) == before
    assert _again(store, Reader()) == []
    (article,) = store.articles(Filter())
    with store._database.reading() as connection:
        assert [run.read_by for run in runs_of(connection, article.id, article.revision)] == [OLD, NEW]


def test_a_claim_that_reads_otherwise_keeps_its_id_and_what_it_was_is_kept(store: Store) -> None:
    before = {one.claim.speaker_name: one.claim.id for one in _store_read(store)}
    (done,) = _again(store, Reader(otherwise=(("supports", "considering"),)))
    assert isinstance(done, Reread)
    ((old, new),) = done.read.changed
    assert (old.claim.position, new.position, old.claim.id) == ("supports", "considering", before["Orlov"])
    assert _stands(store) == {"Orlov": "considering", "Petrov": "premature"}
    with store._database.reading() as connection:
        (former,) = former_readings_of(connection, claims_table, before["Orlov"])
    assert former["position"] == "supports"
    assert _is_sound(store)


def test_a_speaker_under_another_name_makes_a_new_claim_that_goes_on_where_the_old_one_was(either: Store) -> None:
    store = either
    judged = {one.claim.speaker_name: one for one in _store_read(store)}
    (done,) = _again(store, Reader(otherwise=(("Orlov", "Ivan Orlov"),)))
    assert isinstance(done, Reread)
    (new,), (gone,) = done.read.new, done.read.gone
    assert done.read.follows == {new.id: gone.claim.id}
    assert _stands(store) == {"Ivan Orlov": "supports", "Petrov": "premature"}
    stored = {one.claim.id: one for one in store.claims(Filter())}
    assert stored[new.id].novelty.kind == judged["Orlov"].novelty.kind == "new"
    assert stored[gone.claim.id].vanished_at is not None
    reports = store.reports(gone.claim.id)
    assert reports is not None
    assert {one.claim.id for one in (reports.first, *reports.later)} == {new.id, gone.claim.id}
    assert _is_sound(store)


def test_what_is_not_read_any_more_is_superseded_and_comes_back_with_a_reader_that_hears_it(either: Store) -> None:
    store = either
    _store_read(store)
    before = store.claims(Filter())
    _again(store, Reader(deaf_to=("Petrov",)))
    assert _stands(store) == {"Orlov": "supports"}
    assert len(store.claims(Filter())) == 2
    heard: list[Reread | Failed] = []
    crew: Any = Reader()
    asyncio.run(reprocess(Again(store, crew, load_lexicon(), ReadBy("3", "w", "m")), heard.append))
    assert _stands(store) == {"Orlov": "supports", "Petrov": "premature"}
    assert {one.claim.id for one in store.claims(Filter())} == {one.claim.id for one in before}
    assert _is_sound(store)


def test_a_superseded_claim_is_no_history_for_what_comes_after_it(store: Store) -> None:
    _store_read(store)
    _again(store, Reader(deaf_to=("Petrov",)))
    later = _store_read(store, "Petrov [premature]: the time has not come", number=2)
    assert [one.novelty.kind for one in later] == ["new"]


def test_what_a_reviewer_judged_stays_as_it_is(store: Store) -> None:
    judged = {one.claim.speaker_name: one.claim.id for one in _store_read(store)}
    for name in ("Orlov", "Petrov"):
        store.review(Review(judged[name], "right", "reviewer", NOW))
    (done,) = _again(store, Reader(otherwise=(("supports", "done"),), deaf_to=("Petrov",)))
    assert isinstance(done, Reread)
    assert (done.read.changed, done.read.gone) == ((), ())
    assert _stands(store) == {"Orlov": "supports", "Petrov": "premature"}


def test_a_dry_run_shows_the_same_and_stores_nothing(store: Store) -> None:
    _store_read(store)
    before = (store.claims(Filter()), store.statements(Filter()), store.counts())
    reader = Reader(otherwise=(("supports", "done"),))
    (shown,) = _again(store, reader, dry_run=True)
    assert (store.claims(Filter()), store.statements(Filter()), store.counts()) == before
    assert store.count_not_read_by(NEW) == 1
    (done,) = _again(store, reader)
    assert isinstance(shown, Reread)
    assert isinstance(done, Reread)
    assert [old.claim.id for old, _ in shown.read.changed] == [old.claim.id for old, _ in done.read.changed] != []


@pytest.mark.parametrize(("asked", "mails"), [(False, 0), (True, 1)], ids=["by default", "asked for"])
def test_nobody_is_alerted_unless_it_is_asked_for(store: Store, asked: bool, mails: int) -> None:
    url = "https://outlet1.example/story"
    article = Article(url, url, "A story", None, "Outlet 1", datetime.now(UTC), "en", TEXT)
    read = Reader(deaf_to=("Orlov", "Petrov")).extract(article)
    kept = replace(read, relevance=Relevance(True, 1.0, (), "as marked"))
    judge_article(kept, TO_ANN, Provenance(read_by=OLD), store=store, lexicon=None, now=NOW)
    assert store.deliveries(Filter()) == ()
    _again(store, Reader(), readers=Readership(policy=default_policy([ANN])) if asked else None)
    assert len(store.claims(Filter())) == 2
    assert len(store.deliveries(Filter())) == mails


def test_what_was_stopped_goes_on_where_it_was(either: Store) -> None:
    store = either
    for number in range(5):
        _store_read(store, f"Orlov [supports]: the list number {number} must be shortened", number)
    heard: list[Reread | Failed] = []

    def stop_at_third(one: Reread | Failed) -> None:
        heard.append(one)
        if len(heard) == 3:
            raise KeyboardInterrupt

    crew: Any = Reader()
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(reprocess(Again(store, crew, load_lexicon(), NEW), stop_at_third))
    assert store.count_not_read_by(NEW) == 2
    assert len(_again(store, Reader())) == 2
    assert store.count_not_read_by(NEW) == 0


def test_two_at_once_do_nothing_twice(either: Store) -> None:
    store = either
    for number in range(6):
        _store_read(store, f"Orlov [supports]: the list number {number} must be shortened", number)
    heard: list[Reread | Failed] = []
    crew: Any = Reader(otherwise=(("supports", "considering"),))

    async def both() -> None:
        again = Again(store, crew, load_lexicon(), NEW)
        await asyncio.gather(reprocess(again, heard.append), reprocess(again, heard.append))

    asyncio.run(both())
    assert len(heard) == 6
    with store._database.reading() as connection:
        runs = [runs_of(connection, one.id, one.revision) for one in store.articles(Filter())]
    assert [len(of_article) for of_article in runs] == [2] * 6


def test_an_article_that_cannot_be_read_stays_as_it_was_and_the_others_are_read(store: Store) -> None:
    _store_read(store, "Orlov [supports]: this pill", 1)
    _store_read(store, "Petrov [supports]: the list must be shortened", 2)
    heard = _again(store, Reader(otherwise=(("supports", "done"),), hangs_at="pill"))
    assert sorted(type(one).__name__ for one in heard) == ["Failed", "Reread"]
    assert _stands(store) == {"Orlov": "supports", "Petrov": "done"}
    assert store.count_not_read_by(NEW) == 1


def test_a_later_wording_takes_up_a_claim_that_was_superseded(store: Store) -> None:
    judged = {one.claim.speaker_name: one.claim.id for one in _store_read(store)}
    _again(store, Reader(deaf_to=("Petrov",)))
    url = "https://outlet1.example/story"
    later = NOW + timedelta(hours=1)
    article = Article(url, url, "A story, updated", None, "Outlet 1", NOW, "en", TEXT)
    judge_article(Reader().extract(article), Readership(), Provenance(), store=store, lexicon=None, now=later)
    found = {one.claim.id: one.vanished_at for one in store.claims(Filter())}
    assert found[judged["Petrov"]] is None
    with store.recalling() as recollection:
        claim = next(one.claim for one in store.claims(Filter()) if one.claim.speaker_name == "Petrov")
        other = replace(claim, id="other")
        assert judged["Petrov"] in {one.id for one in recollection.candidates(other)}
