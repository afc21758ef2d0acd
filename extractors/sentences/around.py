"""What lies around a place of the text: where its paragraph starts, what lies in a stretch."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from extractors.records import Span

LOOK_BACK = 2000  # characters back to where a paragraph starts


class Placed(Protocol):
    """What starts somewhere in a text."""

    @property
    def start(self) -> int:
        """Where, in characters."""
        ...


Mentioned = TypeVar("Mentioned", bound=Placed)


def paragraph_start(text: str, at: int) -> int:
    """Where the paragraph around an offset starts, at most two thousand characters back."""
    back = max(0, at - LOOK_BACK)
    return max(text.rfind("\n", back, at) + 1, back)


def mentions_in(mentions: Sequence[Mentioned], start: int, end: int) -> Sequence[Mentioned]:
    """Those of some mentions, in the order of the text, that start in a stretch."""
    first, last = (bisect_left(mentions, at, key=lambda mention: mention.start) for at in (start, end))
    return mentions[first:last]


def lies_within(spans: Iterable[Span], at: int) -> bool:
    """Whether an offset lies in one of some spans."""
    return any(span.start <= at < span.end for span in spans)
