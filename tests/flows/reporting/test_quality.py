"""How right alerts were and how far reviewers agree, by published examples; the hours of the watch."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from extractors.records import Verdict
from extractors.records.looks import SecondLook, ToldVerdict
from flows.reporting.quality import agreement_of, quality_of, wilson
from flows.reporting.wakefulness import wakefulness_of

NOW = datetime(2026, 5, 5, 8, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_alpha_is_that_of_the_published_example() -> None:
    # Krippendorff (2011), section C: four observers, twelve units; a dot is a missing value.
    a = "123321412..."
    b = "1233224125.3"
    c = ".3332342251."
    d = "12332441251."
    units = [[value for value in unit if value != "."] for unit in zip(a, b, c, d, strict=True)]
    assert agreement_of(units).alpha == pytest.approx(0.743, abs=0.0005)


@pytest.mark.parametrize(
    ("units", "alpha"),
    [
        pytest.param([], None, id="nothing"),
        pytest.param([["right", "right"]], None, id="one verdict alone"),
        pytest.param([["right", "right"], ["not_new", "not_new"]], 1.0, id="all alike"),
        pytest.param([["right"], ["not_new"]], None, id="nobody looked again"),
    ],
)
def test_alpha_at_its_ends(units: list[list[str]], alpha: float | None) -> None:
    assert agreement_of(units).alpha == alpha


def test_two_who_never_agree_are_below_chance() -> None:
    found = agreement_of([["right", "not_new"], ["not_new", "right"]])
    assert (found.claims, found.alike) == (2, 0)
    assert found.alpha is not None
    assert found.alpha < 0


def test_wilson_bounds_are_those_of_the_formula() -> None:
    # Newcombe (1998), table I: 81 of 263 is 0.2553 to 0.3662.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=0.0001)
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=0.0001)


def test_alerts_count_for_the_month_in_which_they_went_out() -> None:
    told = [ToldVerdict(datetime(2026, month, 1, tzinfo=UTC), verdict) for month, verdict in _VERDICTS]
    found = quality_of(told, [SecondLook("c", (("ida", "right"), ("jan", "right")))])
    assert [(one.month, one.right, one.reviewed) for one in found.months] == [("2026-03", 1, 2), ("2026-04", 1, 1)]
    assert all(one.low <= one.share <= one.high for one in found.months)
    assert found.agreement.claims == 1


_VERDICTS: list[tuple[int, Verdict]] = [(3, "right"), (3, "not_new"), (4, "right")]


# --- Whether the watch was awake -------------------------------------------------------------------------------------


def _hours(*back: int) -> list[datetime]:
    return sorted(NOW.replace(minute=0) - HOUR * one for one in back)


def test_hours_without_a_pass_are_counted_from_the_first_on_record_up_to_the_last_full_one() -> None:
    found = wakefulness_of(_hours(0, 1, 2, 5, 6, 8), NOW, ZoneInfo("UTC"))
    assert found is not None
    assert (found.hours, found.asleep) == (8, 3)
    assert [(one.start.hour, one.hours) for one in found.gaps] == [(4, 2), (1, 1)]
    assert found.days[-1][1][:9] == (
        "awake",
        "asleep",
        "awake",
        "awake",
        "asleep",
        "asleep",
        "awake",
        "awake",
        "unknown",
    )


def test_only_seven_days_count_and_none_without_a_record() -> None:
    found = wakefulness_of(_hours(1, 24 * 9), NOW, ZoneInfo("UTC"))
    assert found is not None
    assert (found.hours, found.asleep, len(found.days)) == (168, 167, 7)
    assert wakefulness_of([], NOW, ZoneInfo("UTC")) is None


def test_days_are_those_of_the_readers_zone() -> None:
    found = wakefulness_of(_hours(1), NOW, ZoneInfo("Asia/Kabul"))
    assert found is not None
    assert [at for at, state in enumerate(found.days[-1][1]) if state == "awake"] == [11]
