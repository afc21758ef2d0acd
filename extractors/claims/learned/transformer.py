"""The learned judge: a small transformer that has read annotated articles, and says what each passage claims.

It is trained by ``make judge`` and lies in ``extractors/model/judge`` as an int8 ONNX graph with its tokenizer. An
article is read window by window; nothing is loaded before the first, and nothing comes from the network.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from extractors.claims.learned.passages import Passage, Pieces, Window, windows_of
from extractors.claims.notation.folded_text import sentences_of
from extractors.records import EVERYBODY, IEA, RUNGS, RUSSIA, TOPICS, Position, Topic
from extractors.text.networks import load_network

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FOLDER = Path(__file__).parents[2] / "model" / "judge"
POSITIONS: tuple[Position, ...] = tuple(RUNGS)
# Who would act, by the learned judge: these, or somebody else, whom the rules name.
PARTIES = (RUSSIA, EVERYBODY, IEA, None)

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heard:
    """How a passage reads on one topic: how likely it claims anything, and the rungs and parties by likelihood."""

    topic: Topic
    claimed: float
    rungs: tuple[tuple[Position, float], ...]
    parties: tuple[tuple[str | None, float], ...]

    @property
    def position(self) -> Position:
        """The likeliest rung."""
        return max(self.rungs, key=lambda each: each[1])[0]

    @property
    def party(self) -> str | None:
        """The likeliest party; None for one that only its name tells."""
        return max(self.parties, key=lambda each: each[1])[0]


@dataclass(frozen=True, slots=True)
class Prediction:
    """How a passage reads: on every topic, and how likely it is somebody's statement and its speaker the right one."""

    topics: tuple[Heard, ...]
    said: float
    voiced: float


class LearnedJudge:
    """Reads passages of articles. Keep one: it holds the loaded graph (about 60 MB)."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._session, self._tokenizer = load_network(folder / "judge.onnx")

    def read(self, text: str, passages: Sequence[Passage]) -> dict[int, Prediction]:
        """A reading of each passage that has word pieces, by its number."""
        windows = windows_of(self.pieces(text), passages, tuple(sentences_of(text)))
        return {number: prediction for window in windows for number, prediction in self.hear([window])}

    def pieces(self, text: str) -> Pieces:
        """A text's word pieces."""
        return pieces_of(text, self._tokenizer)

    def hear(self, windows: Sequence[Window]) -> Iterator[tuple[int, Prediction]]:
        """The number and the reading of each passage in some windows of one length, in their order."""
        topics, parties, doubts = self._session.run(["claims", "parties", "doubts"], inputs_of(windows))
        rows = zip(_numbers(windows), _softmax(topics), _softmax(parties), _sigmoid(doubts), strict=True)
        for number, claims, acting, (said, voiced) in rows:
            yield number, Prediction(_heard(claims, acting), float(said), float(voiced))

    def look(self, windows: Sequence[Window]) -> Iterator[tuple[int, Floats]]:
        """The number of each passage in windows of one length, and what is seen for each topic: [topics, width]."""
        (seen,) = self._session.run(["seen"], inputs_of(windows))
        yield from zip(_numbers(windows), seen, strict=True)


@lru_cache(maxsize=1)
def learned_judge() -> LearnedJudge:
    """The judge that lies with the package, loaded once."""
    return LearnedJudge()


def pieces_of(text: str, tokenizer: Tokenizer) -> Pieces:
    """A text's word pieces, without the marks that open and close an input."""
    encoded = tokenizer.encode(text, add_special_tokens=False)
    return Pieces(encoded.ids, [start for start, _ in encoded.offsets], [end for _, end in encoded.offsets])


def inputs_of(windows: Sequence[Window]) -> dict[str, NDArray[Any]]:
    """Windows as arrays: ids and roles [windows, pieces], and inside [passages, windows * pieces].

    A shorter window is filled up with the piece 0.
    """
    longest = max(len(window.ids) for window in windows)
    ids = np.zeros((len(windows), longest), np.int64)
    roles = np.zeros_like(ids)
    inside = np.zeros((sum(len(window.passages) for window in windows), ids.size), np.float32)
    number = 0
    for row, window in enumerate(windows):
        ids[row, : len(window.ids)] = window.ids
        roles[row, : len(window.ids)] = window.roles
        for _, places in window.passages:
            inside[number, [row * longest + at for at in places]] = 1
            number += 1
    return {"ids": ids, "roles": roles, "inside": inside}


def _numbers(windows: Sequence[Window]) -> Iterator[int]:
    return (number for window in windows for number, _ in window.passages)


def _softmax(scores: Floats) -> Floats:
    # Less the greatest, as a float holds no power of e beyond the 88th.
    raised: Floats = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Floats = raised / raised.sum(-1, keepdims=True)
    return shares


def _sigmoid(scores: Floats) -> Floats:
    shares: Floats = np.asarray(1 / (1 + np.exp(-scores)), np.float32)
    return shares


def _heard(claims: Floats, acting: Floats) -> tuple[Heard, ...]:
    """One passage's shares by topic: [topics, 1 + positions] and [topics, parties]."""
    return tuple(
        Heard(
            topic,
            float(1 - row[0]),
            tuple(zip(POSITIONS, (float(each) for each in row[1:] / max(row[1:].sum(), 1e-9)), strict=True)),
            tuple(zip(PARTIES, (float(each) for each in who), strict=True)),
        )
        for topic, row, who in zip(TOPICS, claims, acting, strict=True)
    )
