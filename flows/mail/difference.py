"""A changed sentence as a mail shows it: what was taken out struck through, what is new marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from extractors.records import Change

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_ALIKE = 0.5  # less in common is another sentence, and woven together neither could be read
_SHORTEST_KEPT = 2  # tokens: a single comma that both have is no common ground


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a changed sentence: as it was and is, new, or gone."""

    text: str
    kind: Literal["same", "new", "gone"]


def parts_of(change: Change) -> tuple[Stretch, ...]:
    """The old and the new sentence woven into one where they are alike; else the old one whole, then the new one."""
    old, new = (_TOKEN.findall(text) for text in (change.before, change.after))
    # The library drops what is frequent in 200 tokens and more: of a long sentence, commas and "the".
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if not old or not new or matcher.ratio() < _ALIKE:
        apart = (
            Stretch(change.before, "gone"),
            Stretch(" " if old and new else "", "same"),
            Stretch(change.after, "new"),
        )
        return tuple(part for part in apart if part.text)
    return tuple(part for part in _woven(old, new, matcher) if part.text)


def _woven(old: list[str], new: list[str], matcher: SequenceMatcher[str]) -> Iterator[Stretch]:
    i = j = 0
    for block in matcher.get_matching_blocks():
        if block.size < _SHORTEST_KEPT and block.a < len(old):
            continue
        yield Stretch("".join(old[i : block.a]), "gone")
        yield Stretch("".join(new[j : block.b]), "new")
        yield Stretch("".join(new[block.b : block.b + block.size]), "same")
        i, j = block.a + block.size, block.b + block.size
