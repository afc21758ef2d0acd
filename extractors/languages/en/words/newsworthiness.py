"""What English words say of whether something is news: a day of this week, a standing state of affairs, nobody by name.

The rows stand in ``extractors/lexicon/en/newsworthiness.yaml``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.lexicon import FOLDER, load_rows
from extractors.lexicon.actors import PatternRow

FILE = "en/newsworthiness.yaml"


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {row.id: re.compile(row.pattern, re.IGNORECASE) for row in load_rows(FOLDER / FILE, PatternRow)}


def says(row: str, words: str) -> bool:
    """Whether words say what a row (by its id) is for; KeyError where there is no such row."""
    return _patterns()[row].search(words) is not None
