"""The notation of claim rules: phrases with placeholders, as they stand in the lexicon, made into regular expressions.

A pattern is a regular expression over a view (lower case, no quotation marks) with four conveniences: a blank is any
run of blanks; ``..`` leaves room for up to three words, ``...`` for up to seven, within the sentence; ``{name}`` is a
word list of ``claim_words.en.yaml``; ``{T}``, ``{recognition}``, ... is a place where that topic was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from extractors.errors import LexiconError
from extractors.records import TOPICS, Topic

Words = Mapping[str, str]

# One letter for each topic stands where its words stood, so that rules can speak of "the topic" by place.
RUNES: dict[Topic, str] = dict(zip(TOPICS, "ᚠᚢᚦᚨᚱᚲ", strict=True))
TOPIC_OF_RUNE: dict[str, Topic] = {rune: topic for topic, rune in RUNES.items()}

_PLACEHOLDER = re.compile(r"\{([a-z_A-Z]+)\}")
_WIDE_GAP = r"(?:[ ,()]+[^ .;!?\n]+){0,7}?[ ,()]+"
_NARROW_GAP = r"(?:[ ,()]+[^ .;!?\n]+){0,3}?[ ,()]+"


def compile_pattern(patterns: Iterable[str], words: Words, where: str) -> re.Pattern[str]:
    """One expression for all patterns of a row, longest alternatives first as written; raises LexiconError."""
    alternatives = "|".join(expand(pattern, words, where) for pattern in patterns)
    try:
        return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")
    except re.error as error:
        raise LexiconError(where, f"is no regular expression: {error}", "mend the pattern") from None


def expand(pattern: str, words: Words, where: str) -> str:
    """A pattern with its placeholders, gaps and blanks written out."""

    def replace(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise LexiconError(where, f"there is no word list {match[1]!r}", "add it to claim_words.en.yaml")
        return f"(?:{words[match[1]]})"

    gaps = pattern.replace(" ... ", "\0").replace(" .. ", "\1").replace(" ", r"[ \n]+")
    return _PLACEHOLDER.sub(replace, gaps).replace("\0", _WIDE_GAP).replace("\1", _NARROW_GAP)
