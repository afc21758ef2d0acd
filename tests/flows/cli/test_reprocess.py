"""``reprocess``: the command, with the program's own reading in worker processes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from extractors.records import Article, Filter
from extractors.records.stored import ReadBy
from flows.passing.judging import Provenance, judge_article
from flows.reading.loading import load_extractor, load_words
from flows.telling.policy import Readership
from storage.layout.tables import claims
from storage.store import open_store

from .conftest import Command

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
TEXT = (
    "MOSCOW — Synthetic. Russia will recognise the Taliban government of Afghanistan, the foreign minister"
    " Sergey Lavrov said on Monday.\n“We recognise the Islamic Emirate,” Lavrov told journalists in Moscow."
)


@pytest.fixture
def old_store(tmp_path: Path) -> str:
    """A store with an article that an older program read with the same eyes."""
    url = f"sqlite:///{tmp_path}/var/recognition-watch.sqlite3"
    address = "https://tin-post.example/lavrov"
    article = Article(address, address, "Russia and the Taliban", None, "Tin Post", NOW, "en", TEXT)
    with open_store(url) as store:
        read = load_extractor("", True).extract(article)
        assert any(one.claims for one in read.statements)
        by = ReadBy("0.0.1", "w", "m")
        to, via = Readership(("a@example.org",)), Provenance(read_by=by)
        assert judge_article(read, to, via, store=store, lexicon=load_words(), now=NOW).stored
    return url


def test_stored_articles_are_read_again_once_and_it_is_said_what_came_of_it(old_store: str, command: Command) -> None:
    with open_store(old_store) as store:
        before, mails = store.claims(Filter()), store.deliveries(Filter())
    dry = command("reprocess", "--dry-run")
    assert (dry.code, dry.err) == (0, "")
    assert dry.out.startswith("1 article read again, 1 the same; statements ")
    assert dry.out.endswith("; nothing was stored\n")
    assert command("reprocess").out.startswith("1 article read again, 1 the same")
    assert command("reprocess").out.startswith("0 articles read again")
    with open_store(old_store) as store:
        assert (store.claims(Filter()), store.deliveries(Filter())) == (before, mails)


def test_what_reads_otherwise_is_shown_claim_by_claim(old_store: str, command: Command) -> None:
    with open_store(old_store) as store:
        (first, *_) = store.claims(Filter())
        with store._database.writing() as connection:
            connection.execute(sa.update(claims).where(claims.c.id == first.claim.id).values(position="opposes"))
    told = command("reprocess").out
    stand = f"{first.claim.topic} opposes ({first.claim.certainty:.0%}) → {first.claim.topic} {first.claim.position}"
    assert f"changed {first.claim.speaker_name}: {stand}" in told
    with open_store(old_store) as store:
        assert store.claims(Filter())[0].claim.position == first.claim.position
