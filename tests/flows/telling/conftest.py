"""Claims, alerts and deliveries to decide on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from extractors.records import Alert, ClaimRecord, Delivery, Evidence, JudgedClaim, Novelty

NOW = datetime(2025, 4, 17, 12, 0, tzinfo=UTC)
CLAIM = ClaimRecord(
    id="claim-1",
    statement_id="statement-1",
    speaker_key="zamir-kabulov",
    speaker_name="Zamir Kabulov",
    actor="zamir-kabulov",
    topic="delisting",
    position="supports",
    party="russia",
    target="iea",
    negated=False,
    confirmed=True,
    cameo=None,
    kind="indirect",
    words="the list has to be shortened first",
    context="The envoy said that the list has to be shortened first.",
    said_on=None,
    addressee=None,
    via=(),
    place=None,
    outlet="River Gazette",
    url="https://river.example/1",
    title="List to shrink",
    published_at=NOW,
    seen_at=NOW,
    evidence=(Evidence(24, 30, "has to", "must-be"),),
)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def judged() -> Callable[..., JudgedClaim]:
    """Make a judged claim; ``novelty`` and ``nearest`` beside the claim's own fields."""

    def make(novelty: str = "new", nearest: ClaimRecord | None = None, **changes: Any) -> JudgedClaim:
        kind: Any = novelty
        return JudgedClaim(replace(CLAIM, **changes), Novelty(kind, "a reason", nearest))

    return make


@pytest.fixture
def delivery(judged: Callable[..., JudgedClaim]) -> Callable[..., Delivery]:
    """Make a delivery of an alert with one claim."""

    def make(number: int = 1, recipient: str = "ann@example.org", kind: Any = "claims") -> Delivery:
        one = judged(id=f"claim-{number}")
        alert = Alert(f"alert-{number}", NOW, CLAIM.url, CLAIM.outlet, f"Story {number}", NOW, (one,), kind)
        return Delivery(alert, recipient, f"<{number}@recognition-watch>", "waiting", 0, NOW)

    return make
