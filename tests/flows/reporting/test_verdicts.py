"""Reviewers' verdicts become annotated articles that the judge of claims can learn from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.lexicon import Lexicon, load_lexicon
from extractors.records import Claim, Span, Speaker, Statement, StatementKind, Verdict
from extractors.records.identity import claim_id
from extractors.records.stored import Review, Reviewed
from extractors.training.newsrooms import Annotated, read_set
from flows.reporting.verdicts import annotated, as_yaml

from ..claims_at_hand import PLAIN

NOW = datetime(2026, 5, 5, tzinfo=UTC)
TEXT = "Synthetic.\nZamir Kabulov said that the list was being looked at. Maria Zakharova stood beside him."
WORDS = "the list was being looked at"
DELISTING = Claim("delisting", "considering", "russia", "iea", False, True, None, ())
ENGAGEMENT = Claim("engagement", "supports", "china", "iea", False, True, None, ())


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def reviewed(verdict: Verdict, *, words: str = WORDS, kind: StatementKind = "indirect", **right: Any) -> Reviewed:
    at = TEXT.find(words)
    speaker = Speaker("Zamir Kabulov", 11, 24, "Zamir Kabulov", "zamir-kabulov")
    span = Span(at, at + len(words))
    statement = Statement(speaker, None, (span,), words, kind, claims=(DELISTING, ENGAGEMENT))
    told = {"topic": right.get("topic", "delisting"), "position": right.get("position", "considering")}
    claim = replace(PLAIN, id=claim_id("s1", DELISTING), outlet="Tin Post", **told)
    return Reviewed(Review(claim.id, verdict, "ann", NOW, **right), claim, statement, "article-1", TEXT)


def back(tmp_path: Path, one: Reviewed, lexicon: Lexicon) -> Annotated:
    """What training reads of the file that is exported."""
    path = tmp_path / "verdicts-1.yaml"
    path.write_text(as_yaml(annotated([one], lexicon).rows), encoding="utf-8")
    (case,) = read_set(path, lexicon)
    return case


@pytest.mark.parametrize(
    ("verdict", "right", "claims"),
    [
        ("right", {}, {"delisting": ("considering",)}),
        ("not_new", {}, {"delisting": ("considering",)}),
        ("not_a_claim", {}, {}),
        ("wrong_speaker", {}, {"delisting": ("considering",)}),
        ("wrong_topic", {}, {}),
        ("wrong_topic", {"topic": "recognition"}, {"recognition": ("considering",)}),
        ("wrong_position", {"position": "opposes"}, {"delisting": ("opposes",)}),
    ],
)
def test_a_verdict_is_read_as_what_it_says_is_right(
    verdict: Verdict, right: dict[str, Any], claims: dict[str, Any], lexicon: Lexicon, tmp_path: Path
) -> None:
    case = back(tmp_path, reviewed(verdict, **right), lexicon)
    (statement,) = case.statements

    assert case.partial
    assert case.article.text == TEXT
    assert (statement.text, statement.kind) == (WORDS, "indirect")
    read = {claim.topic: claim.positions for claim in statement.claims}
    assert read == claims | {"engagement": ("supports",)}, "what nobody reviewed stays as it was read"


def test_a_wrong_position_alone_leaves_all_others(lexicon: Lexicon, tmp_path: Path) -> None:
    (statement,) = back(tmp_path, reviewed("wrong_position"), lexicon).statements
    (positions,) = (claim.positions for claim in statement.claims if claim.topic == "delisting")

    assert len(positions) == 6
    assert "considering" not in positions


@pytest.mark.parametrize(
    ("right", "speaker", "actor"),
    [
        ({}, None, None),
        ({"speaker": "maria-zakharova"}, "Maria Zakharova", "maria-zakharova"),
        ({"speaker": "dmitry-peskov"}, None, "dmitry-peskov"),
    ],
)
def test_another_speaker_is_named_as_the_text_names_him(
    right: dict[str, Any], speaker: str | None, actor: str | None, lexicon: Lexicon, tmp_path: Path
) -> None:
    (statement,) = back(tmp_path, reviewed("wrong_speaker", **right), lexicon).statements

    assert (statement.speaker, statement.actor) == (speaker, actor)


def test_what_does_not_fit_its_text_is_left_out_and_said(lexicon: Lexicon) -> None:
    export = annotated([reviewed("right", kind="direct")], lexicon)

    assert export.rows == ()
    assert "direct content must follow a quotation mark" in export.left_out[0]
