"""Two judges of one article, the rules and the learned one, and how sure both together are.

For each topic of a statement their signs are added up with the weights in ``certainty.json``, which ``make certainty``
fits on articles that neither judge was made with: once to whether the statement claims anything on the topic, once to
whether the claim as told (speaker, topic, position) is right. The latter is the claim's certainty.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractors.claims.context import CARRIED_OVER
from extractors.claims.learned import FOLDER, Heard, Reading
from extractors.records import ALERTING_TOPICS, Claim, Position, Statement, Topic

LEARNED = "learned"  # the rule of a claim that no row names

Signs = dict[str, float]

_LIMIT = 6.0
_CARRIER = "carrier."
_LEAD = 350  # characters
_NAME = re.compile(r"^(?!The |A |An )[A-Z][\w'’.-]+(?: (?:[a-z]{2,3} )?[A-Z][\w'’.-]*)+$")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts, and where the lines are drawn. A sign without a weight counts nothing.

    ``rung`` is how many times as likely the rung that a rule names becomes; ``claimed_from`` and ``narrative_from`` are
    the least likelihood of a claim in a statement, and in a sentence of the outlet's own that no rule takes for news.
    """

    claimed: Mapping[str, float]
    certainty: Mapping[str, float]
    rung: float
    claimed_from: float
    narrative_from: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """One topic of a statement as both judges hear it, and the signs that tell how surely."""

    topic: Topic
    heard: Heard
    rule: Claim | None
    position: Position
    signs: Signs


@lru_cache(maxsize=1)
def weights_of(folder: Path = FOLDER) -> Weights:
    """The weights that lie beside the learned judge."""
    return Weights(**json.loads((folder / "certainty.json").read_text(encoding="utf-8")))


def weighed(statement: Statement, reading: Reading, rung: float) -> tuple[Weighed, ...]:
    """Every topic of a statement with the signs that speak for a claim on it."""
    rules = {claim.topic: claim for claim in reversed(statement.claims)}
    return tuple(_weighed(statement, heard, rules.get(heard.topic), rung) for heard in reading)


def likelihood(signs: Signs, weights: Mapping[str, float]) -> float:
    """Between 0 and 1: the signs added up by their weights."""
    total = sum(weights.get(name, 0.0) * value for name, value in signs.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def told(found: Iterable[Weighed], weights: Weights, line: float) -> tuple[Weighed, ...]:
    """The topics on which a claim is told: those likelier than the line."""
    return tuple(each for each in found if likelihood(each.signs, weights.claimed) > line)


def certainty(one: Weighed, weights: Weights) -> float:
    """How likely it is that the claim is right as told."""
    return round(likelihood(one.signs, weights.certainty), 3)


# --- signs -----------------------------------------------------------------------------------------------------------


def _weighed(statement: Statement, heard: Heard, rule: Claim | None, rung: float) -> Weighed:
    named = rule.position if rule else None
    position, share = _rung(heard, named, rung)
    signs = {
        "always": 1.0,
        "learned": _logit(heard.claimed),
        "learned rung": math.log(max(share, 1e-3)),
        "rule": float(rule is not None),
        "same rung": float(named == position),
        "narrative": float(statement.kind == "narrative"),
        "narrative in lead": float(statement.kind == "narrative" and statement.content[0].start < _LEAD),
        "alerting": float(heard.topic in ALERTING_TOPICS),
        **{f"topic {way}": float(rule is not None and way == _way(rule)) for way in ("carried", "in silence")},
        **{
            f"speaker {way}": float(way == _voice(statement))
            for way in ("by reference", "stranger", "described", "missing")
        },
    }
    return Weighed(heard.topic, heard, rule, position, signs)


def _rung(heard: Heard, named: Position | None, rung: float) -> tuple[Position, float]:
    """The likeliest rung, where the rules' counts more, and how likely the learned judge alone finds it."""
    shares = {position: share * (rung if position == named else 1.0) for position, share in heard.rungs}
    best = max(shares, key=lambda position: shares[position])
    return best, dict(heard.rungs)[best]


def _way(rule: Claim) -> str:
    """How the rules found the topic: named, by a noun or pronoun that stands for it, or in silence."""
    rows = [evidence.rule for evidence in rule.evidence]
    if CARRIED_OVER not in rows:
        return "named"
    return "carried" if any(row.startswith(_CARRIER) for row in rows) else "in silence"


def _voice(statement: Statement) -> str:
    """How the speaker was found: by a name that the lexicon knows or not, by reference, as what he is, or not."""
    speaker = statement.speaker
    if speaker is None:
        return "outlet" if statement.kind == "narrative" else "missing"
    if speaker.actor is None:
        return "stranger" if _NAME.search(speaker.name) else "described"
    return "named" if speaker.text and speaker.text in speaker.name else "by reference"


def _logit(share: float) -> float:
    inside = min(max(share, 1e-4), 1 - 1e-4)
    return max(-_LIMIT, min(_LIMIT, math.log(inside / (1 - inside))))
