"""When a claim was uttered, as well as the text tells: a day, a month, a year, or shortly before publication.

An occasion is a span of days. Two claims may be one utterance when their spans meet; a claim whose whole span lies
long before its publication is a recap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from extractors.languages.en.words.utterance_days import (
    labelled_between,
    recalls,
    said_between,
    still_holds,
    without_asides,
    without_since,
)
from extractors.records import ClaimRecord

# Of the 139 annotated claims of `make bench-novelty` 127 are judged right by a lag of three to seven days, 126 by two,
# 125 by one.
REPORTING_LAG = timedelta(days=3)
NEWS_FOR = timedelta(days=7)  # between three days and fourteen none of them is judged otherwise
_QUOTED = re.compile(r"[“\"].*?(?:[”\"]|$)")


@dataclass(frozen=True, slots=True)
class UtteranceTime:
    """First and last day on which it may have been said; ``told`` when the text says so, not just publication."""

    first: date
    last: date
    told: bool

    def meets(self, other: UtteranceTime) -> bool:
        """Whether both may be one and the same occasion."""
        return self.first <= other.last and other.first <= self.last


def utterance_time(claim: ClaimRecord) -> UtteranceTime | None:
    """Return when the claim was uttered, or None for an undated text that does not say."""
    told_by = None if claim.kind == "narrative" else claim.context
    return _uttered(claim.words, told_by, claim.context, claim.said_on, claim.published_day)


# Of a few well-known voices the same claims are history for most, and each judge asks when they were uttered. That was
# a sixth of judging a claim.
@lru_cache(maxsize=8192)
def _uttered(
    words: str, told_by: str | None, context: str, said_on: date | None, published: date | None
) -> UtteranceTime | None:
    if said_on:
        return UtteranceTime(said_on, said_on, told=True)
    if published is None:
        return None
    told = _told(words, told_by, published) or _labelled(context, published)
    return told or UtteranceTime(published - REPORTING_LAG, published, told=False)


def looks_back(claim: ClaimRecord) -> bool:
    """Whether its sentence or its paragraph tells it as said or done before: no news, if ever so true."""
    when, published = utterance_time(claim), claim.published_day
    told = when if when and published and when.told else None
    back = bool(told and published and lies_back(told, published))
    if claim.kind != "narrative" and claim.context and _still_held(claim.words, claim.context):
        return True
    # What "had been said a day earlier" is news of these days: a day that is named outweighs the tense.
    if claim.kind != "narrative" and claim.context and (back or not told) and _recalled(claim.words, claim.context):
        return True
    if claim.said_on or published is None:
        return False
    return back or _of_an_old_act(claim, published)


def lies_back(when: UtteranceTime, published: date) -> bool:
    """Whether an occasion, or the most of one that is known by its month or year only, lies long before publication."""
    return when.first + (when.last - when.first) / 2 < published - NEWS_FOR


def _of_an_old_act(claim: ClaimRecord, published: date) -> bool:
    """Whether the reported words themselves date what they tell of: "it had recognised the Taliban last July"."""
    if claim.kind not in ("indirect", "mixed"):
        return False
    told = _told_itself(claim.words, published)
    return told is not None and lies_back(told, published)


@lru_cache(maxsize=4096)
def _told_itself(words: str, published: date) -> UtteranceTime | None:
    return told_in_words(_QUOTED.sub(" ", words), published)


@lru_cache(maxsize=4096)
def _recalled(words: str, context: str) -> bool:
    return recalls(_around(words, context))


@lru_cache(maxsize=4096)
def _still_held(words: str, context: str) -> bool:
    return still_holds(_around(words, context))


def _told(words: str, context: str | None, published: date) -> UtteranceTime | None:
    return told_in_words(words if context is None else _around(words, context), published)


def _labelled(paragraph: str, published: date) -> UtteranceTime | None:
    days = labelled_between(paragraph, published)
    return UtteranceTime(*days, told=True) if days else None


def _around(words: str, context: str) -> str:
    """Return the attribution's own words: the sentences that hold the claim, less what is claimed.

    A stored claim has a paragraph of text and no sentences; half a sentence is enough, so a semicolon ends one, too.
    """
    pieces = [piece.strip() for piece in re.split(r"\s*(?:\.\.\.|…)\s*", words) if piece.strip()]
    starts = [context.find(piece) for piece in pieces]
    if not pieces or min(starts) < 0:
        return ""
    first, last = min(starts), max(start + len(piece) for start, piece in zip(starts, pieces, strict=True))
    before = re.split(r"[.!?;][”\"’»]?\s", context[:first])[-1]
    after = re.split(r"[.!?;](?:\s|$)", context[last:])[0]
    return without_asides(before, after)


def told_in_words(text: str, published: date) -> UtteranceTime | None:
    """Return the day, month or year before publication that a text names, None if it names none."""
    days = said_between(without_since(text), published)
    return UtteranceTime(*days, told=True) if days else None
