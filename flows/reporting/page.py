"""The report as one HTML page that asks nobody for anything: style, pictures and data are inside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment

from extractors.records import RUNGS, TOPICS, JudgedClaim
from flows.escaping import templates_in
from flows.reporting import timeline
from flows.reporting.standings import day_of, voices_of
from flows.shown import shown_address

_LATEST = 60


def report_page(judged: Sequence[JudgedClaim], counts: Mapping[str, int], now: datetime, zone: str = "UTC") -> str:
    """The page for these claims; ``now`` is when it was made, shown in ``zone``."""
    newest = sorted(judged, key=lambda one: (day_of(one.claim), one.claim.id), reverse=True)
    template = _environment().get_template("report.html")
    return template.render(
        made=now.astimezone(ZoneInfo(zone)),
        counts=counts,
        novelty=Counter(one.novelty.kind for one in judged),
        voices=voices_of(judged),
        picture=timeline.timeline_of(judged),
        size=(timeline.WIDTH, timeline.HEIGHT, timeline.LEFT, timeline.WIDTH - timeline.RIGHT),
        latest=[one for one in newest if one.novelty.kind != "repeat"][:_LATEST],
        reports=Counter(one.novelty.nearest.id for one in judged if _repeats(one) and one.novelty.nearest),
        topics=TOPICS,
        rungs=RUNGS,
    )


def _repeats(one: JudgedClaim) -> bool:
    return one.novelty.kind == "repeat"


def _environment() -> Environment:
    environment = templates_in(Path(__file__).parent)
    environment.filters["day"] = day_of
    environment.filters["followable"] = _followable
    return environment


def _followable(url: str) -> str:
    """An address a link may have; anything that is no web address leads nowhere."""
    return shown_address(url) if url.startswith(("http://", "https://")) else ""
