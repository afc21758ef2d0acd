"""How right alerts were, month by month, and how far reviewers agree. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from extractors.records.looks import SecondLook, ToldVerdict

MOST_MONTHS = 24
NARROWEST, WIDEST, FULL = 26, 90, 560  # pixels of a month, and of the picture while its months find room in it
_NORMAL = 1.959964  # of the 95 % interval


@dataclass(frozen=True, slots=True)
class MonthOfAlerts:
    """Of the claims that alerts told in a month and that were reviewed, how many were right.

    ``low`` and ``high`` bound the share with 95 % confidence, after E. B. Wilson, Probable inference, the law of
    succession, and statistical inference (1927): few reviews tell little, and it shows.
    """

    month: str
    reviewed: int
    right: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share that was right."""
        return self.right / self.reviewed


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far reviewers agree on the verdicts of claims that several looked at.

    ``alpha`` is Krippendorff's for nominal data, after K. Krippendorff, Computing Krippendorff's alpha-reliability
    (2011): 1 where all agree, 0 where they do as chance would; None where all verdicts are one and the same or there
    are none. ``alike`` of ``claims`` got the same verdict from everybody.
    """

    claims: int
    alike: int
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Quality:
    """Months in which alerts told what was reviewed, the earliest first, and the agreement."""

    months: tuple[MonthOfAlerts, ...]
    agreement: Agreement

    @property
    def width(self) -> int:
        """How wide the picture is, in pixels."""
        return max(len(self.months), 3) * self.step

    @property
    def step(self) -> int:
        """How wide a month is, in pixels."""
        return min(WIDEST, max(NARROWEST, FULL // max(len(self.months), 1)))


def quality_of(told: Iterable[ToldVerdict], looks: Iterable[SecondLook]) -> Quality:
    """What verdicts tell."""
    reviewed, right = Counter[str](), Counter[str]()
    for one in told:
        month = f"{one.told_at:%Y-%m}"
        reviewed[month] += 1
        right[month] += one.verdict == "right"
    months = tuple(
        MonthOfAlerts(month, number, right[month], *wilson(right[month], number))
        for month, number in sorted(reviewed.items())[-MOST_MONTHS:]
    )
    return Quality(months, agreement_of([[verdict for _, verdict in look.verdicts] for look in looks]))


def agreement_of(units: Sequence[Sequence[str]]) -> Agreement:
    """The agreement of units, each with the verdicts that it got; one with a single verdict tells nothing."""
    told = [Counter(unit) for unit in units if len(unit) > 1]
    alike = sum(len(counts) == 1 for counts in told)
    return Agreement(len(told), alike, _alpha(told))


def _alpha(told: Sequence[Counter[str]]) -> float | None:
    overall = sum(told, Counter[str]())
    expected = _unlike(overall)
    if not expected:
        return None
    return 1 - sum(map(_unlike, told)) / expected


def _unlike(counts: Counter[str]) -> float:
    """Pairs of different values, weighed by how many values there are to pair."""
    whole = counts.total()
    return (whole**2 - sum(number**2 for number in counts.values())) / (whole - 1) if whole > 1 else 0.0


def wilson(right: int, reviewed: int) -> tuple[float, float]:
    """The bounds of a share, each between 0 and 1."""
    share, square = right / reviewed, _NORMAL**2
    middle = (share + square / (2 * reviewed)) / (1 + square / reviewed)
    reach = _NORMAL * sqrt(share * (1 - share) / reviewed + square / (4 * reviewed**2)) / (1 + square / reviewed)
    return max(0.0, middle - reach), min(1.0, middle + reach)
