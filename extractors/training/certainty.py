"""Fits how much each sign counts for a claim: ``python -m extractors.training.certainty``.

On sets that the learned judge has not read, and never does (``WEIGHED_ON``).
What it prints is measured on articles left out of the fit, a tenth of them at a time: a claim told at 0.8 should be
right four times in five.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extractors.claims.learned.hearing import every_statement, passages_of
from extractors.claims.learned.transformer import FOLDER, POSITIONS, LearnedJudge, Prediction, learned_judge
from extractors.claims.learned.weighing import (
    RULES_RUNG,
    Heeded,
    Signs,
    Weighed,
    Weights,
    certainty,
    heeded,
    likely,
    signs_of_claim,
    signs_of_draft,
    signs_of_rungs,
    weighed,
)
from extractors.claims.speaker_kinds import goes_by_name
from extractors.extraction import Extractor
from extractors.records import ALERTING_TOPICS, Position, Statement
from extractors.relevance.by_names import judge_relevance
from extractors.training.newsrooms import FOLDER as NEWSROOMS
from extractors.training.newsrooms import Annotated, read_set
from extractors.training.pairing import actors_of, covered, overlaps, paired, speaker_right

DEV = tuple(f"retold-dev-{number}" for number in range(1, 9))
HELD_OUT = tuple(f"weighed-{number}" for number in (1, 2, 3))
WEIGHED_ON = (*DEV, *HELD_OUT)
VERDICTS = "verdicts"
VERDICT_COUNTS = 2.0  # beside an annotated one: it is on the reader's own outlets
PARTS = 10
BINS = 10
_COVERS = 0.5
_PULL = 3.0  # towards no weight: there are few articles
_STEPS = 30
_APART = 100_000  # more than there are articles in any group of sets
# How much more the rung counts that a rule names than it would be fitted to. Of what is told from 0.5 on, articles left
# out, 1,524 claims of 2,170 are right at 1.5, 1,476 of 2,132 at 2 and 1,415 of 2,048 at 2.5.
_TRUST = 1.5
_NEVER, _NONE = -1e9, 1e-6
# A statement left out costs more than a draft that is none and claims nothing: of 1,872 on six sets that the judge had
# not read 8 are lost at 0.27 for 57 others held back, 23 for 82 at 0.5.
START = Weights({}, {}, {}, claimed_from=0.45, narrative_from=0.7, said_from=0.3)

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class WeighedTopic:
    """One topic of one statement: how both judges hear it, the rungs accepted, and whether the speaker is right.

    ``draft`` are the signs of the draft that it stands in, None in the outlet's own words.
    """

    article: int
    known: bool
    one: Heeded
    accepted: tuple[Position, ...]
    voice_right: bool
    draft: Signs | None
    counts: float = 1.0

    def is_right(self, found: Weighed) -> bool:
        """Whether the claim would be right as told."""
        return self.voice_right and found.position in self.accepted

    def is_told(self, found: Weighed, weights: Weights) -> bool:
        """Whether the program makes a claim of it."""
        said = self.draft is None or likely(self.draft, weights.said) >= weights.said_from
        return said and found.claimed > (weights.claimed_from if self.known else weights.narrative_from)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A draft that is an annotated statement, or shares little with any."""

    article: int
    signs: Signs
    right: bool
    counts: float = 1.0


@dataclass(frozen=True, slots=True)
class HeardArticle:
    """An annotated article with its drafts, behind them the outlet's own sentences, and how all of them read.

    ``named`` says of each whether a stranger speaks who goes by a name.
    """

    number: int
    case: Annotated
    actors: frozenset[str]
    drafts: int
    every: Sequence[Statement]
    predictions: Mapping[int, Prediction]
    named: Sequence[bool]

    def draft(self, at: int) -> Signs | None:
        """The signs of a draft; None for what the outlet itself tells."""
        one = self.every[at]
        return signs_of_draft(one, self.predictions[at]) if at < self.drafts and one.kind != "narrative" else None


def hear_sets(names: Sequence[str], judge: LearnedJudge, extractor: Extractor) -> Iterator[HeardArticle]:
    """All articles of some sets that the program takes for relevant."""
    lexicon = extractor.lexicon
    sets = (read_set(NEWSROOMS / f"{name}.yaml", lexicon) for name in names)
    for number, (case, actors) in enumerate((case, actors_of(each)) for each in sets for case in each):
        if judge_relevance(case.article, lexicon).relevant:
            yield heard_in(number, case, actors, extractor, judge)


def heard_in(
    number: int, case: Annotated, actors: frozenset[str], extractor: Extractor, judge: LearnedJudge
) -> HeardArticle:
    """One article as both judges hear it; ``actors`` are all that its set gives to a speaker."""
    drafts = extractor.drafts(case.article)
    every = every_statement(case.article, drafts)
    text = case.article.text
    predictions = judge.read(text, passages_of(every, text, extractor.lexicon))
    named = [goes_by_name(each, extractor.lexicon) for each in every]
    return HeardArticle(number, case, actors, len(drafts), every, predictions, named)


def cases_of(heard: HeardArticle) -> Iterator[WeighedTopic]:
    """Every topic that either judge hears in an article. Of a partial one only what was reviewed counts."""
    case = heard.case
    covers = covered(case, heard.every, _COVERS)
    for at, prediction in sorted(heard.predictions.items()):
        each, wanted = heard.every[at], covers.get(at)
        if case.partial and wanted is None:
            continue
        voice_right = wanted is not None and speaker_right(wanted, each, heard.actors)
        for one in heeded(each, prediction, heard.named[at]):
            if case.partial and one.heard.topic not in ALERTING_TOPICS:
                continue  # nobody is asked about the others: as annotated they are what the program said
            claims = wanted.claims if wanted else ()
            accepted = next((claim.positions for claim in claims if claim.topic == one.heard.topic), ())
            yield WeighedTopic(heard.number, at < heard.drafts, one, accepted, voice_right, heard.draft(at))


def doubts_of(heard: HeardArticle) -> Iterator[Doubt]:
    """The drafts of an article; one with other edges teaches nothing, nor does one that may be left out."""
    if heard.case.partial:
        return
    pairs = overlaps(heard.case, heard.every[: heard.drafts])
    right = {answered: wanted for wanted, answered in paired(pairs).items()}
    near = {pair.answered for pair in pairs if pair.f1 >= _COVERS}
    for at in sorted(heard.predictions):
        signs = heard.draft(at)
        if signs and (at not in near or (at in right and not heard.case.statements[right[at]].uncertain)):
            yield Doubt(heard.number, signs, at in right)


# --- fitting ---------------------------------------------------------------------------------------------------------


def fitted(cases: Sequence[WeighedTopic], doubts: Sequence[Doubt], start: Weights) -> Weights:
    """All sets of weights; certainty is fitted on the claims that are told."""
    said = fit([(each.signs,) for each in doubts], [(int(each.right),) for each in doubts], [d.counts for d in doubts])
    counts = [each.counts for each in cases]
    rungs = fit([signs_of_rungs(each.one) for each in cases], [_classes(each) for each in cases], counts)
    named = {name: round(_TRUST * rungs[name], 4) for name in RULES_RUNG if name in rungs}
    weights = replace(start, rungs=rungs | named, said=said)
    shown = list(told(cases, weights))
    signs = [(signs_of_claim(found),) for _, found in shown]
    right = [(1,) if case.is_right(found) else (0,) for case, found in shown]
    return replace(weights, certainty=fit(signs, right, [case.counts for case, _ in shown]))


def told(cases: Sequence[WeighedTopic], weights: Weights) -> Iterator[tuple[WeighedTopic, Weighed]]:
    """The claims that the program makes."""
    for case in cases:
        found = weighed(case.one, weights)
        if case.is_told(found, weights):
            yield case, found


def _classes(case: WeighedTopic) -> tuple[int, ...]:
    """The classes accepted: 0 for no claim, else 1 and the rung's number."""
    return tuple(1 + POSITIONS.index(each) for each in case.accepted) or (0,)


def fit(
    signs: Sequence[Sequence[Signs]], accepted: Sequence[Sequence[int]], counts: Sequence[float]
) -> dict[str, float]:
    """The weights under which the accepted classes are likeliest, pulled towards none; by Newton's steps.

    ``signs`` are those of each class but the first, which has none; ``accepted`` the classes that are right; ``counts``
    how much each case counts.
    """
    most: Doubles = np.asarray(counts, np.float64)
    names = sorted({name for case in signs for each in case for name in each})
    table: Doubles = np.zeros((len(signs), 1 + len(signs[0]), len(names)))
    barred: Doubles = np.full(table.shape[:2], _NEVER)
    for row, (case, classes) in enumerate(zip(signs, accepted, strict=True)):
        table[row, 1:] = [[each.get(name, 0.0) for name in names] for each in case]
        barred[row, list(classes)] = 0.0
    weights: Doubles = np.zeros(len(names))
    for _ in range(_STEPS):
        step = _step(table, barred, most, weights)
        now = _likelihood(table, barred, most, weights)
        while _likelihood(table, barred, most, weights + step) < now and abs(step).max() > _NONE:
            step = step / 2
        weights = weights + step
        if abs(step).max() < _NONE:
            break
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


def _likelihood(table: Doubles, barred: Doubles, counts: Doubles, weights: Doubles) -> float:
    """Of the accepted classes, as a logarithm, less the pull."""
    scores = table @ weights
    return float(((_summed(scores + barred) - _summed(scores)) * counts).sum() - _PULL / 2 * (weights @ weights))


def _summed(scores: Doubles) -> Doubles:
    most = scores.max(1)
    summed: Doubles = most + np.log(np.exp(scores - most[:, None]).sum(1))
    return summed


def _step(table: Doubles, barred: Doubles, counts: Doubles, weights: Doubles) -> Doubles:
    scores = table @ weights
    likely, wanted = _shares(scores), _shares(scores + barred)
    mean = np.einsum("nc,nck->nk", likely, table)
    shares = likely * counts[:, None]
    slope = np.einsum("nc,nck->k", (wanted - likely) * counts[:, None], table) - _PULL * weights
    every = table.reshape(-1, table.shape[-1])
    bend = every.T @ (every * shares.reshape(-1, 1)) - mean.T @ (mean * counts[:, None]) + _PULL * np.eye(len(weights))
    step: Doubles = np.linalg.solve(bend, slope)
    return step


def _shares(scores: Doubles) -> Doubles:
    raised: Doubles = np.exp(scores - scores.max(1, keepdims=True))
    shares: Doubles = raised / raised.sum(1, keepdims=True)
    return shares


# --- how far it can be trusted ---------------------------------------------------------------------------------------


def certain(cases: Sequence[WeighedTopic], weights: Weights) -> list[tuple[bool, float]]:
    """Of each claim told whether it is right, and how sure."""
    return [(case.is_right(found), certainty(found, weights)) for case, found in told(cases, weights)]


def left_out(
    cases: Sequence[WeighedTopic], doubts: Sequence[Doubt], start: Weights = START
) -> list[tuple[bool, float]]:
    """The same, each claim by weights that were fitted without its article."""
    found: list[tuple[bool, float]] = []
    for part in range(PARTS):
        others = [each for each in doubts if each.article % PARTS != part]
        weights = fitted([each for each in cases if each.article % PARTS != part], others, start)
        found += certain([each for each in cases if each.article % PARTS == part], weights)
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


def gathered(
    names: Sequence[str], judge: LearnedJudge, extractor: Extractor, apart: int = 0
) -> tuple[list[WeighedTopic], list[Doubt]]:
    """The cases and drafts of all articles of some sets; ``apart`` is added to the articles' numbers."""
    heard = [replace(each, number=each.number + apart) for each in hear_sets(names, judge, extractor)]
    return [row for each in heard for row in cases_of(each)], [row for each in heard for row in doubts_of(each)]


def weighed_on(judge: LearnedJudge, extractor: Extractor) -> tuple[list[WeighedTopic], list[Doubt]]:
    """All that both judges are weighed on: the sets that neither read, and what reviewers said."""
    unread, doubts = gathered(WEIGHED_ON, judge, extractor)
    said, _ = gathered(sorted(path.stem for path in NEWSROOMS.glob(f"{VERDICTS}-*.yaml")), judge, extractor, _APART)
    return [*unread, *(replace(each, counts=VERDICT_COUNTS) for each in said)], doubts


def main() -> int:
    """Fits, writes the weights beside the learned judge, and prints how far they can be trusted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    cases, doubts = weighed_on(learned_judge(), Extractor(learned=False))
    weights = fitted(cases, doubts, START)
    (FOLDER / "certainty.json").write_text(json.dumps(asdict(weights), indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(reliability(left_out(cases, doubts)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
