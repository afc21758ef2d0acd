"""How long one thing is one: the last day on which a report still belongs to what is known, and the next. Synthetic."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from extractors.novelty import judge_novelty
from extractors.records import ClaimRecord

from .test_reasons import said

FIRST = datetime(2024, 3, 1, 12, tzinfo=UTC)
WORDS = ("It rains on the harbour", "Trade goes by rail")


def _told(number: int, days: int, **how: Any) -> ClaimRecord:
    """What an outlet of its own publishes so many days after the first, in words of its own, without a day in them."""
    at = FIRST + timedelta(days=days)
    where = {"url": f"https://{number}.example/", "outlet": f"Outlet {number}", "words": WORDS[number]}
    return said(number, said_on=None, published_at=at, seen_at=at, **(where | how))


def _by_outlet(number: int) -> dict[str, Any]:
    return {"kind": "narrative", "voice": "outlet", "speaker_key": f"outlet:outlet {number}"}


WINDOWS: dict[str, tuple[dict[str, Any], int, str]] = {
    "one act of delisting": ({"topic": "delisting", "position": "decided"}, 10, "one act"),
    "one act of recognising": ({"topic": "recognition", "position": "decided"}, 10, "one act"),
    "one step of accrediting": ({"topic": "representation", "position": "decided"}, 3, "one act"),
}


@pytest.mark.parametrize("situation", WINDOWS)
def test_outlets_tell_of_one_act_for_so_many_days(situation: str) -> None:
    how, last, reason = WINDOWS[situation]
    known = _told(0, 0, **how, **_by_outlet(0))

    for days, kind in ((last, "repeat"), (last + 1, "new")):
        novelty = judge_novelty(_told(1, days, **how, **_by_outlet(1)), [known], FIRST)
        assert (novelty.kind, novelty.reason.startswith(reason)) == (kind, kind == "repeat"), novelty.reason


@pytest.mark.parametrize(("days", "kind"), [(1, "repeat"), (2, "new")])
def test_what_is_decided_is_for_a_day_what_another_outlet_reads_as_being_weighed(days: int, kind: str) -> None:
    known = _told(0, 0, topic="delisting", position="considering", **_by_outlet(0))
    claim = _told(1, days, topic="delisting", position="decided", **_by_outlet(1))

    assert judge_novelty(claim, [known], FIRST).kind == kind


@pytest.mark.parametrize(("days", "kind"), [(3, "repeat"), (4, "restated")])
def test_undated_reports_are_of_one_occasion_while_their_days_meet(days: int, kind: str) -> None:
    assert judge_novelty(_told(1, days), [_told(0, 0)], FIRST).kind == kind


@pytest.mark.parametrize(("days", "kind"), [(3, "repeat"), (4, "new")])
def test_a_state_is_said_to_say_for_so_many_days_what_its_minister_said(days: int, kind: str) -> None:
    minister = _told(0, 0, voice="person", state="russia", speaker_key="sergey-lavrov", actor="sergey-lavrov")
    state = _told(1, days, voice="country", state="russia", speaker_key="russia", actor="russia")

    assert judge_novelty(state, [minister], FIRST).kind == kind


@pytest.mark.parametrize(("days", "answered"), [(0, True), (7, True), (8, False), (-1, False)])
def test_a_denial_answers_what_was_said_within_a_week_before_it(days: int, answered: bool) -> None:
    other = {"speaker_key": "name:petrov", "speaker_name": "Petrov"}
    known = _told(0, 0, position="decided", **other)
    novelty = judge_novelty(_told(1, days, position="premature"), [known], FIRST)

    assert (novelty.kind, novelty.nearest) == ("new", known if answered else None)
