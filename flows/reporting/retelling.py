"""Who reported an utterance first, who copied it, and how often each outlet comes first. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.records import Position
from extractors.records.stored import Telling


@dataclass(frozen=True, slots=True)
class Report:
    """One report of an utterance; ``copy`` is whether its text was there before, ``reads`` how it differs, if so."""

    telling: Telling
    first: bool
    copy: bool
    reads: Position | None


@dataclass(frozen=True, slots=True)
class Retelling:
    """The reports of one utterance, the first first, and how many texts independent of one another they are."""

    reports: tuple[Report, ...]
    origins: int

    @property
    def first(self) -> str:
        """The outlet that reported it first; empty where nothing is known of any report."""
        return self.reports[0].telling.outlet if self.reports else ""

    @property
    def copiers(self) -> tuple[str, ...]:
        """Other outlets that have it from a text that was there before."""
        return tuple(dict.fromkeys(one.telling.outlet for one in self.reports if one.copy and not self._is_first(one)))

    def _is_first(self, report: Report) -> bool:
        return report.telling.outlet == self.first

    @property
    def different(self) -> tuple[Report, ...]:
        """The reports that read otherwise."""
        return tuple(report for report in self.reports if report.reads)


@dataclass(frozen=True, slots=True)
class OutletShare:
    """How many utterances an outlet reported, how many of them first, and how many by a copied text."""

    outlet: str
    reported: int
    first: int
    copied: int

    @property
    def share(self) -> float:
        """The share of what it reported that it reported first."""
        return self.first / self.reported


def retelling_of(position: Position, tellings: Sequence[Telling]) -> Retelling:
    """The reports of an utterance that is taken for ``position``: of each article the first that tells it."""
    seen: set[str] = set()
    reports: list[Report] = []
    by_article = {one.article_id: one for one in reversed(tellings)}
    for number, one in enumerate(one for one in tellings if by_article[one.article_id] is one):
        reads = one.position if one.position != position else None
        reports.append(Report(one, number == 0, one.origin in seen, reads))
        seen.add(one.origin)
    return Retelling(tuple(reports), len(seen))


def outlet_shares(utterances: Iterable[Sequence[Telling]]) -> tuple[OutletShare, ...]:
    """Every outlet's share of first reports, whoever reported most first."""
    reported: defaultdict[str, int] = defaultdict(int)
    first: defaultdict[str, int] = defaultdict(int)
    copied: defaultdict[str, int] = defaultdict(int)
    for tellings in utterances:
        by_outlet: dict[str, Report] = {}
        for report in retelling_of(tellings[0].position, tellings).reports if tellings else ():
            by_outlet.setdefault(report.telling.outlet, report)
        for outlet, report in by_outlet.items():
            reported[outlet] += 1
            first[outlet] += report.first
            copied[outlet] += report.copy
    shares = (OutletShare(outlet, number, first[outlet], copied[outlet]) for outlet, number in reported.items())
    return tuple(sorted(shares, key=lambda one: (-one.reported, one.outlet)))
