"""Alerts from small files, for the tests of mails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.records import Alert, Change, ClaimRecord, Delivery, JudgedClaim, Novelty

from ..claims_at_hand import REPORTED

PUBLISHED = datetime(2024, 10, 5, 7, 30, tzinfo=UTC)
CLAIM = replace(REPORTED, id="claim", published_at=PUBLISHED, seen_at=PUBLISHED.replace(minute=33))


def claim(**changes: Any) -> ClaimRecord:
    if "via" in changes:
        changes["via"] = tuple(changes["via"])
    return replace(CLAIM, **changes)


def alert_from(path: Path) -> Alert:
    row = yaml.safe_load(path.read_text(encoding="utf-8"))
    claims = tuple(
        JudgedClaim(
            claim(id=f"claim-{place}", **one["claim"]),
            Novelty(one["kind"], one["reason"], claim(id="old", **one["nearest"]) if "nearest" in one else None),
        )
        for place, one in enumerate(row["claims"])
    )
    kind, text = row.get("kind", "claims"), row.get("text", "")
    changes = tuple(Change(**change) for change in row.get("changes", ()))
    told = Alert(row["id"], row["created_at"], CLAIM.url, CLAIM.outlet, CLAIM.title, PUBLISHED, claims, kind, text)
    return replace(told, changes=changes, more_changes=row.get("more_changes", 0))


@pytest.fixture
def delivery_of() -> Callable[..., Delivery]:
    """Make a delivery of a file's alert, or of one new claim with the given changes."""

    def make(path: Path | None = None, recipient: str = "editor@example.org", **changes: Any) -> Delivery:
        if path is None:
            one = claim(**changes)
            judged = (JudgedClaim(one, Novelty("new", "nothing known yet")),)
            alert = Alert("alert-1", one.seen_at, one.url, one.outlet, one.title, one.published_at, judged)
        else:
            alert = alert_from(path)
        return Delivery(alert, recipient, "<0123@recognition-watch>", "waiting", 0, alert.created_at)

    return make
