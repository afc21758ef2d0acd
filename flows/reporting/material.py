"""What a report is made of, read from the store in a few looks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from extractors.records import Filter, JudgedClaim
from extractors.records.looks import SecondLook, ToldVerdict
from extractors.records.stored import Coverage, RevisionRecord, Telling
from flows.runtime.moments import LATEST_GOOD_RUN, LATEST_RUN

if TYPE_CHECKING:
    from storage.store import Store

MOST_CLAIMS = 8_000  # beside their repeats; 1.3 s
MOST_REVISED = 60  # articles whose wordings are shown: a look each
COVERED = timedelta(days=1)
REMEMBERED = timedelta(days=8)  # of which seven are shown, whatever the zone


@dataclass(frozen=True, slots=True)
class Material:
    """Claims that say something anew, with every report of their utterances, and how the watch was.

    ``tellings`` are by claim, ``wordings`` by article; ``cut`` is whether there are more claims than were read.
    """

    claims: Sequence[JudgedClaim]
    tellings: Mapping[str, Sequence[Telling]] = field(default_factory=dict)
    wordings: Mapping[str, Sequence[RevisionRecord]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    coverage: Coverage | None = None
    latest_pass: datetime | None = None
    latest_good: datetime | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    awake: Sequence[datetime] = ()
    told_verdicts: Sequence[ToldVerdict] = ()
    second_looks: Sequence[SecondLook] = ()


def gather(store: Store, narrow: Filter, now: datetime, roles: Mapping[str, str]) -> Material:
    """Read what a report on the claims that ``narrow`` leaves needs; its limit is the program's own."""
    claims = store.claims(replace(narrow, limit=MOST_CLAIMS, repeats=False))
    tellings = store.tellings([one.claim.id for one in claims])
    return Material(
        claims=claims,
        tellings=tellings,
        wordings={key: store.revisions(key) for key in _revised(claims, tellings)},
        counts=store.counts(),
        coverage=store.coverage(now - COVERED),
        latest_pass=store.moment(LATEST_RUN),
        latest_good=store.moment(LATEST_GOOD_RUN),
        roles=roles,
        cut=len(claims) == MOST_CLAIMS,
        awake=store.awake_hours(now - REMEMBERED),
        told_verdicts=store.told_verdicts(),
        second_looks=store.second_looks(),
    )


def _revised(claims: Iterable[JudgedClaim], tellings: Mapping[str, Sequence[Telling]]) -> list[str]:
    """The articles of the newest claims of which several wordings were seen."""
    told = (one for judged in claims for one in tellings[judged.claim.id] if one.claim_id == judged.claim.id)
    return list(dict.fromkeys(one.article_id for one in told if one.wordings > 1))[:MOST_REVISED]
