"""Which claims tell of an act, which are a second outlet's report of it, and by whose word others are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from extractors.novelty.acts import is_second_report, taken_once, tells_of_act
from extractors.novelty.cases import describe, moment, most_alike, one_voice
from extractors.records import ClaimRecord, JudgedClaim, Novelty

SEEN = datetime(2024, 5, 15, 12, tzinfo=UTC)
PLAIN = ClaimRecord(
    id="claim-1", statement_id="statement-1", speaker_key="outlet:river gazette", speaker_name="River Gazette",
    actor=None, topic="delisting", position="done", party="russia", target="iea", negated=False, confirmed=True,
    cameo=None, kind="narrative", words="The court has lifted the ban on the movement", context="", said_on=None,
    addressee=None, via=(), place=None, outlet="River Gazette", url="https://river.example/1", title="Ban lifted",
    published_at=SEEN, seen_at=SEEN, voice="outlet", certainty=1.0, state=None,
)  # fmt: skip


def claim(**how: Any) -> ClaimRecord:
    return replace(PLAIN, **how)


ACTS = {
    "an outlet on what is done": ({}, True),
    "an outlet on what is being looked at": ({"position": "considering"}, True),
    "an outlet on what is only wished": ({"position": "conditional"}, False),
    "an agency that relays": ({"voice": "medium", "kind": "indirect", "position": "considering"}, True),
    "nobody by name": ({"voice": "unnamed", "kind": "indirect"}, True),
    "a state on what it has decided": ({"voice": "country", "kind": "indirect", "position": "decided"}, True),
    "a state on what it looks at": ({"voice": "country", "kind": "indirect", "position": "considering"}, False),
    "a state in its own words": ({"voice": "body", "kind": "direct"}, False),
    "the party itself": ({"voice": "body", "kind": "indirect", "state": "russia"}, True),
    "the other side": ({"voice": "body", "kind": "indirect", "state": "iea"}, True),
    "a third state": ({"voice": "body", "kind": "indirect", "state": "kazakhstan"}, False),
    "a person": ({"voice": "person", "kind": "indirect"}, False),
}


@pytest.mark.parametrize("situation", ACTS)
def test_who_only_tells_of_an_act(situation: str) -> None:
    how, tells = ACTS[situation]
    assert tells_of_act(claim(**how)) is tells


@pytest.mark.parametrize(("topic", "once"), [("recognition", True), ("delisting", True), ("representation", False)])
def test_accrediting_goes_on_the_rest_is_done_once(topic: str, once: bool) -> None:
    assert taken_once(claim(topic=topic)) is once


ANOTHER = {"id": "claim-0", "outlet": "Lake Post", "words": "Judges struck the group off"}
SECOND = {
    "another outlet told first, in other words": ({}, "repeat", ANOTHER, True),
    "the same outlet told first": ({}, "repeat", ANOTHER | {"outlet": "River Gazette"}, False),
    "the same words": ({}, "repeat", ANOTHER | {"words": PLAIN.words}, False),
    "it is no repeat": ({}, "new", ANOTHER, False),
    "somebody else is quoted": ({"kind": "indirect", "voice": "medium"}, "repeat", ANOTHER, False),
    "it tells of no act": ({"position": "opposes"}, "repeat", ANOTHER, False),
    "nothing is known to be near": ({}, "repeat", None, False),
}


@pytest.mark.parametrize("situation", SECOND)
def test_a_second_report_is_another_outlets_own_words_on_a_known_act(situation: str) -> None:
    how, kind, nearest, second = SECOND[situation]
    novelty = Novelty(kind, "a reason", claim(**nearest) if nearest else None)  # type: ignore[arg-type]
    assert is_second_report(JudgedClaim(claim(**how), novelty)) is second


DESCRIBED = {
    "the day it was said": ({"said_on": date(2024, 5, 3)}, "River Gazette, 3 May 2024"),
    "else the day it was published": ({}, "River Gazette, 15 May 2024"),
    "without either": ({"published_at": None}, "River Gazette, undated"),
}


@pytest.mark.parametrize("situation", DESCRIBED)
def test_a_claim_is_named_in_a_reason_by_outlet_and_day(situation: str) -> None:
    how, named = DESCRIBED[situation]
    assert describe(claim(**how)) == named


def test_what_nobody_is_named_for_is_one_voice_with_nothing() -> None:
    nobody = claim(speaker_key="name:")
    assert not one_voice(nobody, nobody)
    assert one_voice(claim(), claim())
    assert not one_voice(claim(), claim(speaker_key="outlet:lake post"))


def test_an_undated_claim_is_of_the_day_it_was_seen() -> None:
    assert moment(claim(published_at=None)) == date(2024, 5, 15)
    assert moment(claim(said_on=date(2024, 5, 3))) == date(2024, 5, 3)


def test_of_claims_that_are_equally_alike_the_latest_is_the_nearest() -> None:
    old, late = (claim(id=f"claim-{day}", said_on=date(2024, 5, day)) for day in (3, 4))
    other = claim(id="other", words="A railway was opened", said_on=date(2024, 5, 9))
    assert most_alike(claim(), [late, old, other]) == (late, 1.0)
