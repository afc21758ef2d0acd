"""What is to be reviewed: which claims, by which keys, and how right the alerts were. Shared by terminal and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.records import ALERTING_TOPICS, Filter, JudgedClaim, Verdict
from extractors.records.stored import ReviewFigures
from flows.telling.policy import TOLD_FROM

if TYPE_CHECKING:
    from storage.store import Store

KEYS: dict[str, Verdict] = {
    "r": "right",
    "n": "not_a_claim",
    "s": "wrong_speaker",
    "t": "wrong_topic",
    "p": "wrong_position",
    "o": "not_new",
}


def waiting(store: Store, narrow: Filter, everything: bool) -> tuple[JudgedClaim, ...]:
    """What is to be reviewed, the least sure first: all, or what was told and what would have been, were it surer."""
    claims = store.claims(narrow)
    asked = claims if everything else (*store.told_claims(narrow), *(one for one in claims if _nearly_told(one)))
    return tuple(sorted({one.claim.id: one for one in asked}.values(), key=lambda one: one.claim.certainty))


def _nearly_told(one: JudgedClaim) -> bool:
    alerts = one.novelty.kind in ("new", "shift") and one.claim.topic in ALERTING_TOPICS
    return alerts and one.claim.certainty < TOLD_FROM


def figures_line(figures: ReviewFigures) -> str:
    """The precision of alerts over all that were reviewed."""
    if figures.precision is None:
        return "no alert was ever reviewed"
    return f"of {figures.reviewed} reviewed alerts {figures.right} were right ({figures.precision:.0%})"
