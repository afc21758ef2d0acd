"""Writes what the learned judge sees of the annotated statements that it was taught with, for whoever asks why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from extractors.claims.learned.likeness import FILE, points_of
from extractors.claims.learned.transformer import POSITIONS, Floats, LearnedJudge
from extractors.records import TOPICS
from extractors.training.judge.data import Lesson
from extractors.training.newsrooms import Annotated, Wanted

AXES = 64
_LONGEST = 160  # characters of an example
_FINEST = 127
_CLAIMED = 0.5

Taught = Iterable[tuple[Annotated, tuple[Lesson, ...]]]


@dataclass(frozen=True, slots=True)
class Example:
    """An annotated claim: numbers in TOPICS and POSITIONS, its statement's words, and what the judge sees of it."""

    topic: int
    position: int
    text: str
    seen: Floats


def write_examples(taught: Taught, judge: LearnedJudge, into: Path) -> int:
    """Writes those that the judge reads as annotated, eight bits a number; returns how many.

    ``taught`` are articles with their lessons as annotated. Reviewed articles are left out: their words are an
    outlet's.
    """
    kept = {(one.topic, one.position, one.text): one for case, lessons in taught for one in _of(case, lessons, judge)}
    examples = list(kept.values())
    seen = np.stack([one.seen for one in examples])
    middle: Floats = seen.mean(0)
    _, vectors = np.linalg.eigh(np.cov((seen - middle).T.astype(np.float64)))
    axes = vectors[:, ::-1][:, :AXES].astype(np.float16)
    points = points_of(seen, middle, axes.astype(np.float32))
    np.savez_compressed(
        into / FILE,
        points=np.round(points / np.abs(points).max(1, keepdims=True) * _FINEST).astype(np.int8),
        middle=middle.astype(np.float16),
        axes=axes,
        topics=np.array([one.topic for one in examples], np.uint8),
        positions=np.array([one.position for one in examples], np.uint8),
        texts=np.frombuffer("\n".join(one.text for one in examples).encode(), np.uint8),
    )
    return len(examples)


def _of(case: Annotated, lessons: Iterable[Lesson], judge: LearnedJudge) -> Iterator[Example]:
    if case.partial:
        return
    for window in (lesson.window for lesson in lessons):
        predictions = dict(judge.hear([window]))
        for number, seen in judge.look([window]):
            if number < len(case.statements):  # behind the statements come sentences that claim nothing
                wanted = case.statements[number]
                for topic, position in _as_annotated(wanted):
                    heard = predictions[number].topics[topic]
                    if heard.claimed > _CLAIMED and POSITIONS.index(heard.position) == position:
                        yield Example(topic, position, _shortened(wanted.text), seen[topic])


def _as_annotated(wanted: Wanted) -> Iterator[tuple[int, int]]:
    if not wanted.uncertain:
        yield from ((TOPICS.index(one.topic), POSITIONS.index(one.positions[0])) for one in wanted.claims)


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST].rpartition(' ')[0]} …"
