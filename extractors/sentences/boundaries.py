"""Finds where sentences start: a quotation is never torn, an abbreviation ends nothing, a paragraph always does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from extractors.sentences.marks import Quotation
from extractors.sentences.openings import dateline_ends

ABBREVIATIONS = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "maj", "capt", "cmdr", "adm",
    "rev", "hon", "st", "jr", "sr", "vs", "etc", "inc", "ltd", "co", "corp", "dept", "univ", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "no", "art", "vol", "fig", "al", "approx", "e.g",
    "i.e", "u.s", "u.k", "u.n", "d.c", "a.m", "p.m", "mt", "ft", "amb", "min", "pres", "sec", "atty", "brig",
    "mssrs", "messrs", "mme", "mlle", "fr", "est", "ave", "blvd", "rd",
})  # fmt: skip
ENDS_NOTHING_BEFORE_NAME = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "maj", "capt", "cmdr", "adm",
    "rev", "hon", "st",
})  # fmt: skip
# No run of stops, marks or blanks is gone through twice, whatever follows it: hence the possessive quantifiers.
END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+\s++(?=[\"'“‘«„(\[—–-]*\s*[A-Z0-9À-ÞА-ЯЀ-Џ“\"‘«])|\n+")
# Pages lose the blank between two sentences: "… in their hands.The minister also said".
NO_BLANK = re.compile(
    r"(?<=[a-z]{3})[.!?](?=(?:The|An?|He|She|It|They|In|On|But|This|Also|[A-Z][a-z]{2,}) [a-z’']{2,})"
)
LAST_WORD = re.compile(r"[\w.’'-]+$")
SAID_SOON = re.compile(
    r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Tt]he|[Aa]n?|[Oo]ne|[Hh]is|[Hh]er|[A-Z][\w’'-]*\.?)(?= )[^.!?\"“”\n]{0,80}?"
    r"\b(?:said|says|asked|asks|replied|wrote|added|told|shouted|wondered|answered|tweeted|responded|exclaimed|cried|"
    r"yelled|declared|continued|demanded|quipped|joked|queried|remarked|noted|inquired|wanted to know)\b|"
    r"(?:said|says|asked|asks|replied|wrote|added|shouted|wondered|answered|tweeted|responded)\b"
)


def sentence_starts(text: str, quotations: Sequence[Quotation]) -> list[int]:
    """Character offsets at which a sentence starts, 0 first; never inside an outermost quotation of one paragraph."""
    spans = [(q.start, q.end) for q in quotations if q.depth == 0 and q.closed]
    starts, at = [0], 0
    starts += dateline_ends(text)
    starts += [end.end() for end in NO_BLANK.finditer(text)]
    for end in END.finditer(text):
        while at < len(spans) and spans[at][1] <= end.start():
            at += 1
        inside = at < len(spans) and spans[at][0] < end.start() < spans[at][1] and end.end() < spans[at][1]
        if end.group().startswith("\n") or "\n" in end.group() or (not inside and _is_end(text, end)):
            starts.append(end.end())
    return sorted(starts)


def _is_end(text: str, end: re.Match[str]) -> bool:
    """Whether this stop closes a sentence: no abbreviation, no initial, and nobody says the quotation before it."""
    mark = end.group().rstrip()
    if mark == ".":
        word = LAST_WORD.search(text, max(0, end.start() - 20), end.start())
        last = word.group().lower() if word else ""
        if last in ENDS_NOTHING_BEFORE_NAME or (len(last) == 1 and last.isalpha() and last != "i"):
            return False
        if last in ABBREVIATIONS or (len(last) > 2 and "." in last):
            return bool(
                re.match(r"[\"“‘]|(?:The|He|She|It|They|In|But|And|A|An|On|At|This)\b", text[end.end() : end.end() + 6])
            )
    if mark[-1:] in "\"'”’»" and len(mark) > 1 and SAID_SOON.match(text, end.end(), end.end() + 110):
        return mark[0] == "." and not text[end.end() : end.end() + 1].islower() and mark[-2:-1] not in "!?"
    return True


@Language.component("rw_sentences", assigns=["token.is_sent_start"])
def sentences_component(doc: Doc) -> Doc:
    """Marks the sentence starts of a Doc; reads ``doc._.quotations``."""
    starts = set(sentence_starts(doc.text, doc._.quotations))
    marks: list[int] = []
    begin = True
    for token in doc:
        space = token.is_space
        begin = begin or token.idx in starts
        marks.append(1 if begin and not space else -1)
        begin = begin and space
    if marks:
        # One call for all: setting token.is_sent_start looks through the whole Doc each time.
        column: Any = numpy.array([marks], dtype="int64").astype("uint64").T
        doc.from_array(["SENT_START"], column)
    return doc
