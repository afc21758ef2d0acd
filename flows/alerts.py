"""From judged claims to an alert: which of them a reader is told of, and in which order. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from extractors.identity import alert_id
from extractors.records import ALERTING_TOPICS, RUNGS, Alert, JudgedClaim

NEWS_FOR = timedelta(days=7)
TOLD_LATE = timedelta(days=45)
REPORTED_STEP = RUNGS["considering"]


def alert_for(judged: Sequence[JudgedClaim], now: datetime) -> Alert | None:
    """Build the alert of one article's claims, or None when nothing in it is to be told."""
    told = sorted((one for one in judged if silenced(one) is None), key=_weight)
    if not told:
        return None
    first = told[0].claim
    return Alert(
        id=alert_id("news", [one.claim.id for one in told]),
        created_at=now,
        url=first.url,
        outlet=first.outlet,
        title=first.title,
        published_at=first.published_at,
        claims=tuple(told),
    )


def silenced(one: JudgedClaim) -> str | None:
    """Why a claim is not alerted, or None when it is."""
    if one.novelty.kind not in ("new", "shift"):
        return one.novelty.kind
    if one.claim.topic not in ALERTING_TOPICS:
        return f"{one.claim.topic} does not alert"
    return _old_news(one) or _background(one)


def _old_news(one: JudgedClaim) -> str | None:
    claim = one.claim
    if claim.published_at is None:
        return "undated"
    if claim.seen_at - claim.published_at > NEWS_FOR:
        return f"published {(claim.seen_at - claim.published_at).days} days before it was seen"
    if claim.said_on and claim.published_at.date() - claim.said_on > TOLD_LATE:
        return f"said {(claim.published_at.date() - claim.said_on).days} days before it was published"
    return None


def _background(one: JudgedClaim) -> str | None:
    """An outlet's own sentence alerts as the first report of a step by Russia, not as a standing state of affairs."""
    claim, nearest = one.claim, one.novelty.nearest
    if claim.kind != "narrative":
        return None
    if claim.party != "russia" or RUNGS[claim.position] < REPORTED_STEP:
        return "background"
    if nearest and nearest.outlet != claim.outlet:
        return f"already reported by {nearest.outlet}"
    return None


def _weight(one: JudgedClaim) -> tuple[bool, int, int]:
    """Shifts first, then by topic as the contract lists them, then by how far along the ladder it is."""
    claim = one.claim
    return one.novelty.kind != "shift", ALERTING_TOPICS.index(claim.topic), -abs(RUNGS[claim.position])
