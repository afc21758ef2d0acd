"""What leaves as FollowTheMoney is what its library takes."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.claims.stored_claims import claim_records
from extractors.errors import SettingsError
from extractors.records import Article, Claim, Evidence, Extraction, JudgedClaim, Novelty, Relevance, Span, Speaker
from extractors.records import Statement as Said
from flows.leaving import money
from storage.store import Store, open_store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXT = "Synthetic. “It must be done,” Ivan Exemplov said. “It cannot be,” he said later."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An article in which one voice makes two claims."""
    address = "https://outlet.example/1"
    article = Article(address, address, "A story", "A. Writer", "Example Outlet", NOON, "en", TEXT)
    said = []
    for words, position in (("It must be done", "supports"), ("It cannot be", "opposes")):
        at = TEXT.index(words)
        rung: Any = position
        claim = Claim("recognition", rung, "russia", "iea", False, True, None, (Evidence(at, at + 2, "It", "row"),))
        speaker = Speaker("Ivan Exemplov", 30, 43, "Ivan Exemplov", "ivan-exemplov")
        said.append(Said(speaker, None, (Span(at, at + len(words)),), words, "direct", claims=(claim,)))
    extraction = Extraction(article, Relevance(True, 1.0, (), ""), tuple(said))
    judged = [JudgedClaim(one, Novelty("new", "because")) for one in claim_records(extraction, NOON)]
    with open_store(f"sqlite:///{tmp_path}/store.sqlite3") as opened:
        opened.save(extraction, judged, None, (), None, NOON)
        yield opened


def test_entities_are_valid_and_lead_from_claim_to_voice_and_article(store: Store) -> None:
    library = pytest.importorskip("followthemoney", reason="the extra ftm is not installed")
    stream = io.StringIO()
    assert money.write_entities(store.each_article(), store.each_claim(), stream) == 5
    found = [library.model.get_proxy(json.loads(line)) for line in stream.getvalue().splitlines()]
    by_schema: dict[str, list[Any]] = {}
    for entity in found:
        entity.schema.validate({"properties": entity.properties})
        by_schema.setdefault(entity.schema.name, []).append(entity)
    assert {name: len(of) for name, of in by_schema.items()} == {
        "Article": 1,
        "LegalEntity": 1,
        "Mention": 1,
        "Note": 2,
    }
    (article,), (voice,), (mention,) = by_schema["Article"], by_schema["LegalEntity"], by_schema["Mention"]
    assert (mention.get("document"), mention.get("resolved")) == ([article.id], [voice.id])
    assert (voice.caption, article.first("sourceUrl")) == ("Ivan Exemplov", "https://outlet.example/1")
    for note in by_schema["Note"]:
        assert (note.get("entity"), note.get("proof")) == ([voice.id], [article.id])
    assert {note.first("description") for note in by_schema["Note"]} == {"It must be done", "It cannot be"}


def test_statements_make_the_same_entities_again(store: Store) -> None:
    pytest.importorskip("followthemoney", reason="the extra ftm is not installed")
    from followthemoney.statement.serialize import read_json_statements

    stream = io.StringIO()
    number = money.write_statements(store.each_article(), store.each_claim(), stream)
    found = list(read_json_statements(io.BytesIO(stream.getvalue().encode())))
    assert len(found) == number
    assert {one.dataset for one in found} == {money.DATASET}
    assert len({one.entity_id for one in found}) == 5


def test_without_the_library_it_is_said_what_to_install(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "followthemoney", None)
    with pytest.raises(
        SettingsError, match=r"followthemoney cannot be loaded .*; pip install 'recognition-watch\[ftm\]'"
    ):
        money.write_entities(store.each_article(), store.each_claim(), io.StringIO())
