"""What constructions need to know of the names in a text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.records import Span


@dataclass(frozen=True, slots=True)
class TextNames:
    """The offsets at which people of the lexicon are named, where media are, and the lexicon's sets of words by id."""

    people: Collection[int] = frozenset()
    media: Sequence[Span] = ()
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
