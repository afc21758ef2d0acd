"""Somebody whom another quotes behind his words: S, NP quoted NP as saying. / S, NP was quoted (by NP) as saying."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.languages.en.clauses.arguments import FINITE_TAGS, MARKS, Range, trim
from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft
from extractors.sentences.sentence import Sentence

QUOTED_AS_SAYING = Construction("quoted_as_saying", "said")
QUOTES = frozenset({"quoted", "cited", "reported", "quotes", "cites"})
SAYING = frozenset({"saying", "stating", "telling"})
PASSIVE = frozenset({"was", "were", "is", "are", "been", "being"})
HAVE = frozenset({"has", "have", "had"})
BREAKS = frozenset({",", "—", "–", "”", '"', "''", "»"})
# Of the 468 articles of retold-train none reads otherwise by 8 or 32 words of the first or 48 of the second; by 12 of
# the second one statement is lost.
SOURCE_WORDS = 16  # words of a subject back from "was quoted", as far as no comma parts them
REACH = 24  # words of who is quoted, with an office and where, before "as saying"


def quoted_as_saying(sentence: Sentence) -> Iterator[Draft]:
    """Drafts whose words stand before the clause that tells who is quoted, and by whom."""
    for place, word in enumerate(sentence.words):
        if word not in QUOTES or sentence.inside[place] >= 0:
            continue
        saying = _saying(sentence, place)
        if saying is None or _goes_on(sentence, saying + 1):
            continue
        draft = _draft(sentence, place, saying)
        if draft is not None:
            yield draft


def _saying(sentence: Sentence, place: int) -> int | None:
    """The place of "saying" behind "quoted NP as"."""
    for at in range(place + 2, min(len(sentence), place + REACH)):
        if sentence.words[at] in SAYING and sentence.words[at - 1] == "as":
            return at
        if sentence.inside[at] >= 0:
            return None
    return None


def _goes_on(sentence: Sentence, start: int) -> bool:
    """Whether the words that are quoted follow."""
    rest = range(start, len(sentence))
    return any(sentence.inside[at] >= 0 or sentence.tags[at] in FINITE_TAGS or sentence.words[at] == ":" for at in rest)


def _draft(sentence: Sentence, place: int, saying: int) -> Draft | None:
    group = place
    while group and sentence.words[group - 1] in PASSIVE | HAVE:
        group -= 1
    passive = bool(PASSIVE & set(sentence.words[group:place]))
    mark = _break_before(sentence, group)
    if mark is None:
        return None
    before = trim(sentence, mark + 1, group)
    quoted = trim(sentence, place + 1, saying - 1)
    source = before if passive else quoted
    via = _by(sentence, place + 1) or _by(sentence, saying + 1) if passive else before
    if not passive and before[0] >= before[1]:
        return None
    content = _content(sentence, mark)
    if source[0] >= source[1] or content is None:
        return None
    ranges, quotes = content
    return Draft(
        sentence, QUOTED_AS_SAYING, "say", (saying, saying + 1), source, ranges, quotes, via=[via] if via else [],
        clause=(mark + 1, len(sentence)))  # fmt: skip


def _break_before(sentence: Sentence, group: int) -> int | None:
    """The mark behind the words that are quoted."""
    found = None
    for at in range(group - 1, max(group - 1 - SOURCE_WORDS, 0), -1):
        if sentence.inside[at] >= 0 or sentence.words[at] in BREAKS:
            found = at
            break
    return found


def _by(sentence: Sentence, start: int) -> Range | None:
    """Who quotes him: by the press service, on Friday by TASS."""
    for at in range(start, min(len(sentence), start + 4)):
        if sentence.words[at] == "by":
            stop = at + 1
            while stop < len(sentence) and sentence.words[stop] not in MARKS | {"as", "on"}:
                stop += 1
            first, stop = trim(sentence, at + 1, stop)
            return (first, stop) if first < stop else None
    return None


def _content(sentence: Sentence, mark: int) -> tuple[list[Range], list[int]] | None:
    """The words before the mark: the quotations that are set apart, or all of them."""
    apart = [at for at, quoted in enumerate(sentence.quotes) if quoted.apart and quoted.first <= mark]
    if apart:
        return [], apart[-1:]
    first, stop = trim(sentence, 0, mark)
    verbs = any(sentence.tags[at] in FINITE_TAGS for at in range(first, stop))
    return ([(first, stop)], []) if verbs else None
