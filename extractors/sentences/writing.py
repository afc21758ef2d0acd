"""How a language is written, as far as quotations and sentences depend on it: its abbreviations and turns of phrase."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Writing:
    """What tells a language's quotations and sentences apart, in lower case where it is words.

    ``abbreviations`` end no sentence unless ``opens_sentence`` follows; those ``before_name`` never do. ``no_blank``
    matches a stop behind which a page lost its blank. ``said_soon`` matches behind a quotation that somebody said it.
    ``attribution`` matches the end of words and a clause that says whose they are, where a closing mark is lost.
    ``said_behind`` are words that open, right behind a quotation, the clause that says whose it is. ``small_words``
    stand small in a title; ``plural_owner`` matches an apostrophe behind an owner. ``opening_ends`` are the offsets at
    which the first sentence behind a dateline starts.
    """

    abbreviations: frozenset[str]
    before_name: frozenset[str]
    opens_sentence: re.Pattern[str]
    no_blank: re.Pattern[str]
    said_soon: re.Pattern[str]
    attribution: re.Pattern[str]
    said_behind: frozenset[str]
    plural_owner: re.Pattern[str]
    small_words: frozenset[str]
    opening_ends: Callable[[str], Sequence[int]]
