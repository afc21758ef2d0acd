"""What English pages say beside an article's own words: rows of the lexicon, which every reader of pages needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from extractors.lexicon import FOLDER, load_rows
from extractors.lexicon.actors import PatternRow

FILE, PARTS = "en/page_patterns.yaml", "en/page_parts.yaml"
_PART = re.compile(r"\{([a-z-]+)\}")


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part that patterns of pages share; they and the parts behind it name it as ``{id}``."""

    id: str
    pattern: str


@lru_cache(maxsize=1)
def page_patterns() -> Mapping[str, re.Pattern[str]]:
    """The patterns by the ids of their rows, read once; KeyError for a part that there is not."""
    parts: dict[str, str] = {}
    for part in load_rows(FOLDER / PARTS, PartRow):
        parts[part.id] = _filled(part.pattern, parts)
    return {row.id: re.compile(_filled(row.pattern, parts)) for row in load_rows(FOLDER / FILE, PatternRow)}


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    return _PART.sub(lambda named: parts[named[1]], pattern)
