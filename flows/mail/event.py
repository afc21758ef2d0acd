"""An alert as data, for programs that are told of it: one JSON object, the same at every attempt."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from extractors.records import Alert, JudgedClaim


def event_json(alert: Alert, pages: str) -> bytes:
    """The alert as a Standard Webhooks payload (type, timestamp, data); ``pages`` begins the live pages' addresses."""
    told = {
        "id": alert.id,
        "title": alert.title,
        "text": alert.text,
        "outlet": alert.outlet,
        "url": alert.url,
        "published_at": _plain(alert.published_at),
        "page": f"{pages}/alerts/{alert.id}" if pages else None,
        "claims": [_claim(one, pages) for one in alert.claims],
    }
    event = {"type": f"alert.{alert.kind}", "timestamp": _plain(alert.created_at), "data": told}
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _claim(one: JudgedClaim, pages: str) -> dict[str, Any]:
    claim, near = one.claim, one.novelty.nearest
    names = ("id", "speaker_key", "actor", "topic", "position", "party", "target", "confirmed", "certainty")
    more = ("words", "said_on", "published_at", "outlet", "url", "title")
    return {
        "speaker": claim.speaker_name,
        **{name: _plain(getattr(claim, name)) for name in (*names, *more)},
        "novelty": one.novelty.kind,
        "before": near.position if near and one.novelty.kind == "shift" else None,
        "page": f"{pages}/claims/{claim.id}" if pages else None,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value
