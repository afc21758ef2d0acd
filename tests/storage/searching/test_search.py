"""Search: what is found, in which order, and that the index stays in step with what is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from extractors.records import ArticleRecord, Filter, JudgedClaim, StatementRecord
from extractors.records.stored import Hits, Review
from storage.engine.database import Database
from storage.store import Store


def _told(hits: Hits) -> list[tuple[str, str]]:
    return [_one(hit.found) for hit in hits.hits]


def _one(found: ArticleRecord | StatementRecord | JudgedClaim) -> tuple[str, str]:
    if isinstance(found, JudgedClaim):
        return "claim", found.claim.words
    if isinstance(found, StatementRecord):
        return "statement", found.statement.text
    return "article", found.article.title or ""


@pytest.fixture
def filled(store: Store, make: SimpleNamespace) -> Store:
    """One article with a claim on a draft law and a statement that claims nothing; one with a claim in Russian."""
    claim = make.statement().claims[0]
    law = make.statement("The draft law on recognition will come", claims=(replace(claim, certainty=0.6),))
    weather = make.statement("The weather in Łódź keeps the law away", claims=())
    first = make.extraction(law, weather, number=1, title="A law is drafted", language="en")
    second = make.extraction(
        make.statement("Закон о признании принят", claims=(replace(claim, position="done", party="china"),)),
        number=2,
        title="Принят закон",
        outlet="Пример",
        language="ru",
        published_at=make.noon + timedelta(days=1),
    )
    make.save(store, first, certainty=0.6)
    make.save(store, second)
    return store


CASES: list[tuple[str, dict[str, Any], list[str]]] = [
    (
        "a word",
        {"search": "law"},
        ["A law is drafted", "The draft law on recognition will come", "The weather in Łódź"],
    ),
    ("all words", {"search": "law weather"}, ["A law is drafted", "The weather in Łódź"]),
    ("a phrase", {"search": '"draft law"'}, ["A law is drafted", "The draft law on recognition will come"]),
    ("a word without its accents", {"search": "lodz"}, ["A law is drafted", "The weather in Łódź"]),
    ("a beginning", {"search": "призна*"}, ["Принят закон", "Закон о признании принят"]),
    ("not a word", {"search": "law -recognition"}, ["The weather in Łódź"]),
    (
        "a topic",
        {"search": "law", "topic": "recognition"},
        ["A law is drafted", "The draft law on recognition will come"],
    ),
    ("a position", {"search": "закон", "position": "supports"}, []),
    ("topic and position", {"search": "закон", "topic": "recognition", "position": "done"}, ["Принят", "Закон о"]),
    ("a party", {"search": "закон", "party": "russia"}, []),
    ("another party", {"search": "закон", "party": "china"}, ["Принят закон", "Закон о признании принят"]),
    ("an outlet", {"search": "закон", "outlet": "пример"}, ["Принят закон", "Закон о признании принят"]),
    ("another outlet", {"search": "закон", "outlet": "Example Outlet"}, []),
    ("a language", {"search": "закон", "language": "en"}, []),
    ("days", {"search": "law", "until": 0}, []),
    ("certainty", {"search": "law", "certainty": 0.5}, ["A law is drafted", "The draft law on recognition will come"]),
    ("more certainty", {"search": "law", "certainty": 0.61}, []),
    ("somebody", {"search": "law", "actors": ("ivan-exemplov",)}, ["A law is", "The draft law", "The weather in Łódź"]),
    ("somebody else", {"search": "law", "actors": ("ana-nobody",)}, []),
]


@pytest.mark.parametrize(("told", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_search_finds(filled: Store, make: SimpleNamespace, told: dict[str, Any], expected: list[str]) -> None:
    days = {"until": make.noon + timedelta(days=told["until"])} if "until" in told else {}
    found = [text for _, text in _told(filled.search(Filter(**(told | days))))]
    assert len(found) == len(expected)
    assert all(any(text.startswith(begins) for text in found) for begins in expected)


def test_a_statement_that_makes_claims_is_told_by_them_unless_statements_are_asked_for(filled: Store) -> None:
    narrow = Filter(search="draft law recognition")
    assert [kind for kind, _ in _told(filled.search(narrow))] == ["claim", "article"]
    for kind in ("articles", "statements", "claims"):
        assert [one for one, _ in _told(filled.search(narrow, [kind]))] == [kind.removesuffix("s")]


def test_the_best_answers_come_first_then_the_latest(store: Store, make: SimpleNamespace) -> None:
    texts = ["law", "law and much else that is said beside it and has nothing to do with it at all", "law"]
    for number, text in enumerate(texts):
        published = make.noon + timedelta(days=number)
        make.save(store, make.extraction(make.statement(f"{number} {text}"), number=number, published_at=published))
    found = _told(store.search(Filter(search="law"), ["claims"]))
    assert [text[0] for _, text in found] == ["2", "0", "1"]
    assert [text[0] for _, text in _told(store.search(Filter(search="law", limit=1), ["claims"]))] == ["2"]


def test_a_search_says_that_it_weighed_the_latest_alone(
    store: Store, make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.articles.search.WEIGHED", 2)
    for number in range(3):
        published = make.noon + timedelta(days=number)
        make.save(store, make.extraction(make.statement(f"{number} law"), number=number, published_at=published))
        found = store.search(Filter(search="law"), ["claims"])
        assert found.more is (number > 0)
    assert [text for _, text in _told(found)] == ["2 law", "1 law"]


def test_statements_and_their_claims_are_weighed_as_one(
    store: Store, make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.articles.search.WEIGHED", 4)
    for number in range(3):
        published = make.noon + timedelta(days=number)
        said = [make.statement(f"{number} law"), make.statement(f"{number} law in passing", claims=())]
        make.save(store, make.extraction(*said, number=number, published_at=published))
        found = store.search(Filter(search="law", limit=50))
        assert found.more is (number > 0)
    assert {text for kind, text in _told(found) if kind != "article"} == {
        "1 law", "1 law in passing", "2 law", "2 law in passing"
    }  # fmt: skip
    fitting = _told(store.search(Filter(search="law", topic="recognition", limit=50)))
    assert {kind for kind, _ in fitting} == {"article", "claim"}
    assert len([kind for kind, _ in fitting if kind == "claim"]) == 3


def test_an_edited_article_is_found_by_its_latest_words(store: Store, make: SimpleNamespace) -> None:
    make.save(store, make.extraction(make.statement("It was postponed"), number=1))
    make.save(store, make.extraction(make.statement("It was cancelled"), number=1), now=make.noon + timedelta(hours=1))
    assert _told(store.search(Filter(search="postponed"), ["articles"])) == []
    assert len(_told(store.search(Filter(search="cancelled"), ["articles"]))) == 1
    assert len(_told(store.search(Filter(search="postponed"), ["claims"]))) == 1  # what was said stays said


def test_a_phrase_is_found_at_the_end_of_a_long_text(store: Store, make: SimpleNamespace) -> None:
    """PostgreSQL counts the places of the words of a ``tsvector`` up to 16,383."""
    make.save(store, make.extraction(text=f"{'law ' * 17_000}the last draft agreement", title="A long text"))
    found = [store.search(Filter(search=asked), ["articles"]) for asked in ('"draft agreement"', '"agreement draft"')]
    assert [_told(hits) for hits in found] == [[("article", "A long text")], []]


def test_what_a_reviewer_corrects_is_found_by_what_is_right(filled: Store, make: SimpleNamespace) -> None:
    (one,) = filled.claims(Filter(search="draft"))
    filled.review(
        Review(one.claim.id, "wrong_position", "editor", make.noon, position="opposes", speaker="sergey-lavrov")
    )
    assert filled.claims(Filter(position="supports")) == ()
    for kind in ("articles", "claims"):
        assert len(_told(filled.search(Filter(search="law", position="opposes"), [kind]))) == 1
        assert len(_told(filled.search(Filter(search="law", actors=("sergey-lavrov",)), [kind]))) == 1
    assert len(filled.articles(Filter(position="opposes"))) == 1


def test_documents_of_one_second_have_numbers_of_their_own(store: Store, make: SimpleNamespace) -> None:
    for number in range(5):
        said = [make.statement(f"law {number} {part}") for part in range(4)]
        make.save(store, make.extraction(*said, number=number))
    assert len(store.statements(Filter(search="law"))) == 20
    assert len(store.articles(Filter(search="law"))) == 5


def test_sqlite_finds_its_index_in_step_with_what_is_stored(
    sqlite_store_url: str, make: SimpleNamespace, store: Store
) -> None:
    make.save(store, make.extraction(make.statement("It was postponed"), number=1))
    make.save(store, make.extraction(make.statement("It was cancelled"), number=1))
    database = Database(sqlite_store_url, 5)
    with database.writing() as connection:
        for name in ("article_fts", "statement_fts", "voice_fts"):
            connection.execute(sa.text(f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)"))  # noqa: S608
    database.close()
