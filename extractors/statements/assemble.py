"""Makes records of what the components wrote to a Doc."""

from __future__ import annotations

from collections.abc import Set

from spacy.tokens import Doc

from extractors.records import Cue, Statement
from extractors.sentences.marks import Attribution
from extractors.statements.sieve import Sieve, sieve_of
from extractors.statements.speakers.people import Figure
from extractors.statements.speakers.resolution import Resolved
from extractors.statements.time_and_place import Occasion
from extractors.statements.voice_signs import signs_of_voice


def statements_from(doc: Doc, everything: bool = False) -> tuple[Statement, ...]:
    """The statements of a Doc, in the order of their content; claims are judged elsewhere.

    What the sieve holds back is left out, unless ``everything`` is asked for. What the outlet's own reporter tells is
    the outlet's own.
    """
    text = doc.text  # built anew each time it is asked for
    told = zip(doc._.attributions, doc._.resolved, doc._.occasions, strict=True)
    sieve, reporters = sieve_of(), doc._.phrases.index.words["own_reporters"]
    return tuple(
        _statement(text, attribution, resolved, occasion, sieve)
        for attribution, resolved, occasion in told
        if (everything or sieve.keeps(attribution, resolved.figure))
        and not _is_own(attribution, resolved.figure, reporters)
    )


def _is_own(attribution: Attribution, figure: Figure | None, reporters: Set[str]) -> bool:
    """Whether a reporter without a name, of no other medium, tells what was seen: "a correspondent reports"."""
    unnamed = figure is not None and figure.kind == "role" and figure.heads <= reporters and not figure.of
    return unnamed and attribution.kind == "indirect" and attribution.act == "said"


def _statement(text: str, attribution: Attribution, resolved: Resolved, occasion: Occasion, sieve: Sieve) -> Statement:
    cue = attribution.cue
    return Statement(
        speaker=resolved.speaker,
        cue=Cue(text[cue.start : cue.end], cue.start, cue.end) if cue else None,
        content=attribution.content,
        text=" ".join(text[span.start : span.end] for span in attribution.content),
        kind="direct" if attribution.act == "answered" else attribution.kind,
        addressee=resolved.addressee,
        via=resolved.via,
        said_on=occasion.said_on,
        place=occasion.place,
        insertions=attribution.insertions,
        embedded=resolved.embedded,
        rules=tuple(rule for rule in (attribution.rule, attribution.row) if rule),
        odds=round(sieve.weight((*attribution.signs, *signs_of_voice(attribution, resolved.figure))), 3),
    )
