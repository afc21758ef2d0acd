"""What a careful reader of the newsroom would be told, as written beside the stories."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from typing import NamedTuple

import yaml

from extractors.records import Alert


class ToldClaim(NamedTuple):
    """One claim that a reader is told of."""

    story: str
    speaker: str
    topic: str
    position: str
    novelty: str


def load_expectations() -> tuple[frozenset[ToldClaim], ...]:
    """The claims that each pass of the demo must alert, and no others."""
    text = resources.files(__package__).joinpath("expected.yaml").read_text(encoding="utf-8")
    return tuple(
        frozenset(ToldClaim(alert["story"], *claim) for alert in alerts for claim in alert["claims"])
        for alerts in yaml.safe_load(text)["passes"]
    )


def told_by(alerts: Iterable[Alert]) -> frozenset[ToldClaim]:
    """The claims that alerts tell, named by the last part of their story's address."""
    return frozenset(
        ToldClaim(
            alert.url.rsplit("/", 1)[-1],
            judged.claim.speaker_name,
            judged.claim.topic,
            judged.claim.position,
            judged.novelty.kind,
        )
        for alert in alerts
        for judged in alert.claims
    )
