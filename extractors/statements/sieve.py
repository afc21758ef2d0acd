"""Which drafts are no statements after all: the signs of each, weighed as annotated articles taught.

The weights lie in ``sieve.json`` beside the English model, with the figures they reached; ``make sieve`` fits them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractors.sentences.marks import Attribution
from extractors.statements.speakers.people import Figure
from extractors.statements.voice_signs import signs_of_voice

FILE = Path(__file__).parents[1] / "model" / "sieve.json"


@dataclass(frozen=True, slots=True)
class Sieve:
    """The weight of each sign; one without a weight counts nothing. What weighs less than ``line`` is no statement."""

    line: float
    always: float
    weights: Mapping[str, float]

    def weight(self, signs: Iterable[str]) -> float:
        """The signs added up: log odds that they are those of a statement."""
        return self.always + sum(self.weights.get(sign, 0.0) for sign in signs)

    def keeps(self, attribution: Attribution, figure: Figure | None) -> bool:
        """Whether an attribution is likely enough to be a statement; words between quotation marks always are."""
        if attribution.kind == "direct" or attribution.act == "answered":
            return True
        return self.weight((*attribution.signs, *signs_of_voice(attribution, figure))) >= self.line


@lru_cache(maxsize=1)
def sieve_of(file: Path = FILE) -> Sieve:
    """The sieve that comes with the English model."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    return Sieve(kept["line"], kept["always"], kept["weights"])
