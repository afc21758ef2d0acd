"""Claims, alerts and deliveries to decide on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from extractors.lexicon import Lexicon, load_lexicon
from extractors.records import Alert, Delivery, Evidence, JudgedClaim

from .. import claims_at_hand
from ..claims_at_hand import REPORTED

NOW = datetime(2025, 4, 17, 12, 0, tzinfo=UTC)
CLAIM = replace(
    REPORTED,
    id="claim-1",
    published_at=NOW,
    seen_at=NOW,
    evidence=(Evidence(24, 30, "has to", "must-be"),),
)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    return load_lexicon()


@pytest.fixture
def judged() -> Callable[..., JudgedClaim]:
    """Make a judged claim; ``novelty`` and ``nearest`` beside the claim's own fields."""
    return partial(claims_at_hand.judged, plain=CLAIM)


@pytest.fixture
def delivery(judged: Callable[..., JudgedClaim]) -> Callable[..., Delivery]:
    """Make a delivery of an alert with one claim."""

    def make(number: int = 1, recipient: str = "ann@example.org", kind: Any = "claims") -> Delivery:
        one = judged(id=f"claim-{number}")
        alert = Alert(f"alert-{number}", NOW, CLAIM.url, CLAIM.outlet, f"Story {number}", NOW, (one,), kind)
        return Delivery(alert, recipient, f"<{number}@recognition-watch>", "waiting", 0, NOW)

    return make
