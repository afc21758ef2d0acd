"""Whose promise a statement tells of: the embedded speaker, one situation each, through the whole extractor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language

from extractors.claims import judge_claims
from extractors.lexicon import Lexicon
from extractors.records import Article, Speaker, Statement
from extractors.statements import build_pipeline, document_of, statements_of
from extractors.statements.assemble import statements_from

from ...bench.marked import sentences_in

FILE = Path(__file__).with_name("promises.yaml")
SITUATIONS: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
each_situation = pytest.mark.parametrize("case", SITUATIONS, ids=[case["situation"] for case in SITUATIONS])


@pytest.fixture(scope="session")
def nlp(lexicon: Lexicon) -> Language:
    """The whole pipeline."""
    return build_pipeline(lexicon)


def article(text: str) -> Article:
    """A bare text as an article."""
    return Article(None, None, None, None, None, None, "en", text)


def written(embedded: Speaker | None) -> str:
    """An embedded speaker as the table writes it."""
    if embedded is None:
        return "-"
    key = f" = {embedded.actor}" if embedded.actor else ""
    return f"{embedded.text} | {embedded.name}{key}"


def telling(statements: tuple[Statement, ...]) -> list[Statement]:
    """The statements without the outlet's own."""
    return [one for one in statements if one.kind != "narrative"]


@each_situation
def test_a_promise_at_second_hand_names_who_promised(nlp: Language, case: dict[str, Any]) -> None:
    found = [one.embedded for one in statements_from(document_of(nlp, article(case["text"])), everything=True)]
    assert [written(one) for one in found] == case["promised"]
    assert all(one.text == case["text"][one.start : one.end] for one in found if one)


@each_situation
def test_only_a_promise_at_second_hand_is_unconfirmed(nlp: Language, lexicon: Lexicon, case: dict[str, Any]) -> None:
    read = article(case["text"])
    judged = telling(judge_claims(read, statements_of(nlp, read), lexicon, sentences_in(read.text)))
    found = {claim.topic for one in judged for claim in one.claims if not claim.confirmed}
    assert found >= set(case.get("unconfirmed", ()))
    assert not found or any(one.embedded for one in judged)
