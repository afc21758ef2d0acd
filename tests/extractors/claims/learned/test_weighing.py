"""The signs that both judges give for a rung, a draft and a claim, one situation each. Synthetic."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from extractors.claims.context import CARRIED_OVER
from extractors.claims.learned.transformer import POSITIONS, Heard, Prediction
from extractors.claims.learned.weighing import (
    Heeded,
    Weighed,
    Weights,
    certainty,
    heeded,
    is_statement,
    likeliness,
    likely,
    signs_of_claim,
    signs_of_draft,
    signs_of_rungs,
    weighed,
)
from extractors.records import Claim, Evidence, Span, Speaker, Statement

EVEN = tuple((position, 1 / len(POSITIONS)) for position in POSITIONS)
HEARD = Heard("recognition", 0.5, EVEN, (("russia", 1.0),))
KABULOV = Speaker("Zamir Kabulov", 0, 13, "Zamir Kabulov", "zamir-kabulov")
SAID = Statement(KABULOV, None, (Span(500, 510),), "It is near", "indirect")
OWN = replace(SAID, speaker=None, kind="narrative")
DONE = Claim("recognition", "done", "russia", "iea", False, True, None, (Evidence(0, 1, "x", "topic.row"),))


def evidence(*rules: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(0, 1, "x", rule) for rule in rules)


def heard(
    said: Statement = SAID, rule: Claim | None = None, voiced: float = 0.5, named: bool = False, **more: Any
) -> Heeded:
    return Heeded(said, replace(HEARD, **more), rule, voiced, named)


def on(signs: dict[str, float]) -> set[str]:
    """The signs that say anything."""
    return {name for name, value in signs.items() if value}


def rung(one: Heeded, position: str) -> dict[str, float]:
    return signs_of_rungs(one)[[name for name, _ in EVEN].index(position)]  # type: ignore[arg-type]


# --- a rung ----------------------------------------------------------------------------------------------------------

# A statement, what the rules find, and the signs that this sets for whatever rung.
ANY: dict[str, tuple[Statement, Claim | None, set[str]]] = {
    "what no rule finds": (SAID, None, {"claim", "alerting"}),
    "what a rule finds by name": (SAID, DONE, {"claim", "alerting", "ruled named"}),
    "what a noun stands for": (
        SAID,
        replace(DONE, evidence=evidence("carrier.step", CARRIED_OVER)),
        {"claim", "alerting", "ruled carried"},
    ),
    "what is meant in silence": (
        SAID,
        replace(DONE, evidence=evidence("modality.row", CARRIED_OVER)),
        {"claim", "alerting", "ruled in silence"},
    ),
    "the outlet's own": (OWN, None, {"claim", "alerting", "narrative"}),
    "the outlet's own that a rule takes for news": (
        OWN,
        DONE,
        {"claim", "alerting", "narrative", "ruled named", "ruled narrative"},
    ),
    "the outlet's own in its lead": (
        replace(OWN, content=(Span(349, 360),)),
        None,
        {"claim", "alerting", "narrative", "narrative in lead"},
    ),
    "the outlet's own behind its lead": (
        replace(OWN, content=(Span(350, 360),)),
        None,
        {"claim", "alerting", "narrative"},
    ),
    "a statement in the lead": (replace(SAID, content=(Span(3, 9),)), None, {"claim", "alerting"}),
}


@pytest.mark.parametrize("situation", ANY)
def test_signs_tell_by_whom_and_how_a_topic_was_found(situation: str) -> None:
    said, rule, signs = ANY[situation]
    assert on(rung(heard(said, rule), "opposes")) - {"learned rung", "rung near"} == signs


def test_only_topics_that_alert_are_marked_so() -> None:
    assert "alerting" not in on(rung(heard(topic="conditions"), "done"))


@pytest.mark.parametrize(
    ("name", "actor", "text", "named", "voice"),
    [
        ("Zamir Kabulov", "zamir-kabulov", "Kabulov", False, None),
        ("Zamir Kabulov", "zamir-kabulov", "Kabulov", True, None),
        ("Zamir Kabulov", "zamir-kabulov", "the envoy", False, "by reference"),
        ("Zamir Kabulov", "zamir-kabulov", "", False, "by reference"),
        ("Ada van Pellworth", None, "she", True, "stranger"),
        ("two envoys", None, "two envoys", False, "described"),
    ],
)
def test_signs_tell_how_the_speaker_was_found(
    name: str, actor: str | None, text: str, named: bool, voice: str | None
) -> None:
    said = replace(SAID, speaker=Speaker(text, 0, len(text), name, actor))
    found = {sign for sign in on(rung(heard(said, named=named), "done")) if sign.startswith("speaker ")}
    assert found == ({f"speaker {voice}"} if voice else set())


def test_nobody_who_is_found_is_missing_but_the_outlet_is_not() -> None:
    assert "speaker missing" in on(rung(heard(replace(SAID, speaker=None)), "done"))
    assert "speaker missing" not in on(rung(heard(OWN), "done"))


# By what a rule that names "supports" is worth for each rung.
NEAR: dict[str, set[str]] = {
    "considering": {"rung near"},
    "supports": {"rung named"},
    "decided": {"rung near"},
    "done": set(),
    "opposes": set(),
}


@pytest.mark.parametrize("position", NEAR)
def test_a_rule_speaks_for_its_own_rung_and_a_little_for_those_beside_it(position: str) -> None:
    rule = replace(DONE, position="supports")
    signs = on(rung(heard(rule=rule), position))
    assert {sign for sign in signs if sign.startswith("rung ")} == NEAR[position]


@pytest.mark.parametrize(
    ("rules", "signs"),
    [
        (("topic.row",), {"rung named"}),
        (("topic.row", "modality.row"), {"rung named", "rung in words"}),
        (("carrier.step", CARRIED_OVER), {"rung carried"}),
        (("carrier.step", "modality.row", CARRIED_OVER), {"rung carried", "rung in words"}),
        (("modality.row", CARRIED_OVER), {"rung in silence"}),
    ],
)
def test_a_rung_with_words_of_its_own_is_told_from_one_without(rules: tuple[str, ...], signs: set[str]) -> None:
    found = on(rung(heard(rule=replace(DONE, evidence=evidence(*rules))), "done"))
    assert {sign for sign in found if sign.startswith("rung ")} == signs


@pytest.mark.parametrize(("share", "sign"), [(0.25, math.log(0.25)), (0.0, math.log(1e-3))])
def test_a_rung_that_is_hardly_heard_is_not_ruled_out(share: float, sign: float) -> None:
    one = heard(rungs=(("done", share), *((name, 0.1) for name, _ in EVEN if name != "done")))
    assert signs_of_rungs(one)[0]["learned rung"] == pytest.approx(sign)


@pytest.mark.parametrize(
    ("share", "sign"), [(0.5, 0.0), (0.75, math.log(3)), (0.25, -math.log(3)), (1.0, 6.0), (0.0, -6.0)]
)
def test_a_likelihood_counts_by_its_odds_up_to_six(share: float, sign: float) -> None:
    assert rung(heard(claimed=share), "done")["learned"] == pytest.approx(sign)


# --- a draft, a claim ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("odds", "sign"), [(None, 0.0), (1.5, 1.5), (9.0, 6.0), (-9.0, -6.0)])
def test_the_construction_of_a_draft_counts_up_to_six(odds: float | None, sign: float) -> None:
    assert signs_of_draft(replace(SAID, odds=odds), Prediction((), 0.5, 0.5))["construction"] == sign


@pytest.mark.parametrize(("kind", "signs"), [("direct", {"direct"}), ("mixed", {"mixed"}), ("indirect", set())])
def test_a_draft_tells_what_of_it_is_quoted(kind: Any, signs: set[str]) -> None:
    found = signs_of_draft(replace(SAID, kind=kind), Prediction((), 0.75, 0.5))
    assert on(found) == {"always", "heard", *signs}
    assert found["always"] == 1.0
    assert found["heard"] == pytest.approx(math.log(3))


def test_a_claim_is_weighed_by_its_likelihood_its_voice_and_its_place() -> None:
    found = signs_of_claim(Weighed(heard(replace(SAID, kind="direct"), DONE, voiced=0.25), "done", 0.9, 0.75))
    assert on(found) == {"always", "likely", "voiced", "ruled", "direct", "alerting"}
    assert (found["always"], found["ruled"], found["direct"]) == (1.0, 1.0, 1.0)
    assert found["likely"] == pytest.approx(math.log(3))
    assert found["voiced"] == pytest.approx(-math.log(3))


def test_the_outlets_own_claim_has_no_voice_to_doubt() -> None:
    assert on(signs_of_claim(Weighed(heard(OWN, voiced=0.1), "done", 0.9, 0.5))) == {"always", "narrative", "alerting"}


# --- adding up -------------------------------------------------------------------------------------------------------

NOTHING = Weights({}, {}, {}, 0.5, 0.5, 0.5)


def test_signs_add_up_by_their_weights_between_bounds() -> None:
    assert likeliness({"a": 2.0, "b": 3.0, "c": 9.0}, {"a": 1.5, "b": -1.0}) == 0.0
    assert likeliness({"a": 100.0}, {"a": 1.0}) == 30.0
    assert likeliness({"a": -100.0}, {"a": 1.0}) == -30.0
    assert likely({"a": 1.0}, {"a": math.log(3)}) == pytest.approx(0.75)


def test_without_weights_each_rung_is_as_likely_as_none() -> None:
    found = weighed(heard(), NOTHING)
    assert found.likely == pytest.approx(1 / 8)
    assert found.claimed == pytest.approx(7 / 8)
    assert certainty(found, NOTHING) == 0.5


@pytest.mark.parametrize("weight", [2.0, -2.0])
def test_the_likeliest_rung_is_the_claims(weight: float) -> None:
    found = weighed(heard(rule=replace(DONE, position="supports")), replace(NOTHING, rungs={"rung named": weight}))
    raised = math.exp(weight)
    whole = 7 + raised
    assert (found.position == "supports") is (weight > 0)
    assert found.likely == pytest.approx(max(raised, 1.0) / whole)
    assert found.claimed == pytest.approx((6 + raised) / whole)


def test_certainty_is_told_to_the_third_place() -> None:
    found = Weighed(heard(), "done", 0.9, 0.5)
    assert certainty(found, replace(NOTHING, certainty={"always": math.log(2)})) == 0.667


@pytest.mark.parametrize(
    ("kind", "line", "kept"), [("direct", 0.5, True), ("direct", 0.51, False), ("narrative", 1.0, True)]
)
def test_a_draft_is_a_statement_from_a_line_on(kind: Any, line: float, kept: bool) -> None:
    draft = replace(SAID, kind=kind)
    assert is_statement(draft, Prediction((), 0.9, 0.9), replace(NOTHING, said_from=line)) is kept


def test_of_two_claims_on_a_topic_the_first_is_weighed_beside_what_is_heard() -> None:
    said = replace(SAID, claims=(DONE, replace(DONE, position="opposes"), replace(DONE, topic="delisting")))
    reading = Prediction((HEARD, replace(HEARD, topic="conditions", claimed=0.02)), 0.9, 0.3)
    (one,) = heeded(said, reading, named=True)
    assert (one.statement, one.heard, one.rule, one.voiced, one.named) == (said, HEARD, DONE, 0.3, True)
