"""What a worker is told and answers. Light to import: whoever asks a worker need not load what it works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.records import Entry, Extraction, Page, ParsedFeed

if TYPE_CHECKING:
    from extractors.pages.feeds.hubs import Hub


@dataclass(frozen=True, slots=True)
class How:
    """How the page of an entry is to be read.

    ``goes_on`` is whether it is followed where it sends its reader on, ``turns`` whether the next page of its article
    can be had; ``further`` are the pages of the article that are there already. Of an article whose text has the hash
    that is ``known`` nothing more is said than that.
    """

    goes_on: bool = False
    turns: bool = False
    further: tuple[Page, ...] = ()
    known: str = ""


@dataclass(frozen=True, slots=True)
class SentOn:
    """A page that is not to be read itself: it sends its reader on to ``url``."""

    url: str


@dataclass(frozen=True, slots=True)
class GoesOn:
    """A page whose article goes on at ``url``, on a page of its own."""

    url: str


@dataclass(frozen=True, slots=True)
class SameText:
    """A page whose article reads as it did before."""


@dataclass(frozen=True, slots=True)
class FeedRead:
    """A feed's body, understood; ``mattering`` are those of its entries whose pages may be on the subject."""

    parsed: ParsedFeed
    mattering: tuple[Entry, ...]
    hub: Hub | None = None


PageAnswer = Extraction | SentOn | GoesOn | SameText
