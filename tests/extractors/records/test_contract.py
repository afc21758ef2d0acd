"""The answer has the contract's shape and order of keys."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from extractors.records import (
    Article,
    Claim,
    Cue,
    Evidence,
    Extraction,
    Mention,
    Relevance,
    SideMention,
    Span,
    Speaker,
    Statement,
)
from extractors.records.contract import answer

TEXT = "Kabulov told TASS in Moscow that it was early."
CLAIM = Claim(
    "recognition", "premature", "russia", "iea", False, True, "010", (Evidence(33, 45, "it was early", "row"),)
)
FULL = Statement(
    speaker=Speaker("Kabulov", 0, 7, "Zamir Kabulov", "zamir-kabulov", "name"),
    cue=Cue("told", 8, 12),
    content=(Span(33, 45),),
    text="it was early",
    kind="indirect",
    addressee=Mention("TASS", 13, 17, "tass"),
    via=(Mention("TASS", 13, 17, "tass"),),
    said_on=date(2024, 5, 28),
    place=Mention("Moscow", 21, 27),
    claims=(CLAIM,),
    embedded=Speaker("it", 33, 35, "Sergey Lavrov", "sergey-lavrov"),
)
BARE = Statement(None, None, (Span(33, 45),), "it was early", "direct")
ARTICLE = Article("u", "c", "t", "b", "o", datetime(2024, 5, 29, tzinfo=UTC), "en", TEXT)
RELEVANCE = Relevance(True, 0.75, (SideMention("recogniser", 0, 7, "Kabulov"),), "why")
EXTRACTION = Extraction(ARTICLE, RELEVANCE, (FULL, BARE))


def to_the_letter(answered: object, contract: object) -> bool:
    """Whether two answers are one, the order of their keys too."""
    return json.dumps(answered) == json.dumps(contract)


def test_an_answer_has_three_parts_in_the_contracts_order() -> None:
    answered = answer(EXTRACTION)
    assert list(answered) == ["article", "relevance", "statements"]
    assert len(answered["statements"]) == 2


def test_the_article_is_the_contract_to_the_letter() -> None:
    article = {
        "url": "u",
        "canonical_url": "c",
        "title": "t",
        "byline": "b",
        "outlet": "o",
        "published_at": "2024-05-29T00:00:00+00:00",
        "language": "en",
        "text": TEXT,
    }
    assert to_the_letter(answer(EXTRACTION)["article"], article)


def test_its_relevance_is_the_contract_to_the_letter() -> None:
    evidence = [{"side": "recogniser", "start": 0, "end": 7, "text": "Kabulov"}]
    relevance = {"relevant": True, "score": 0.75, "evidence": evidence}
    assert to_the_letter(answer(EXTRACTION)["relevance"], relevance)


def test_a_statement_with_everything_is_the_contract_to_the_letter() -> None:
    speaker = {"text": "Kabulov", "start": 0, "end": 7, "name": "Zamir Kabulov", "actor": "zamir-kabulov"}
    claim = {
        "topic": "recognition",
        "position": "premature",
        "party": "russia",
        "target": "iea",
        "negated": False,
        "confirmed": True,
        "certainty": 1.0,
        "cameo": "010",
        "evidence": [{"start": 33, "end": 45, "rule": "row"}],
    }
    statement = {
        "speaker": speaker,
        "cue": {"text": "told", "start": 8, "end": 12},
        "content": [{"start": 33, "end": 45}],
        "text": "it was early",
        "kind": "indirect",
        "addressee": {"text": "TASS", "start": 13, "end": 17, "actor": "tass"},
        "via": [{"text": "TASS", "start": 13, "end": 17, "actor": "tass"}],
        "said_on": "2024-05-28",
        "place": {"text": "Moscow", "start": 21, "end": 27},
        "embedded": {"text": "it", "start": 33, "end": 35, "name": "Sergey Lavrov", "actor": "sergey-lavrov"},
        "claims": [claim],
    }
    assert to_the_letter(answer(EXTRACTION)["statements"][0], statement)


def test_a_statement_with_words_alone_is_the_contract_to_the_letter() -> None:
    statement = {
        "speaker": None,
        "cue": None,
        "content": [{"start": 33, "end": 45}],
        "text": "it was early",
        "kind": "direct",
        "addressee": None,
        "via": [],
        "said_on": None,
        "place": None,
        "embedded": None,
        "claims": [],
    }
    assert to_the_letter(answer(EXTRACTION)["statements"][1], statement)


def test_what_is_not_known_is_null() -> None:
    bare = answer(Extraction(Article(None, None, None, None, None, None, None, ""), RELEVANCE, ()))
    assert set(bare["article"].values()) == {None, ""}
    assert bare["statements"] == []
