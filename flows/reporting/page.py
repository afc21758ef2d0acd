"""The report as one HTML page that asks nobody for anything: style, script, pictures and data are inside."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from jinja2 import Environment
from markupsafe import Markup

from extractors.records import ALERTING_TOPICS, RUNGS, TOPICS, JudgedClaim
from flows.mail.cards import headed, moment
from flows.reporting.claim_cards import ClaimCard, Knowledge, claim_card
from flows.reporting.lanes import HEIGHT, MOST_LANES, MOST_MARKS, height_of
from flows.reporting.links import within_report
from flows.reporting.material import MOST_CLAIMS, Material
from flows.reporting.overview import befores_of, overview_of
from flows.reporting.standings import day_of, said_by_voice
from flows.runtime.templates import templates_in

TEMPLATES = Path(__file__).parent / "templates"
# Cards are most of the page; with all pictures at their fullest it stays under 3 MB.
MOST_CARD_BYTES = 2_000_000
RUNG_LINES = tuple((height_of(position), rung == 0) for position, rung in RUNGS.items())
_LADDER_LEFT, _LADDER_STEP = 6, 14
_KEY_FOOT, _KEY_STEP = 22, 3


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What the claims of a page can be narrowed to: voices by key and name, outlets, topics."""

    actors: tuple[tuple[str, str], ...]
    outlets: tuple[str, ...]
    topics: tuple[str, ...]


# What every report draws by, and how its pictures lead to what its form narrows to.
_ALWAYS: Mapping[str, Any] = {
    "rungs": tuple(RUNGS),
    "height": HEIGHT,
    "rows": RUNG_LINES,
    "most_marks": MOST_MARKS,
    "most_lanes": MOST_LANES,
    "most_claims": MOST_CLAIMS,
    "by_month": lambda topic, month: "#" + urlencode({"topic": topic, "from": month, "until": month}),
    "by_rung": lambda topic, position: "#" + urlencode({"topic": topic, "position": position}),
    "by_outlet": lambda outlet: "#" + urlencode({"outlet": outlet}),
}


def report_page(material: Material, now: datetime, zone: str = "UTC") -> str:
    """The page for this material; ``now`` is when it was made, shown in ``zone``."""
    shown_zone, environment = ZoneInfo(zone), environment_for_pages()
    style, script = asset("style.css"), asset("filter.js")
    known = _known(material, shown_zone)
    newest = sorted(material.claims, key=lambda one: (day_of(one.claim), one.claim.id), reverse=True)
    told = [one for one in newest if one.novelty.kind != "repeat"]
    kept, cards = _within_budget(told, known, environment)
    return environment.get_template("report.html").render(
        policy=f"default-src 'none'; style-src '{digest_of(style)}'; script-src '{digest_of(script)}'; "
        "base-uri 'none'; form-action 'none'",
        style=style,
        script=script,
        made=now,
        moment=partial(moment, zone=shown_zone),
        counts=material.counts,
        novelty=_novelty(material),
        over=overview_of(material, now, shown_zone),
        links=within_report(frozenset(card.id for card in kept)),
        topics=ALERTING_TOPICS,
        **_ALWAYS,
        facets=_facets(kept),
        cards=cards,
        left_out=len(told) - len(kept),
        cut=material.cut,
    )


@lru_cache(maxsize=2)
def environment_for_pages(*more: Path) -> Environment:
    """The templates of claims and pictures, which the live pages use beside ``more`` of their own."""
    environment = templates_in(TEMPLATES, *more)
    environment.filters["day"] = day_of
    environment.filters["headed"] = headed
    environment.filters["rung_x"] = {one: _LADDER_LEFT + _LADDER_STEP * at for at, one in enumerate(RUNGS)}.__getitem__
    environment.filters["rung_y"] = {one: _KEY_FOOT - _KEY_STEP * at for at, one in enumerate(RUNGS)}.__getitem__
    return environment


@lru_cache(maxsize=8)
def asset(name: str) -> Markup:
    """A style sheet or script of ours, as it is written into a page."""
    return Markup((TEMPLATES / name).read_text(encoding="ascii"))  # noqa: S704 - a file of the program's own


def digest_of(text: str) -> str:
    """The hash by which a Content-Security-Policy lets one inline style or script through."""
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _novelty(material: Material) -> Counter[str]:
    """How many claims are new, shifts, restated; further reports of them count as repeats."""
    known = {one.claim.id for one in material.claims}
    reported = {telling.claim_id for told in material.tellings.values() for telling in told}
    return Counter(one.novelty.kind for one in material.claims) + Counter(repeat=len(reported - known))


def _known(material: Material, zone: ZoneInfo) -> Knowledge:
    befores = befores_of(said_by_voice(material.claims).values())
    return Knowledge(zone, material.roles, material.tellings, befores, material.wordings)


def _within_budget(
    told: Sequence[JudgedClaim], known: Knowledge, environment: Environment
) -> tuple[list[ClaimCard], list[Markup]]:
    """The cards that fit, and their HTML: none leads to a claim that did not fit."""
    macro = environment.get_template("card.html").module.claim_card  # type: ignore[attr-defined]
    links = within_report(frozenset(one.claim.id for one in told))
    kept: dict[str, tuple[ClaimCard, Markup]] = {}
    left = MOST_CARD_BYTES
    for one in told:
        card = claim_card(one, known)
        html = Markup(macro(card, links))  # noqa: S704 - made by a template that escapes
        left -= len(html.encode())
        if left < 0:
            break
        kept[card.id] = card, html
    there = within_report(frozenset(kept))
    return [card for card, _ in kept.values()], [
        html if not card.newness.earlier or card.newness.earlier in kept else Markup(macro(card, there))  # noqa: S704 - likewise
        for card, html in kept.values()
    ]


def _facets(cards: Sequence[ClaimCard]) -> FilterChoices:
    names = {card.voice.key: card.voice.name for card in reversed(cards)}
    actors = tuple(sorted(names.items(), key=lambda one: one[1].casefold()))
    outlets = tuple(sorted({card.printed.outlet for card in cards}, key=str.casefold))
    return FilterChoices(
        actors, outlets, tuple(topic for topic in TOPICS if any(card.topic == topic for card in cards))
    )
