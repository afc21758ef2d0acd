"""The one fold: what makes two spellings of a word the same word, for search, names and novelty alike.

Case, compatibility forms, accents and marks do not count, nor do letters that outlets write for one another: Arabic and
Persian forms of one letter, ё and е, and the Latin letters that Unicode takes for letters of their own (ł, ø, ı), which
are folded as PostgreSQL's ``unaccent`` folds them. What is stored is compared with what is folded anew: a change here
asks for a migration.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import filterfalse
from unicodedata import combining, normalize

WORD = re.compile(r"[^\W_]+")
NAME_MARKS = str.maketrans({"’": "'", "‑": "-"})
_NAME_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_FOLDS = re.compile(r"[^\x00-\x7f–—‘’“”„«»]+")  # what may change; English pages are full of the signs that do not
# After case and accents. A line a script; the last are no letters, but stand within words.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
    | {"ي": "ی", "ى": "ی", "ك": "ک", "ـ": None}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
)


def fold(text: str) -> str:
    """``text`` without what varies between spellings; signs and blanks stay. Folding twice changes nothing more."""
    small = text.lower()
    return small if small.isascii() else _FOLDS.sub(_folded, small)


def folds_in_place(text: str) -> bool:
    """Whether each character of the fold stands where it stood in ``text``."""
    if text.isascii():
        return True
    small = text.lower()
    return len(small) == len(text) and not _FOLDS.search(small)


def _folded(run: re.Match[str]) -> str:
    return _folded_run(run.group())


# Most text has few different runs of such signs, or repeats its words.
@lru_cache(maxsize=16_384)
def _folded_run(run: str) -> str:
    bare = "".join(filterfalse(combining, normalize("NFKD", run))).casefold()
    return bare.translate(_LETTERS)


def words_of(text: str) -> list[str]:
    """The folded words of a text in order: runs of letters and digits."""
    return WORD.findall(fold(text))


def name_key(name: str) -> str:
    """A name for comparison: its folded words without a leading article."""
    words = words_of(name)
    return " ".join(words[1:] if len(words) > 1 and words[0] in {"the", "a", "an"} else words)


# The bearers of a name are compared with each new mention of it: of 200 in a long list each is folded 200 times.
@lru_cache(maxsize=8192)
def name_form(name: str) -> str:
    """A name for comparison word by word: its folded words, which keep inner apostrophes and hyphens ("dujarric's")."""
    return " ".join(word.translate(NAME_MARKS) for word in _NAME_WORD.findall(fold(name)))
