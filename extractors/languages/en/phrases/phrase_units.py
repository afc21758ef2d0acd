"""What noun phrases of English are read from: pronouns, and the steps of a phrase."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.languages.en.phrases.unknown_names import NameRun
from extractors.lexicon.actors import Gender, GrammaticalNumber
from extractors.lexicon.gazetteer import GazetteerHit

PRONOUNS: dict[str, tuple[Gender | None, GrammaticalNumber]] = {
    "he": ("male", "singular"), "him": ("male", "singular"), "himself": ("male", "singular"),
    "his": ("male", "singular"), "its": (None, "singular"), "their": (None, "plural"),
    "she": ("female", "singular"), "her": ("female", "singular"), "herself": ("female", "singular"),
    "it": (None, "singular"), "itself": (None, "singular"),
    "they": (None, "plural"), "them": (None, "plural"), "themselves": (None, "plural"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """One step of a phrase: a run of capitals, a form of the lexicon, or a plain word. Half-open token indices."""

    start: int
    end: int
    run: NameRun | None = None
    hit: GazetteerHit | None = None
