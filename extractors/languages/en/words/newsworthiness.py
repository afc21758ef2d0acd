"""What English words say of whether something is news: a day of this week, a standing state of affairs, nobody by name.

The rows stand in ``extractors/lexicon/en/newsworthiness.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from pydantic import Field

from extractors.lexicon import FOLDER, load_rows

FILE = "en/newsworthiness.yaml"


@dataclass(frozen=True, slots=True)
class NewsRow:
    """Words that say one thing of a sentence or a speaker's name; ``note`` says which."""

    id: str
    note: str
    pattern: str
    ex: tuple[str, ...]
    not_: Annotated[tuple[str, ...], Field(alias="not")]


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {row.id: re.compile(row.pattern, re.IGNORECASE) for row in load_rows(FOLDER / FILE, NewsRow)}


def says(row: str, words: str) -> bool:
    """Whether words say what a row (by its id) is for; KeyError where there is no such row."""
    return _patterns()[row].search(words) is not None
