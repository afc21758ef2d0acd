"""Turns drafts into attributions: places become offsets, edges lose their marks, insertions are found."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.records import Span
from extractors.sentences.drafts import Draft
from extractors.sentences.marks import Attribution
from extractors.sentences.sentence import Sentence
from extractors.statements.kinds import QuotedText

INSERTION = re.compile(r"\[[^\[\]\n]{1,80}\]|\((?:[^()\n]{1,60}[-–—] ?[A-Z][\w ]{1,30}|[A-Z][\w.& ]{1,20}|ed\.?|sic)\)")
EDGE_BEFORE = " \n\t\u200e\u200f,;:—–-\"“”„«»‘'`’"
EDGE_AFTER = " \n\t\u200e\u200f,;:—–-\"“”„«»‘'`’"


def content_of(draft: Draft, text: str) -> tuple[Span, ...]:
    """The offsets of a draft's content, without spans that hold no word."""
    spans = merged([*_ranges(draft, text), *_quotes(draft, text)])
    return tuple(span for span in spans if any(sign.isalnum() for sign in text[span.start : span.end]))


def attribution_of(
    draft: Draft, content: tuple[Span, ...], quoted: QuotedText, places: Mapping[int, int]
) -> Attribution:
    """The attribution that a draft describes; ``places`` tells where other drafts will stand."""
    text = quoted.text
    named = draft.clause_in or draft.sentence
    return Attribution(
        content=content,
        kind=quoted.kind_of(content),
        cue=named.span(*draft.cue) if draft.cue else None,
        speaker=named.span(*draft.source) if draft.source else None,
        addressee=named.span(*draft.listener) if draft.listener else None,
        via=tuple(named.span(*r) for r in draft.via),
        rule=draft.construction.id,
        act=draft.construction.act,
        inherits=places.get(id(draft.inherits)) if draft.inherits else None,
        insertions=tuple(s for span in content for s in insertions(text, span)),
        row=draft.row,
        promiser=draft.promiser,
        signs=draft.signs,
    )


def _ranges(draft: Draft, text: str) -> list[Span]:
    whole = draft.construction.whole
    spans = [strip(text, draft.sentence.span(*r), final=whole) for r in draft.ranges if r[0] < r[1]]
    return spans + [strip(text, sentence.span(*r), final=True) for sentence, r in draft.rest]


def _quotes(draft: Draft, text: str) -> list[Span]:
    pairs: list[tuple[Sentence, int]] = [(draft.sentence, at) for at in draft.quotes] + draft.more
    spans = []
    for sentence, at in pairs:
        quotation = sentence.quotes[at].quotation
        spans.append(strip(text, Span(quotation.inner_start, quotation.inner_end), final=True))
    return spans


def strip(text: str, span: Span, final: bool) -> Span:
    """A span without blanks and marks at its edges; a quotation keeps its final stop."""
    start, end = span.start, span.end
    while start < end and text[start] in EDGE_BEFORE:
        start += 1
    while end > start and (text[end - 1] in EDGE_AFTER or (not final and text[end - 1] == ".")):
        end -= 1
    return Span(start, end)


def merged(spans: list[Span]) -> tuple[Span, ...]:
    """Spans in order, without empty ones; none overlaps another."""
    result: list[Span] = []
    for span in sorted((s for s in spans if s.start < s.end), key=lambda s: (s.start, s.end)):
        if result and span.start < result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def insertions(text: str, span: Span) -> list[Span]:
    """An editor's additions inside content: [maintain], (IEA), (outlawed in Russia – TASS)."""
    return [Span(*found.span()) for found in INSERTION.finditer(text, span.start, span.end)]
