"""An attribution under construction: places in a sentence rather than offsets in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.records import Span
from extractors.sentences.constructions import Construction
from extractors.sentences.sentence import Sentence

Range = tuple[int, int]


@dataclass(slots=True)
class Draft:
    """One attribution of a sentence.

    ``quotes`` are the sentence's quotations that are content on their own; ``more`` are those of sentences after it,
    and ``rest`` are words of sentences after it. ``clause_in`` is the sentence of ``cue`` and ``source`` where that is
    another one. ``promiser`` names whose promise the content tells of; ``signs`` are what the sieve weighs.
    """

    sentence: Sentence
    construction: Construction
    row: str
    cue: Range | None
    source: Range | None
    ranges: list[Range] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    more: list[tuple[Sentence, int]] = field(default_factory=list)
    rest: list[tuple[Sentence, Range]] = field(default_factory=list)
    clause_in: Sentence | None = None
    listener: Range | None = None
    via: list[Range] = field(default_factory=list)
    inherits: Draft | None = None
    clause: Range | None = None
    promiser: Span | None = None
    signs: tuple[str, ...] = ()

    def places(self) -> set[int]:
        """The places of the sentence that are content."""
        covered = {place for first, stop in self.ranges for place in range(first, stop)}
        for at in self.quotes:
            quoted = self.sentence.quotes[at]
            covered.update(range(quoted.first, quoted.stop))
        return covered


def by_sentence(drafts: Sequence[Draft]) -> dict[int, list[Draft]]:
    """Drafts by the number of their sentence, in their order; a sentence without any is not in it."""
    found: dict[int, list[Draft]] = {}
    for draft in drafts:
        found.setdefault(draft.sentence.number, []).append(draft)
    return found
