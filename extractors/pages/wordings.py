"""What English pages say beside an article's own words: rows of the lexicon, which every reader of pages needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from extractors.lexicon import FOLDER, load_rows
from extractors.lexicon.actors import PatternRow

FILE = "en/page_patterns.yaml"


@lru_cache(maxsize=1)
def page_patterns() -> Mapping[str, re.Pattern[str]]:
    """The patterns by the ids of their rows, read once."""
    return {row.id: re.compile(row.pattern) for row in load_rows(FOLDER / FILE, PatternRow)}
