"""Finds where sentences start: a quotation is never torn, an abbreviation ends nothing, a paragraph always does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.sentences.marks import Quotation
from extractors.sentences.writing import Writing

# No run of stops, marks or blanks is gone through twice, whatever follows it: hence the possessive quantifiers.
END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+\s++(?=[\"'“‘«„(\[—–-]*\s*[A-Z0-9À-ÞА-ЯЀ-Џ“\"‘«])|\n+")
LAST_WORD = re.compile(r"[\w.’'-]+$")


def sentence_starts(text: str, quotations: Sequence[Quotation], writing: Writing) -> list[int]:
    """Character offsets at which a sentence starts, 0 first; never inside an outermost quotation of one paragraph."""
    spans = [(q.start, q.end) for q in quotations if q.depth == 0 and q.closed]
    starts, at = [0], 0
    starts += writing.opening_ends(text)
    starts += [end.end() for end in writing.no_blank.finditer(text)]
    for end in END.finditer(text):
        while at < len(spans) and spans[at][1] <= end.start():
            at += 1
        inside = at < len(spans) and spans[at][0] < end.start() < spans[at][1] and end.end() < spans[at][1]
        if end.group().startswith("\n") or "\n" in end.group() or (not inside and _is_end(text, end, writing)):
            starts.append(end.end())
    return sorted(starts)


def _is_end(text: str, end: re.Match[str], writing: Writing) -> bool:
    """Whether this stop closes a sentence: no abbreviation, no initial, and nobody says the quotation before it."""
    mark = end.group().rstrip()
    if mark == ".":
        word = LAST_WORD.search(text, max(0, end.start() - 20), end.start())
        last = word.group().lower() if word else ""
        if last in writing.before_name or (len(last) == 1 and last.isalpha() and last != "i"):
            return False
        if last in writing.abbreviations or (len(last) > 2 and "." in last):
            return writing.opens_sentence.match(text[end.end() : end.end() + 6]) is not None
    if mark[-1:] in "\"'”’»" and len(mark) > 1 and writing.said_soon.match(text, end.end(), end.end() + 110):
        return mark[0] == "." and not text[end.end() : end.end() + 1].islower() and mark[-2:-1] not in "!?"
    return True
