"""Two judges of one article, the rules and the learned one, and how sure both together are.

For each topic of a statement every rung gets a score against none: the signs for it, added up with the weights in
``certainty.json``. The likeliest rung is the claim's; how sure the claim is, is weighed from that rung's likelihood and
from how its speaker was found. ``make certainty`` fits both on articles that the learned judge was not made with.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractors.claims.context import CARRIED_OVER
from extractors.claims.learned.transformer import FOLDER, POSITIONS, Heard, Prediction
from extractors.claims.stances import MEANING
from extractors.records import ALERTING_TOPICS, RUNGS, Claim, Position, Statement

LEARNED = "learned"  # the rule of a claim that no row names

Signs = dict[str, float]

# The signs for the rung that a rule names, by how it found the topic and whether words of their own say the rung.
RULES_RUNG = ("rung named", "rung carried", "rung in silence", "rung in words")

# Log odds beyond which likelihoods are cut, so that no single sign decides: a likelihood of .998.
_LIMIT = 6.0
_LEAST = 1e-3  # of a share of which the logarithm is taken
_IMPOSSIBLE = 30.0  # log odds against a rung that cannot be
_UNHEARD = 0.02  # what the learned judge hears less of, and no rule finds, is not claimed
_CARRIER = "carrier."
# What is called a false report, or denied, or spoken against, is nobody's step forward, whatever the words in it tell
# the learned judge, which hears the step and not the small word before it.
_DENIED = frozenset({"premature.false-report", "premature.denied", "opposes.against"})
# Nor is it a step back not to rule a thing out.
_NOT_EXCLUDED = frozenset({"considering.not-excluded"})
_LEAD = 350  # characters


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts, and where the lines are drawn. A sign without a weight counts nothing.

    ``rungs`` weigh what speaks for a rung rather than for no claim, ``certainty`` what speaks for a claim being right
    as told, ``said`` what speaks for a draft being a statement. ``claimed_from`` and ``narrative_from`` are the least
    likelihood of a claim in a statement, and in a sentence of the outlet's own that no rule takes for news;
    ``said_from`` the least likelihood of a statement.
    """

    rungs: Mapping[str, float]
    certainty: Mapping[str, float]
    said: Mapping[str, float]
    claimed_from: float
    narrative_from: float
    said_from: float


@dataclass(frozen=True, slots=True)
class Heeded:
    """One topic of a statement as both judges hear it; ``named`` is whether a stranger who speaks goes by a name."""

    statement: Statement
    heard: Heard
    rule: Claim | None
    voiced: float
    named: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """What both judges together make of a topic: how likely a claim is, and how likely which rung, of all."""

    one: Heeded
    position: Position
    claimed: float
    likely: float


@lru_cache(maxsize=1)
def weights_of(folder: Path = FOLDER) -> Weights:
    """The weights that lie beside the learned judge."""
    return Weights(**json.loads((folder / "certainty.json").read_text(encoding="utf-8")))


def heeded(statement: Statement, prediction: Prediction, named: bool = False) -> Iterator[Heeded]:
    """The topics of a statement on which one of the judges hears anything.

    Where a rule finds it denied that one thing means another, nothing is claimed on the one that no rule finds.
    """
    rules = {claim.topic: claim for claim in reversed(statement.claims)}
    denial = any(evidence.rule == MEANING for claim in statement.claims for evidence in claim.evidence)
    for heard in prediction.topics:
        rule = rules.get(heard.topic)
        if rule is not None or (heard.claimed > _UNHEARD and not denial):
            yield Heeded(statement, heard, rule, prediction.voiced, named)


def is_statement(draft: Statement, prediction: Prediction, weights: Weights) -> bool:
    """Whether a draft is likely enough to be somebody's statement; what the outlet itself tells is judged by claims."""
    return draft.kind == "narrative" or likely(signs_of_draft(draft, prediction), weights.said) >= weights.said_from


def weighed(one: Heeded, weights: Weights) -> Weighed:
    """What both judges make of a topic."""
    scores = [likeliness(signs, weights.rungs) for signs in signs_of_rungs(one)]
    rows = {evidence.rule for evidence in one.rule.evidence} if one.rule else set()
    if rows & _DENIED:
        scores = [-_IMPOSSIBLE if RUNGS[rung] > 0 else score for rung, score in zip(POSITIONS, scores, strict=True)]
    if rows & _NOT_EXCLUDED:
        scores = [-_IMPOSSIBLE if RUNGS[rung] < 0 else score for rung, score in zip(POSITIONS, scores, strict=True)]
    most = max(*scores, 0.0)
    raised = [math.exp(score - most) for score in scores]
    whole = sum(raised) + math.exp(-most)
    best = max(range(len(raised)), key=lambda number: raised[number])
    return Weighed(one, POSITIONS[best], sum(raised) / whole, raised[best] / whole)


def certainty(found: Weighed, weights: Weights) -> float:
    """How likely it is that the claim is right as told: speaker, topic and position."""
    return round(likely(signs_of_claim(found), weights.certainty), 3)


def likely(signs: Signs, weights: Mapping[str, float]) -> float:
    """The likelihood that signs speak for, by their weights."""
    return 1 / (1 + math.exp(-likeliness(signs, weights)))


def likeliness(signs: Signs, weights: Mapping[str, float]) -> float:
    """The signs added up by their weights, between -30 and 30."""
    return max(-30.0, min(30.0, sum(weights.get(name, 0.0) * value for name, value in signs.items())))


# --- signs -----------------------------------------------------------------------------------------------------------


def signs_of_rungs(one: Heeded) -> tuple[Signs, ...]:
    """For each rung what speaks for it, or against it, rather than for no claim on the topic."""
    every = _signs_for_any(one)
    return tuple({**every, **_signs_for(position, share, one.rule)} for position, share in one.heard.rungs)


def signs_of_draft(draft: Statement, prediction: Prediction) -> Signs:
    """What speaks for and against a draft being somebody's statement."""
    return {
        "always": 1.0,
        "heard": _logit(prediction.said),
        "construction": max(-_LIMIT, min(_LIMIT, draft.odds or 0.0)),
        "direct": float(draft.kind == "direct"),
        "mixed": float(draft.kind == "mixed"),
    }


def signs_of_claim(found: Weighed) -> Signs:
    """What speaks for and against a claim being right as told."""
    return {
        "always": 1.0,
        "likely": _logit(found.likely),
        "voiced": _logit(found.one.voiced) if found.one.statement.kind != "narrative" else 0.0,
        "ruled": float(found.one.rule is not None),
        "direct": float(found.one.statement.kind == "direct"),
        **_signs_of_place(found.one),
    }


def _signs_for_any(one: Heeded) -> Signs:
    """What speaks for a claim on the topic, whatever its rung."""
    way = _way(one.rule) if one.rule else None
    return {
        "claim": 1.0,
        "learned": _logit(one.heard.claimed),
        "ruled narrative": float(one.statement.kind == "narrative" and one.rule is not None),
        **{f"ruled {each}": float(each == way) for each in ("named", "carried", "in silence")},
        **_signs_of_place(one),
    }


def _signs_of_place(one: Heeded) -> Signs:
    """On what, by whom and where it is said."""
    narrative, voice = one.statement.kind == "narrative", _voice(one)
    return {
        "alerting": float(one.heard.topic in ALERTING_TOPICS),
        "narrative": float(narrative),
        "narrative in lead": float(narrative and one.statement.content[0].start < _LEAD),
        **{f"speaker {each}": float(each == voice) for each in ("by reference", "stranger", "described", "missing")},
    }


def _signs_for(position: Position, share: float, rule: Claim | None) -> Signs:
    """What speaks for one rung among others."""
    signs = {"learned rung": math.log(max(share, _LEAST))}
    if rule is None:
        return signs
    if rule.position == position:
        signs[f"rung {_way(rule)}"] = 1.0
        signs["rung in words"] = float(_is_worded(rule))
    signs["rung near"] = float(abs(RUNGS[rule.position] - RUNGS[position]) == 1)
    return signs


def _way(rule: Claim) -> str:
    """How the rules found the topic: named, by a noun or pronoun that stands for it, or in silence."""
    rows = [evidence.rule for evidence in rule.evidence]
    if CARRIED_OVER not in rows:
        return "named"
    return "carried" if any(row.startswith(_CARRIER) for row in rows) else "in silence"


def _is_worded(rule: Claim) -> bool:
    """Whether words of their own say where the speaker stands, beside those that name the topic."""
    return sum(evidence.rule != CARRIED_OVER for evidence in rule.evidence) > 1


def _voice(one: Heeded) -> str:
    """How the speaker was found: by a name that the lexicon knows or not, by reference, as what he is, or not."""
    speaker = one.statement.speaker
    if speaker is None:
        return "outlet" if one.statement.kind == "narrative" else "missing"
    if speaker.actor is None:
        return "stranger" if one.named else "described"
    return "named" if speaker.text and speaker.text in speaker.name else "by reference"


def _logit(share: float) -> float:
    inside = min(max(share, 1e-4), 1 - 1e-4)
    return max(-_LIMIT, min(_LIMIT, math.log(inside / (1 - inside))))
