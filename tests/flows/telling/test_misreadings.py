"""What was told wrongly of an utterance is taken back once, by the report that shows it. Synthetic."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from extractors.records import JudgedClaim
from extractors.records.stored import Reports
from flows.telling.misreadings import rereading_of

Make = Callable[..., JudgedClaim]
WRONG: dict[str, Any] = {"id": "told", "position": "decided", "certainty": 0.6, "url": "https://lake.example/1"}
RIGHT: dict[str, Any] = {"id": "plain", "position": "premature", "certainty": 0.95, "url": "https://river.example/1"}


def _reports(first: JudgedClaim, *later: JudgedClaim) -> Reports:
    return Reports(first, later, (), 1)


def test_a_surer_report_takes_back_what_was_told(judged: Make, now: datetime) -> None:
    wrong = judged(**WRONG, outlet="Lake Post")
    correction = rereading_of(judged(**RIGHT), _reports(wrong), {"told"}, now)

    assert correction is not None
    assert correction.claims == (wrong,)
    assert (correction.kind, correction.created_at) == ("correction", now)
    assert correction.text == (
        "River Gazette reports the same words of Zamir Kabulov more plainly: delisting premature, not decided as "
        "Lake Post was read. It has: the list has to be shortened first https://river.example/1"
    )


def test_a_later_report_that_was_told_is_taken_back_beside_the_first(judged: Make, now: datetime) -> None:
    first, later = judged(**WRONG), judged(**WRONG | {"id": "too", "url": "https://reed.example/1"})
    correction = rereading_of(judged(**RIGHT), _reports(first, later), {"told", "too"}, now)

    assert correction is not None
    assert correction.claims == (first, later)


NOT_WRONG: dict[str, tuple[dict[str, Any], dict[str, Any], set[str]]] = {
    "nobody was told of it": (WRONG, RIGHT, set()),
    "the report is not sure itself": (WRONG, RIGHT | {"certainty": 0.79}, {"told"}),
    "it was nearly as sure": (WRONG | {"certainty": 0.9}, RIGHT, {"told"}),
    "it reads a rung apart": (WRONG, RIGHT | {"position": "supports"}, {"told"}),
    "it stands in the same article": (WRONG | {"url": RIGHT["url"]}, RIGHT, {"told"}),
    "it is another voice": (WRONG, RIGHT | {"speaker_key": "name:orlov"}, {"told"}),
    "it is another party's act": (WRONG, RIGHT | {"party": "kazakhstan"}, {"told"}),
    "it is on another topic": (WRONG, RIGHT | {"topic": "recognition"}, {"told"}),
}


@pytest.mark.parametrize("situation", NOT_WRONG)
def test_what_is_not_clearly_wrong_stands(situation: str, judged: Make, now: datetime) -> None:
    wrong, right, told = NOT_WRONG[situation]
    assert rereading_of(judged(**right), _reports(judged(**wrong)), told, now) is None


def test_what_an_earlier_report_showed_is_not_taken_back_again(judged: Make, now: datetime) -> None:
    known = _reports(judged(**WRONG), judged(**RIGHT | {"id": "before", "url": "https://reed.example/1"}))
    assert rereading_of(judged(**RIGHT), known, {"told"}, now) is None


def test_another_surer_reading_before_hides_nothing(judged: Make, now: datetime) -> None:
    other = judged(**RIGHT | {"id": "before", "position": "conditional", "url": "https://reed.example/1"})
    assert rereading_of(judged(**RIGHT), _reports(judged(**WRONG), other), {"told"}, now) is not None
