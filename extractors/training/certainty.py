"""Fits how much each sign counts for a claim: ``python -m extractors.training.certainty``.

On ``retold-dev``, with which neither judge was made. What it prints is measured on articles left out of the fit, a
tenth of them at a time: a claim told at 0.8 should be right four times in five.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extractors.claims.hearing import every_statement
from extractors.claims.learned import FOLDER, learned_judge
from extractors.claims.passages import passage_of
from extractors.claims.weighing import Signs, Weighed, Weights, likelihood, weighed
from extractors.extraction import Extractor
from extractors.records import Statement
from extractors.training.newsrooms import FOLDER as NEWSROOMS
from extractors.training.newsrooms import Annotated, Wanted, read_set
from extractors.training.pairing import actors_of, overlaps, speaker_right

CHOSEN_ON = "retold-dev"
PARTS = 10
BINS = 10
_COVERS = 0.5
_HEARD = 0.02  # topics that neither judge hears teach nothing
_PULL = 1.0  # towards no weight: there are few articles
_STEPS = 30
_START = Weights({}, {}, rung=40.0, claimed_from=0.4, narrative_from=0.7)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """One topic of one statement: its signs, whether it is claimed, and whether a claim told would be right."""

    article: int
    known: bool
    one: Weighed
    claimed: bool
    right: bool


def collect(number: int, case: Annotated, extractor: Extractor, actors: frozenset[str], rung: float) -> list[Case]:
    """Every topic that either judge hears in an article; none where the article is not relevant."""
    judged = extractor.extract(case.article).statements
    every = every_statement(case.article, judged)
    readings = learned_judge().read(case.article.text, [passage_of(each, extractor.lexicon.by_id) for each in every])
    covers: dict[int, Wanted] = {}
    for pair in overlaps(case, every):
        if pair.f1 >= _COVERS:
            covers.setdefault(pair.answered, case.statements[pair.wanted])
    return [
        _case(number, at < len(judged), one, each, covers.get(at), actors)
        for at, each in enumerate(every)
        for one in weighed(each, readings.get(at, ()), rung)
        if one.rule or one.heard.claimed > _HEARD
    ]


def _case(
    article: int, known: bool, one: Weighed, statement: Statement, wanted: Wanted | None, actors: frozenset[str]
) -> Case:
    claim = next((each for each in wanted.claims if each.topic == one.topic), None) if wanted else None
    voice = wanted is not None and speaker_right(wanted, statement, actors)
    return Case(article, known, one, claim is not None, voice and claim is not None and one.position in claim.positions)


# --- fitting ---------------------------------------------------------------------------------------------------------


def fit(signs: Sequence[Signs], answers: Sequence[bool]) -> dict[str, float]:
    """The weights under which the answers are likeliest, pulled towards none; by Newton's steps."""
    names = sorted({name for each in signs for name in each})
    table: Floats = np.array([[each.get(name, 0.0) for name in names] for each in signs])
    wanted: Floats = np.array(answers, float)
    pull: Floats = np.diag([0.0 if name == "always" else _PULL for name in names])
    weights: Floats = np.zeros(len(names))
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (wanted - likely) - pull @ weights
        bend = (table * (likely * (1 - likely))[:, None]).T @ table + pull + 1e-6 * np.eye(len(names))
        weights = weights + np.linalg.solve(bend, slope)
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


def fitted(cases: Sequence[Case], start: Weights) -> Weights:
    """Both sets of weights; certainty is fitted on the claims that are told."""
    claimed = fit([each.one.signs for each in cases], [each.claimed for each in cases])
    weights = replace(start, claimed=claimed)
    shown = [each for each in cases if is_told(each, weights)]
    return replace(weights, certainty=fit([each.one.signs for each in shown], [each.right for each in shown]))


def is_told(case: Case, weights: Weights) -> bool:
    """Whether the program makes a claim of it."""
    line = weights.claimed_from if case.known else weights.narrative_from
    return likelihood(case.one.signs, weights.claimed) > line


def certain(cases: Sequence[Case], weights: Weights) -> list[tuple[bool, float]]:
    """Of each claim told whether it is right, and how sure."""
    shown = [each for each in cases if is_told(each, weights)]
    return [(each.right, likelihood(each.one.signs, weights.certainty)) for each in shown]


def left_out(cases: Sequence[Case], start: Weights) -> list[tuple[Case, float]]:
    """The claims told and their certainty, each by weights fitted without its article."""
    found: list[tuple[Case, float]] = []
    for part in range(PARTS):
        weights = fitted([each for each in cases if each.article % PARTS != part], start)
        shown = [each for each in cases if each.article % PARTS == part and is_told(each, weights)]
        found += [(each, likelihood(each.one.signs, weights.certainty)) for each in shown]
    return found


def calibration_error(told: Sequence[tuple[bool, float]]) -> float:
    """Expected calibration error: how far certainty and the share that is right lie apart, over ten bins."""
    return sum(abs(sum(sure for _, sure in each) - sum(right for right, _ in each)) for each in bins(told)) / max(
        len(told), 1
    )


def bins(told: Sequence[tuple[bool, float]]) -> list[list[tuple[bool, float]]]:
    """Claims by certainty, the least certain first."""
    return [[each for each in told if min(int(each[1] * BINS), BINS - 1) == number] for number in range(BINS)]


def reliability(told: Sequence[tuple[bool, float]]) -> str:
    """A line for each bin: its certainty, the share that is right, how many, and the share drawn."""
    lines = ["certainty   mean  right    n"]
    for number, each in enumerate(bins(told)):
        if each:
            mean, right = sum(sure for _, sure in each) / len(each), sum(right for right, _ in each) / len(each)
            span = f"{number / BINS:.1f}-{(number + 1) / BINS:.1f}"
            lines.append(f"{span:<10} {mean:>5.2f}  {right:>5.2f} {len(each):>4}  {'#' * round(right * 40)}")
    return "\n".join([*lines, f"expected calibration error {calibration_error(told):.3f} over {len(told)} claims"])


# --- the command -----------------------------------------------------------------------------------------------------


def gathered(group: str, rung: float) -> list[Case]:
    """The cases of all articles of a group that the program takes for relevant."""
    extractor = Extractor(learned=False)
    sets = [read_set(path, extractor.lexicon) for path in sorted(NEWSROOMS.glob(f"{group}-*.yaml"))]
    numbered = [(case, actors_of(each)) for each in sets for case in each]
    return [
        row for number, (case, actors) in enumerate(numbered) for row in collect(number, case, extractor, actors, rung)
    ]


def main() -> int:
    """Fits, writes the weights beside the learned judge, and prints how far they can be trusted."""
    cases = gathered(CHOSEN_ON, _START.rung)
    weights = fitted(cases, _START)
    (FOLDER / "certainty.json").write_text(json.dumps(asdict(weights), indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(reliability([(case.right, sure) for case, sure in left_out(cases, _START)]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
