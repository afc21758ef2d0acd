"""What is to be reviewed: which claims, by which keys, and how right the alerts were. Shared by terminal and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.records import ALERTING_TOPICS, Filter, Verdict
from extractors.records.looks import Unreviewed
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


def waiting(store: Store, narrow: Filter, everything: bool) -> tuple[str, ...]:
    """The ids of what is to be reviewed, the least sure first: of all claims, or of what was told and what would have
    been, were it surer.
    """
    claims = store.unreviewed(narrow, told=False)
    told = () if everything else store.unreviewed(narrow, told=True)
    asked = (*told, *(one for one in claims if everything or _nearly_told(one)))
    return tuple(dict.fromkeys(one.claim_id for one in sorted(asked, key=lambda one: one.certainty)))


def _nearly_told(one: Unreviewed) -> bool:
    alerts = one.novelty in ("new", "shift") and one.topic in ALERTING_TOPICS
    return alerts and one.certainty < TOLD_FROM


def figures_line(figures: ReviewFigures) -> str:
    """The precision of alerts over all that were reviewed."""
    if figures.precision is None:
        return "no alert was ever reviewed"
    return f"of {figures.reviewed} reviewed alerts {figures.right} were right ({figures.precision:.0%})"
