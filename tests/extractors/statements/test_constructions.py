"""Every construction on invented sentences, one situation each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language

from extractors.languages.en import constructions
from extractors.lexicon import Lexicon
from extractors.records import Article, Statement
from extractors.statements import build_pipeline, document_of
from extractors.statements.assemble import statements_from

FILE = Path(constructions.__file__).with_name("examples.yaml")
TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
CASES = [pytest.param(rule, case, id=f"{rule}: {case['situation']}") for rule, cases in TABLE.items() for case in cases]


@pytest.fixture(scope="session")
def nlp(lexicon: Lexicon) -> Language:
    """The whole pipeline."""
    return build_pipeline(lexicon)


def read(nlp: Language, text: str) -> tuple[Statement, ...]:
    """The statements of a bare text, with what the sieve would hold back: it weighs by prose, not by construction."""
    return statements_from(document_of(nlp, Article(None, None, None, None, None, None, "en", text)), everything=True)


def written(text: str, statement: Statement) -> str:
    """A statement as the table writes it; a speaker without what is apposed to the name."""
    speaker = statement.speaker.text.split(",")[0] if statement.speaker else "-"
    cue = statement.cue.text if statement.cue else "-"
    content = " … ".join(text[span.start : span.end] for span in statement.content)
    return f"{speaker} | {cue} | {content} | {statement.kind}"


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_construction_finds_its_statement(nlp: Language, rule: str, case: dict[str, Any]) -> None:
    text = case["text"].strip()
    statements = read(nlp, text)
    assert [written(text, statement) for statement in statements] == case["statements"]
    assert any(rule in statement.rules for statement in statements) == case.get("found", True)
    if "to" in case:
        assert [s.addressee.text if s.addressee else None for s in statements] == case["to"]
    if "via" in case:
        assert [medium.text for s in statements for medium in s.via] == case["via"]
