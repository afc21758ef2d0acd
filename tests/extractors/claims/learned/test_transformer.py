"""Windows as arrays, and scores as likelihoods: by hand, and through a graph that is not loaded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from extractors.claims.learned.passages import Window
from extractors.claims.learned.transformer import PARTIES, POSITIONS, Heard, LearnedJudge, inputs_of
from extractors.records import TOPICS

ONE = Window((101, 7, 8, 102), (0, 3, 3, 0), ((4, (1, 2)),))
OTHER = Window((101, 9, 102), (0, 5, 0), ((6, (1,)), (7, ())))


class Graph:
    """Answers as it is told to, and keeps what it was asked."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.asked: tuple[list[str], Mapping[str, Any]] = ([], {})

    def run(self, names: list[str], inputs: Mapping[str, Any]) -> list[Any]:
        self.asked = (names, inputs)
        return [np.asarray(self.answers[name], np.float32) for name in names]


def judge(**answers: Any) -> LearnedJudge:
    made = LearnedJudge.__new__(LearnedJudge)
    made._session = Graph(**answers)
    return made


def test_windows_lie_side_by_side_filled_up_and_each_passage_marks_its_pieces() -> None:
    arrays = inputs_of([ONE, OTHER])
    assert arrays["ids"].tolist() == [[101, 7, 8, 102], [101, 9, 102, 0]]
    assert arrays["roles"].tolist() == [[0, 3, 3, 0], [0, 5, 0, 0]]
    assert arrays["inside"].tolist() == [[0, 1, 1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1, 0, 0], [0] * 8]
    assert [arrays[name].dtype.name for name in ("ids", "roles", "inside")] == ["int64", "int64", "float32"]


def test_scores_become_shares_of_each_topic_rung_and_party() -> None:
    size = len(TOPICS)
    claims = np.full((1, size, 1 + len(POSITIONS)), -50.0)
    claims[0, :, 0], claims[0, :, 1], claims[0, :, 3] = np.log(2), np.log(3), np.log(1)
    parties = np.full((1, size, len(PARTIES)), -50.0)
    parties[0, :, 1], parties[0, :, 3] = np.log(1), np.log(3)
    graph = judge(claims=claims, parties=parties, doubts=[[np.log(3), -np.log(3)]])
    ((number, reading),) = graph.hear([ONE])

    assert number == 4
    assert (reading.said, reading.voiced) == (pytest.approx(0.75), pytest.approx(0.25))
    assert tuple(heard.topic for heard in reading.topics) == TOPICS
    for heard in reading.topics:
        assert heard.claimed == pytest.approx(4 / 6)
        assert dict(heard.rungs) == pytest.approx(
            dict.fromkeys(POSITIONS, 0.0) | {POSITIONS[0]: 0.75, POSITIONS[2]: 0.25}
        )
        assert dict(heard.parties) == pytest.approx(dict.fromkeys(PARTIES, 0.0) | {PARTIES[1]: 0.25, PARTIES[3]: 0.75})
        assert (heard.position, heard.party) == (POSITIONS[0], PARTIES[3])
    assert graph._session.asked[0] == ["claims", "parties", "doubts"]
    assert graph._session.asked[1]["ids"].tolist() == [list(ONE.ids)]


def test_what_is_seen_comes_back_by_the_passages_number() -> None:
    graph = judge(seen=[[[1.0]], [[2.0]], [[3.0]]])
    assert {number: float(seen[0, 0]) for number, seen in graph.look([ONE, OTHER])} == {4: 1.0, 6: 2.0, 7: 3.0}


def test_the_likeliest_rung_and_party_are_told() -> None:
    heard = Heard("recognition", 0.9, (("done", 0.1), ("opposes", 0.7), ("decided", 0.2)), (("iea", 0.4), (None, 0.6)))
    assert heard.position == "opposes"
    assert heard.party is None
