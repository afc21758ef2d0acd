"""How much fifty verdicts improve certainty: ``python -m extractors.training.verdict_gain``.

Played on the sets that the learned judge has not read (``certainty.HELD_OUT``), in many draws. Weights are fitted
without any of them. Half of their articles are an editor's, who is asked about fifty claims on alerting topics that
the program makes there, and says what is annotated. The weights are fitted again with these verdicts, and both are
measured on the other half: how far certainty lies from what is right (Brier's score and log loss), and what a reader
loses by alerts, where a wrong one counts as two missed ones.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import log, sqrt
from typing import NamedTuple

from extractors.claims.learned.transformer import learned_judge
from extractors.claims.learned.weighing import Weights, certainty, weighed
from extractors.extraction import Extractor
from extractors.records import ALERTING_TOPICS
from extractors.training.certainty import (
    DEV,
    HELD_OUT,
    START,
    VERDICT_COUNTS,
    Doubt,
    WeighedTopic,
    fitted,
    gathered,
    told,
)

DRAWS, VERDICTS = 20, 50
_TOLD_FROM = 0.62  # as the policy has it where nobody says otherwise
_WRONG = 2  # what a wrong alert costs, in missed ones


class Figures(NamedTuple):
    """Brier's score, log loss, and what is lost by alerts for a hundred claims that are wanted."""

    brier: float
    log_loss: float
    lost: float


def measured(cases: Sequence[WeighedTopic], weights: Weights, wanted: int) -> Figures:
    """The figures of some claims; ``wanted`` are all that could be told rightly."""
    found = [weighed(case.one, weights) for case in cases]
    shown = [(case.is_right(each), certainty(each, weights)) for case, each in zip(cases, found, strict=True)]
    brier = _mean((float(is_right) - sure) ** 2 for is_right, sure in shown)
    loss = _mean(-log(max(sure if is_right else 1 - sure, 1e-6)) for is_right, sure in shown)
    right = sum(is_right and sure >= _TOLD_FROM for is_right, sure in shown)
    wrong = sum(not is_right and sure >= _TOLD_FROM for is_right, sure in shown)
    return Figures(brier, loss, 100 * (_WRONG * wrong + wanted - right) / max(wanted, 1))


def drawn(
    cases: Sequence[WeighedTopic],
    others: Sequence[WeighedTopic],
    doubts: Sequence[Doubt],
    weights: Weights,
    chance: random.Random,
) -> tuple[Figures, Figures]:
    """The figures before and after one draw of articles and verdicts."""
    articles = sorted({each.article for each in cases})
    chance.shuffle(articles)
    editors = set(articles[: len(articles) // 2])
    asked = [case for case, _ in told([each for each in cases if each.article in editors], weights)]
    verdicts = chance.sample(asked, min(VERDICTS, len(asked)))
    taught = fitted([*others, *(replace(each, counts=VERDICT_COUNTS) for each in verdicts)], doubts, START)
    left = [each for each in cases if each.article not in editors]
    wanted = sum(bool(each.accepted) and each.voice_right for each in left)
    shown = [case for case, _ in told(left, weights)]
    return measured(shown, weights, wanted), measured(shown, taught, wanted)


def report(pairs: Sequence[tuple[Figures, Figures]]) -> str:
    """A line for each figure: before, after, the mean change with its standard error, and in how many draws it fell."""
    lines = [f"{VERDICTS} verdicts, {len(pairs)} draws      before   after  change  error  better"]
    for number, name in enumerate(("Brier's score", "log loss", "lost by alerts, a hundred")):
        before, after = [each[0][number] for each in pairs], [each[1][number] for each in pairs]
        changes = [new - old for old, new in zip(before, after, strict=True)]
        mean = _mean(changes)
        spread = sqrt(_mean((each - mean) ** 2 for each in changes) / max(len(changes) - 1, 1))
        better = sum(each < 0 for each in changes)
        figures = f"{_mean(before):>8.4f}{_mean(after):>8.4f}{mean:>+8.4f}{spread:>7.4f}"
        lines.append(f"{name:<26} {figures}{better:>5} of {len(pairs)}")
    return "\n".join(lines)


def _mean(values: Iterable[float]) -> float:
    every = list(values)
    return sum(every) / max(len(every), 1)


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    judge, extractor = learned_judge(), Extractor(learned=False)
    others, doubts = gathered(DEV, judge, extractor)
    cases = [each for each in gathered(HELD_OUT, judge, extractor)[0] if each.one.heard.topic in ALERTING_TOPICS]
    weights = fitted(others, doubts, START)
    chance = random.Random(1)  # noqa: S311 - the same draws each time
    sys.stdout.write(report([drawn(cases, others, doubts, weights, chance) for _ in range(DRAWS)]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
