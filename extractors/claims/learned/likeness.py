"""The annotated statement that reads most alike: what the learned judge has read that lies nearest to a claim.

Of each statement that it was taught with and reads as annotated, the package keeps a few numbers: what the network
sees of it for a topic, along the axes in which statements differ most. They are made with the judge (``make judge``)
and loaded by whoever asks why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.claims.learned.hearing import every_statement, passages_of
from extractors.claims.learned.passages import windows_of
from extractors.claims.learned.transformer import FOLDER, POSITIONS, Floats, LearnedJudge
from extractors.claims.notation.folded_text import sentences_of
from extractors.lexicon import Lexicon
from extractors.records import TOPICS, Claim, Extraction, Position, Topic

FILE = "examples.npz"


@dataclass(frozen=True, slots=True)
class Examples:
    """Annotated claims as the judge sees them.

    ``points`` are [examples, axes], each of length one; ``middle`` [width] and ``axes`` [width, axes] lead there from
    what the network sees; ``topics`` and ``positions`` are numbers in TOPICS and POSITIONS.
    """

    points: Floats
    middle: Floats
    axes: Floats
    topics: NDArray[np.uint8]
    positions: NDArray[np.uint8]
    texts: tuple[str, ...]

    def nearest(self, seen: Floats, topic: Topic, position: Position) -> str | None:
        """The words of the nearest one with this topic and position, by the angle; None where there is none.

        ``seen`` is [width], as ``LearnedJudge.look`` gives it for the topic.
        """
        alike = (self.topics == TOPICS.index(topic)) & (self.positions == POSITIONS.index(position))
        places = np.flatnonzero(alike)
        if not len(places):
            return None
        return self.texts[
            int(places[np.argmax(self.points[places] @ points_of(seen[None], self.middle, self.axes)[0])])
        ]


def with_examples(extraction: Extraction, lexicon: Lexicon, judge: LearnedJudge, examples: Examples) -> Extraction:
    """The extraction, with each claim beside the annotated statement that reads most alike to the judge."""
    text = extraction.article.text
    every = every_statement(extraction.article, extraction.statements)
    passages = passages_of(every, text, lexicon)
    seen: dict[int, Floats] = {}
    for window in windows_of(judge.pieces(text), passages, tuple(sentences_of(text))):
        if any(number < len(extraction.statements) for number, _ in window.passages):
            seen |= judge.look([window])
    statements = tuple(
        replace(each, claims=tuple(_beside(claim, seen[number], examples) for claim in each.claims))
        if each.claims and number in seen
        else each
        for number, each in enumerate(extraction.statements)
    )
    return replace(extraction, statements=statements)


def _beside(claim: Claim, seen: Floats, examples: Examples) -> Claim:
    return replace(claim, like=examples.nearest(seen[TOPICS.index(claim.topic)], claim.topic, claim.position))


def points_of(seen: Floats, middle: Floats, axes: Floats) -> Floats:
    """What the network sees, [passages, width], along the axes, each of length one."""
    along: Floats = np.asarray((seen - middle) @ axes, np.float32)
    lengths = np.sqrt((along * along).sum(1, keepdims=True))
    whole: Floats = np.asarray(along / np.maximum(lengths, 1e-9), np.float32)
    return whole


@lru_cache(maxsize=1)
def examples_of(folder: Path = FOLDER) -> Examples:
    """The examples that lie beside the learned judge."""
    # No pickles: whatever lay there would run what it holds.
    with np.load(folder / FILE, allow_pickle=False) as stored:
        points = stored["points"].astype(np.float32)
        points /= np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-9)
        middle, axes = stored["middle"].astype(np.float32), stored["axes"].astype(np.float32)
        texts = tuple(bytes(stored["texts"]).decode().split("\n"))
        return Examples(points, middle, axes, stored["topics"], stored["positions"], texts)
