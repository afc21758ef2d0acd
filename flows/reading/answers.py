"""What comes back from a worker. Light to import: whoever asks a worker need not load what it works with."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.records import Entry, ParsedFeed


@dataclass(frozen=True, slots=True)
class SentOn:
    """A page that is not to be read itself: it sends its reader on to ``url``."""

    url: str


@dataclass(frozen=True, slots=True)
class SameText:
    """A page whose article reads as it did before."""


@dataclass(frozen=True, slots=True)
class FeedRead:
    """A feed's body, understood; ``mattering`` are those of its entries whose pages may be on the subject."""

    parsed: ParsedFeed
    mattering: tuple[Entry, ...]
