"""Makes records of what the components wrote to a Doc."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from extractors.records import Cue, Mention, Span, Speaker, Statement
from extractors.statements.raw import Attribution


def statements_from(doc: Doc) -> tuple[Statement, ...]:
    """The statements of a Doc, in the order of their content; claims are judged elsewhere."""
    return tuple(_statement(doc, doc._.attributions, at) for at in range(len(doc._.attributions)))


def _statement(doc: Doc, attributions: Sequence[Attribution], at: int) -> Statement:
    attribution = attributions[at]
    cue = attribution.cue
    return Statement(
        speaker=_speaker(doc, attributions, at),
        cue=Cue(doc.text[cue.start : cue.end], cue.start, cue.end) if cue else None,
        content=attribution.content,
        text=" ".join(doc.text[span.start : span.end] for span in attribution.content),
        kind=attribution.kind,
        addressee=_mention(doc, attribution.addressee),
        via=tuple(m for span in attribution.via if (m := _mention(doc, span))),
        insertions=attribution.insertions,
        rules=tuple(rule for rule in (attribution.rule, attribution.row) if rule),
    )


def _speaker(doc: Doc, attributions: Sequence[Attribution], at: int) -> Speaker | None:
    """The words that name the source; a chain of inherited speakers is followed to its head."""
    seen: set[int] = set()
    while (inherits := attributions[at].inherits) is not None and inherits not in seen:
        seen.add(inherits)
        at = inherits
    span = attributions[at].speaker
    if span is None:
        return None
    text = doc.text[span.start : span.end]
    return Speaker(text, span.start, span.end, text, None, "its own words")


def _mention(doc: Doc, span: Span | None) -> Mention | None:
    return Mention(doc.text[span.start : span.end], span.start, span.end) if span else None
