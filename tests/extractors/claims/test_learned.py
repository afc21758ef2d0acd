"""The judge that ships: it is small, comes with its figures, and reads what it has not seen."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from extractors.claims.context import CARRIED_OVER
from extractors.claims.learned.passages import Passage
from extractors.claims.learned.transformer import FOLDER, LearnedJudge, learned_judge
from extractors.claims.learned.weighing import (
    Heeded,
    signs_of_claim,
    signs_of_draft,
    signs_of_rungs,
    weighed,
    weights_of,
)
from extractors.extraction import Extractor
from extractors.pages.articles import article_from_text
from extractors.records import TOPICS, Claim, Evidence, Position, Span, Statement, Topic

NOW = datetime(2025, 7, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def judge() -> LearnedJudge:
    return learned_judge()


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(learned=True)


def claims_in(text: str, extractor: Extractor) -> list[Claim]:
    """All claims of an article of an invented outlet."""
    article = article_from_text(text, outlet="Synthetic Courier", published_at=NOW, language="en")
    return [claim for one in extractor.extract(article, everything=True).statements for claim in one.claims]


def test_it_is_small_enough_to_ship_and_says_what_it_reaches() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 25_000_000

    scores = json.loads((FOLDER / "scores.json").read_text(encoding="utf-8"))
    assert (scores["trained_on"], scores["chosen_on"]) == ("seen, retold-train, retold-more, replayed", "retold-dev")
    assert scores["int8_agrees"] >= 0.98


def test_the_weights_name_all_signs_that_there_are_and_no_others(judge: LearnedJudge) -> None:
    words = "Russia has recognised them."
    statement = Statement(None, None, (Span(0, 27),), words, "narrative")
    rule = Claim("recognition", "done", "russia", "iea", False, True, None, (Evidence(0, 1, "R", "row"),))
    reading = judge.read(words, [Passage((Span(0, 27),), "narrative")])[0]
    ways = (rule, carried(rule, "carrier.it"), carried(rule, "row"))
    every = [Heeded(statement, reading.topics[0], each, reading.voiced) for each in ways]

    assert set(weights_of().rungs) == {sign for one in every for signs in signs_of_rungs(one) for sign in signs}
    assert set(weights_of().certainty) == set(signs_of_claim(weighed(every[0], weights_of())))
    assert set(weights_of().said) == set(signs_of_draft(statement, reading))


def carried(rule: Claim, row: str) -> Claim:
    """A claim on a topic that was taken over, by a row."""
    return replace(rule, evidence=(Evidence(0, 1, "R", row), Evidence(0, 1, "R", CARRIED_OVER)))


def test_every_passage_with_words_is_read_on_every_topic(judge: LearnedJudge) -> None:
    text = "He spoke. " * 400
    passages = [Passage((Span(at, at + 9),), "direct", "russia") for at in range(0, len(text), 100)]
    read = judge.read(text, passages)

    assert sorted(read) == list(range(len(passages)))
    assert all(tuple(heard.topic for heard in reading.topics) == TOPICS for reading in read.values())
    assert all(0 < share < 1 for reading in read.values() for share in (reading.said, reading.voiced))
    assert judge.read("", []) == {}


@pytest.mark.parametrize(
    ("text", "topic", "positions"),
    [
        pytest.param(
            "Russia's Supreme Court has suspended the ban on the Taliban. “The ban is suspended,” the judge said.",
            "delisting",
            {"done"},
            id="done by a court",
        ),
        pytest.param(
            "Envoy Zamir Kabulov said that it was far too early for Moscow to recognise the Taliban.",
            "recognition",
            {"premature"},
            id="too early",
        ),
        pytest.param(
            "Laila Omari, an Afghan rights advocate, said she was disappointed by Russia's recognition of the Taliban.",
            "recognition",
            {"opposes"},
            id="disappointed",
        ),
        pytest.param(
            "Sergei Lavrov said that Russia would recognise the Taliban only after girls had gone back to school.",
            "recognition",
            {"conditional"},
            id="only after",
        ),
    ],
)
def test_both_judges_together_hear_where_somebody_stands(
    text: str, topic: Topic, positions: set[Position], extractor: Extractor
) -> None:
    found = [claim for claim in claims_in(text, extractor) if claim.topic == topic]

    assert found
    assert {claim.position for claim in found} <= positions
    assert all(0 < claim.certainty < 1 for claim in found)


def test_what_names_no_topic_is_no_claim(extractor: Extractor) -> None:
    text = "Russian envoy Zamir Kabulov said that the harvest in Badakhshan had been poor. The Taliban sold melons."

    assert claims_in(text, extractor) == []
