"""Finds a claim's words in the paragraph they stand in, so that a page can mark them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKEN = re.compile(r"\w+|[^\w\s]")
RUN = 2  # tokens: single ones, such as "the", recur all over a paragraph


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the paragraph; ``marked`` when it belongs to the claim."""

    text: str
    marked: bool


def pieces(words: str, paragraph: str) -> tuple[Segment, ...]:
    """Split the paragraph into marked and unmarked pieces; without a match the words stand alone, marked."""
    spans = _spans(words, paragraph)
    if not spans:
        return (Segment(words, marked=True),)
    found: list[Segment] = []
    at = 0
    for start, end in spans:
        if start > at:
            found.append(Segment(paragraph[at:start], marked=False))
        found.append(Segment(paragraph[start:end], marked=True))
        at = end
    if at < len(paragraph):
        found.append(Segment(paragraph[at:], marked=False))
    return tuple(found)


def _spans(words: str, paragraph: str) -> list[tuple[int, int]]:
    """Runs of tokens that both have, in order: stands where an attribution interrupts a quotation."""
    start = paragraph.find(words)
    if start >= 0 and words:
        return [(start, start + len(words))]
    theirs = list(TOKEN.finditer(paragraph))
    matcher = SequenceMatcher(None, TOKEN.findall(words), [token.group() for token in theirs], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= RUN]
    return [(theirs[block.b].start(), theirs[block.b + block.size - 1].end()) for block in blocks]
