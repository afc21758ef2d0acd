"""How well the learned judge reads alone, on statements as found, and whether its small form reads like the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.claims.learned.passages import Passage
from extractors.claims.learned.transformer import PARTIES, Heard, Prediction
from extractors.training.newsrooms import Annotated, Wanted
from extractors.training.pairing import overlaps, paired

Predictions = Mapping[int, Prediction]
Articles = Sequence[tuple[Annotated, tuple[Passage, ...]]]

_CLAIMED = 0.5


@dataclass(slots=True)
class _Counts:
    right: int = 0
    spurious: int = 0
    missed: int = 0
    exact: int = 0
    party: int = 0


def figures_of(articles: Articles, read: Sequence[Predictions]) -> dict[str, float]:
    """F1 of topics on statements found that are certain; of those right, the shares with position and party right."""
    counts = _Counts()
    for (case, found), predictions in zip(articles, read, strict=True):
        for wanted, heard in _heard(case, found, predictions):
            _count(wanted, heard, counts)
    topics = 2 * counts.right + counts.spurious + counts.missed
    return {
        "topic_f1": round(2 * counts.right / max(topics, 1), 4),
        "position_exact": round(counts.exact / max(counts.right, 1), 4),
        "party_right": round(counts.party / max(counts.right, 1), 4),
    }


def agreement(articles: Articles, one: Sequence[Predictions], other: Sequence[Predictions]) -> dict[str, float]:
    """The share of topics of passages on which both say the same: no claim, or one with the same position."""
    pairs = [
        (heard, again)
        for ours, theirs in zip(one, other, strict=True)
        for number in ours
        for heard, again in zip(ours[number].topics, theirs[number].topics, strict=True)
    ]
    same = sum(_says(heard) == _says(again) for heard, again in pairs)
    return {"articles": len(articles), "int8_agrees": round(same / max(len(pairs), 1), 4)}


def _topics(prediction: Prediction | None) -> tuple[Heard, ...]:
    return prediction.topics if prediction else ()


def _says(heard: Heard) -> str:
    return heard.position if heard.claimed > _CLAIMED else ""


def _heard(case: Annotated, found: Sequence[Passage], predictions: Predictions) -> Iterator[tuple[Wanted, Heard]]:
    for wanted, answered in paired(overlaps(case, found)).items():
        if not case.statements[wanted].uncertain:
            yield from ((case.statements[wanted], heard) for heard in _topics(predictions.get(answered)))


def _count(wanted: Wanted, heard: Heard, counts: _Counts) -> None:
    claim = next((each for each in wanted.claims if each.topic == heard.topic), None)
    claimed = heard.claimed > _CLAIMED
    counts.missed += claim is not None and not claimed
    counts.spurious += claim is None and claimed
    if claim is not None and claimed:
        counts.right += 1
        counts.exact += heard.position in claim.positions
        counts.party += heard.party == (claim.party if claim.party in PARTIES else None)
