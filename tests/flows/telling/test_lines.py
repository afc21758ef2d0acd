"""What digests, batches and the reviewer's figures say in a line. Synthetic."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from extractors.records import Delivery, FeedMemory, JudgedClaim
from extractors.records.stored import Coverage, ReviewFigures
from flows.telling.digest import coverage_lines
from flows.telling.pacing import batch_alert
from flows.telling.to_review import figures_line

BAD = FeedMemory("https://a.example/feed", "failing", "timeout")
COVERAGE = Coverage(9, 7, (("ok", 7),), (BAD,), 120, 4, (("restated", 2), ("repeat", 5), ("new", 1)))
NEWS: dict[str, tuple[list[dict[str, Any]], str]] = {
    "nothing": ([], "Nothing new was said"),
    "only what is known": ([{"novelty": "restated"}, {"novelty": "repeat"}], "Nothing new was said"),
    "a new claim and a shift": ([{"novelty": "new"}, {"novelty": "shift"}], "2 new claims or shifts"),
    "sure ones and one just under": (
        [{"certainty": 0.8}, {"certainty": 0.79}],
        "1 new claims or shifts, 1 too unsure to be told at once",
    ),
    "unsure ones alone": ([{"certainty": 0.5}], "Nothing new was said, 1 too unsure to be told at once"),
}


@pytest.mark.parametrize("situation", NEWS)
def test_a_digest_says_what_was_new_beside_how_many_feeds_answered(
    situation: str, judged: Callable[..., JudgedClaim]
) -> None:
    claims, told = NEWS[situation]
    assert coverage_lines(COVERAGE, [judged(**one) for one in claims], 0.8) == [
        f"{told}; 7 of 9 feeds answered.",
        "120 entries seen, 4 articles kept, 2 claims restated, 5 further reports of known claims.",
        "failing: https://a.example/feed (timeout)",
    ]


def test_where_nothing_was_restated_or_repeated_none_is_counted() -> None:
    quiet = Coverage(1, 1, (), (), 0, 0, ())
    assert coverage_lines(quiet, [])[1:] == [
        "0 entries seen, 0 articles kept, 0 claims restated, 0 further reports of known claims."
    ]


def test_mails_in_one_tell_the_claims_of_all_and_name_each(delivery: Callable[..., Delivery], now: datetime) -> None:
    batched = [delivery(1), delivery(2), delivery(3)]
    alert = batch_alert(batched, now)

    assert [one.claim.id for one in alert.claims] == ["claim-1", "claim-2", "claim-3"]
    assert (alert.title, alert.kind, alert.created_at, alert.published_at) == ("3 alerts in one", "digest", now, None)
    assert (alert.url, alert.outlet) == (batched[0].alert.url, batched[0].alert.outlet)
    assert alert.text.splitlines() == [f"River Gazette: Story {number}" for number in (1, 2, 3)]


def test_a_batch_is_another_one_for_another_reader_or_of_other_mails(
    delivery: Callable[..., Delivery], now: datetime
) -> None:
    ids = {
        batch_alert([delivery(1), delivery(2)], now).id,
        batch_alert([delivery(1), delivery(3)], now).id,
        batch_alert([delivery(1, "bob@example.org"), delivery(2, "bob@example.org")], now).id,
    }
    assert len(ids) == 3
    assert batch_alert([delivery(1), delivery(2)], now).id in ids


@pytest.mark.parametrize(
    ("figures", "line"),
    [
        (ReviewFigures(0, 0, ()), "no alert was ever reviewed"),
        (ReviewFigures(8, 6, (("right", 6), ("not_new", 2))), "of 8 reviewed alerts 6 were right (75%)"),
    ],
)
def test_how_right_alerts_were_is_told_over_all_that_were_reviewed(figures: ReviewFigures, line: str) -> None:
    assert figures_line(figures) == line
