"""What is to be reviewed: what was told, and what would have been, were it surer; the least sure first. Synthetic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from extractors.records import Filter, JudgedClaim
from extractors.records.looks import Unreviewed
from flows.telling.policy import TOLD_FROM
from flows.telling.to_review import waiting


class Shelf:
    """A store as far as the review asks it what there is."""

    def __init__(self, told: list[JudgedClaim], others: list[JudgedClaim]) -> None:
        self.told, self.every = tuple(told), (*told, *others)

    def unreviewed(self, _: Filter, *, told: bool) -> tuple[Unreviewed, ...]:
        found = self.told if told else self.every
        return tuple(Unreviewed(one.claim.id, one.novelty.kind, one.claim.topic, one.claim.certainty) for one in found)


@pytest.mark.parametrize(
    ("everything", "asked"),
    [
        pytest.param(False, ["possible", "no news by now", "told"], id="told, or nearly"),
        pytest.param(True, ["possible", "known", "no news by now", "told"], id="all"),
    ],
)
def test_the_least_sure_is_asked_about_first(
    everything: bool, asked: list[str], judged: Callable[..., JudgedClaim]
) -> None:
    told = [judged(id="told", certainty=0.9), judged(id="no news by now", novelty="repeat", certainty=0.7)]
    others = [judged(id="known", novelty="repeat", certainty=0.4), judged(id="possible", certainty=0.3)]

    assert list(waiting(Shelf(told, others), Filter(), everything)) == asked  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claim", "asked"),
    [
        ({"novelty": "new"}, True),
        ({"novelty": "shift"}, True),
        ({"novelty": "restated"}, False),
        ({"topic": "engagement"}, False),
        ({"certainty": TOLD_FROM}, False),
    ],
    ids=str,
)
def test_what_was_not_told_is_asked_about_where_only_certainty_kept_it_back(
    claim: dict[str, Any], asked: bool, judged: Callable[..., JudgedClaim]
) -> None:
    one = judged(**{"certainty": TOLD_FROM - 0.01} | claim)

    assert bool(waiting(Shelf([], [one]), Filter(), everything=False)) is asked  # type: ignore[arg-type]
