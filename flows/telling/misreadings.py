"""What a reader was told wrongly, as a surer report of the same utterance shows. Pure functions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from extractors.records import Alert, JudgedClaim
from extractors.records.identity import alert_id
from extractors.records.rereading import reads_better
from extractors.records.stored import Reports
from flows.telling.alerts import alert_of


def rereading_of(one: JudgedClaim, reports: Reports, told: Collection[str], now: datetime) -> Alert | None:
    """The correction of what was told of an utterance, where a claim that repeats it reads it better.

    ``reports`` are those of the utterance that were known before, ``told`` the ids of those that alerts told. Nothing
    is corrected twice: not where a report known before reads as the claim does, as surely.
    """
    known = (reports.first, *reports.later)
    told_wrong = [each for each in known if each.claim.id in told and reads_better(one.claim, each.claim)]
    wrong = [each for each in told_wrong if not any(_told_before(one, other, each) for other in known)]
    if not wrong:
        return None
    key = alert_id("correction", [one.claim.id, *(each.claim.id for each in wrong)])
    return alert_of("correction", key, wrong, now, _text(one, wrong[0]))


def _told_before(one: JudgedClaim, other: JudgedClaim, wrong: JudgedClaim) -> bool:
    return other.claim.position == one.claim.position and reads_better(other.claim, wrong.claim)


def _text(one: JudgedClaim, wrong: JudgedClaim) -> str:
    claim = one.claim
    return (
        f"{claim.outlet} reports the same words of {claim.speaker_name} more plainly: {claim.topic} {claim.position}, "
        f"not {wrong.claim.position} as {wrong.claim.outlet} was read. It has: {claim.words} {claim.url}"
    )
