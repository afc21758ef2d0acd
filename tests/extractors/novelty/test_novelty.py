"""Novelty on named situations, kept beside this file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from extractors.lexicon import load_lexicon
from extractors.novelty import judge_novelty
from extractors.novelty.cases import speaks_for, voice_of
from extractors.novelty.steps import Step, steps, steps_in
from extractors.records import RUNGS, ClaimRecord
from extractors.text.words import similarity

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LEXICON = load_lexicon()
CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))


def claim_of(row: dict[str, Any], number: int) -> ClaimRecord:
    outlet = row.get("outlet", "River Gazette")
    narrative = row["who"] == "outlet"
    published = row.get("published")
    return ClaimRecord(
        id=f"claim-{number}",
        statement_id=f"statement-{number}",
        speaker_key=_key(row["who"], outlet),
        speaker_name=outlet if narrative else row["who"],
        actor=row.get("actor"),
        topic=row.get("topic", "recognition"),
        position=row["rung"],
        party=row.get("party", "russia"),
        target="iea",
        negated=False,
        confirmed=True,
        cameo=None,
        kind="narrative" if narrative else row.get("kind", "indirect"),
        words=row["words"],
        context=row.get("context", row["words"]),
        said_on=row.get("said"),
        addressee=None,
        via=(),
        place=None,
        outlet=outlet,
        url=row.get("url", f"https://news.example/{number}"),
        title="A title",
        published_at=datetime.combine(published, datetime.min.time(), UTC) if published else None,
        seen_at=NOW,
        voice=row.get("voice", "outlet" if narrative else "named"),
        certainty=row.get("certainty", 1.0),
        state=row.get("state"),
    )


def _key(who: str, outlet: str) -> str:
    """An outlet's own, an actor's key (a lower-case word or several with hyphens), or a name."""
    if who == "outlet":
        return f"outlet:{outlet}"
    return who if who in LEXICON.by_id else f"name:{who}"


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_claim_is_judged_by_what_is_known(case: dict[str, Any]) -> None:
    known = [claim_of(row, number) for number, row in enumerate(case["known"])]
    kind, _, nearest = case["expect"].partition(" ")

    novelty = judge_novelty(claim_of(case["claim"], 99), known, NOW)

    assert (novelty.kind, novelty.nearest) == (kind, known[int(nearest)] if nearest else None), novelty.reason
    assert novelty.reason


TOLD = [case for case in CASES if "reason" in case]


@pytest.mark.parametrize("case", TOLD, ids=[case["case"] for case in TOLD])
def test_a_reader_is_told_why(case: dict[str, Any]) -> None:
    known = [claim_of(row, number) for number, row in enumerate(case["known"])]

    assert judge_novelty(claim_of(case["claim"], 99), known, NOW).reason == case["reason"]


WORDS = st.lists(
    st.sampled_from(
        [
            "list",
            "flag",
            "ambassador",
            "minister",
            "decision",
            "envoy",
            "border",
            "trade",
            "school",
            "flour",
            "railway",
            "embassy",
        ]
    ),
    min_size=6,
    max_size=10,
    unique=True,
)
RUNG = st.sampled_from(list(RUNGS))
DAY = st.dates(date(2021, 1, 1), date(2025, 1, 1))


@given(words=WORDS, rung=RUNG, day=DAY, later=st.integers(0, 400))
def test_a_reprint_is_a_repeat_however_late_it_comes(words: list[str], rung: str, day: date, later: int) -> None:
    first = {"words": " ".join(words), "who": "envoy", "rung": rung, "published": day}
    reprint = first | {"published": day + timedelta(days=later), "outlet": "Lake Post", "words": f"{first['words']}!"}

    assert judge_novelty(claim_of(reprint, 2), [claim_of(first, 1)], NOW).kind == "repeat"


@given(st.lists(st.tuples(RUNG, DAY, WORDS), max_size=8), RUNG, DAY, WORDS)
def test_every_decision_has_a_reason_and_alerts_only_what_moved_or_is_first(
    history: list[tuple[str, date, list[str]]], rung: str, day: date, words: list[str]
) -> None:
    known = [
        claim_of({"words": " ".join(said), "who": "envoy", "rung": was, "published": then, "said": then}, number)
        for number, (was, then, said) in enumerate(history)
    ]
    row = {"words": " ".join(words), "who": "envoy", "rung": rung, "published": day, "said": day}
    novelty = judge_novelty(claim_of(row, 99), known, NOW)

    assert novelty.reason
    assert novelty.kind != "shift" or (novelty.nearest and novelty.nearest.position != rung)
    assert novelty.kind != "restated" or (novelty.nearest and novelty.nearest.position == rung)
    assert known or novelty.kind == "new"


def test_an_article_contradicts_itself_only_where_it_was_changed_in_between() -> None:
    row = {"who": "envoy", "rung": "considering", "published": date(2022, 3, 2), "words": "we look at the list"}
    before = claim_of(row | {"url": "https://news.example/1"}, 1)
    after = claim_of(row | {"url": "https://news.example/1", "rung": "opposes", "words": "never with us"}, 2)

    assert judge_novelty(after, [before], NOW).kind == "repeat"
    assert judge_novelty(after, [replace(before, seen_at=NOW - timedelta(hours=2))], NOW).kind == "shift"


def test_a_claim_is_not_compared_with_itself() -> None:
    row = {"words": "no hurry at all", "who": "envoy", "rung": "premature", "published": date(2022, 3, 2)}

    assert judge_novelty(claim_of(row, 1), [claim_of(row, 1)], NOW).kind == "new"


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("We recognise the Emirate", "we recognized the emirate.", 1.0, 1.0),
        ("كابل رژیم", "کابل رژیم", 1.0, 1.0),
        ("Признаём посла", "признаем посла", 1.0, 1.0),
        ("a decision was taken at the highest level", "at the highest level, a decision", 0.7, 1.0),
        ("the ban ends", "flour and fuel go by rail", 0.0, 0.0),
        ("", "anything", 0.0, 0.0),
    ],
)
def test_wordings_are_compared_without_case_spelling_and_order(one: str, other: str, least: float, most: float) -> None:
    assert least <= similarity(one, other) <= most


@pytest.mark.parametrize("step", steps(), ids=lambda step: step.id)
def test_each_step_takes_its_sentence_and_leaves_the_near_one(step: Step) -> None:
    assert steps_in(step.topic, step.ex) == {step.id}
    assert step.id not in steps_in(step.topic, step.not_)


def test_every_spokesperson_of_a_state_s_body_speaks_with_its_voice() -> None:
    offices = [
        (actor.id, office.of)
        for actor in LEXICON.actors
        for office in actor.offices
        if "spokes" in office.role and (body := LEXICON.by_id[office.of]).kind == "body" and body.country
    ]

    assert len(offices) > 5
    assert [one for one in offices if not speaks_for(*one) and voice_of(one[1]) != one[0]] == []
