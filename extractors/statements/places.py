"""Finds where something was said: "in Tashkent", "at the UN General Assembly", in an attribution's clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.records import Mention, Span
from extractors.statements.phrase import Unit
from extractors.statements.phrases import PhraseReader

LEADS = frozenset({"in", "at", "from"})
EVENTS = (
    "conference summit forum briefing meeting assembly headquarters ceremony rally session hearing talks event debate"
)
EVENT = re.compile(
    rf"(?i:(?:the |an? |his |her |their |its )?(?:[\w’'-]+ ){{0,3}}?(?:{'|'.join(EVENTS.split())}|consultations))\b"
)


def place_in(reader: PhraseReader, clause: Span, barred: Sequence[Span]) -> Mention | None:
    """The first place or event that a preposition brings inside a clause, outside the barred spans."""
    first, last = reader.tokens.within(clause.start, clause.end)
    for at in range(first, last - 1):
        token = reader.tokens[at]
        if token.low in LEADS and not any(span.start <= token.start < span.end for span in barred):
            found = _place_after(reader, at + 1, clause.end)
            if found:
                return found
    return None


def _place_after(reader: PhraseReader, at: int, end: int) -> Mention | None:
    """The place that starts at a token: a name of one, or an event."""
    lead = at
    if reader.tokens[at].low in {"the", "a", "an"}:
        at += 1
    unit = reader.units.get(at)
    if unit and _is_place(reader, unit):
        start, stop = reader.tokens[unit.start].start, reader.tokens[unit.end - 1].end
        return Mention(reader.text_of(unit), start, stop) if stop <= end else None
    token = reader.tokens[lead]
    event = EVENT.match(reader.text, token.start, end)
    return Mention(event.group(), event.start(), event.end()) if event else None


def _is_place(reader: PhraseReader, unit: Unit) -> bool:
    if unit.run:
        return reader.tokens[unit.start - 1].low in LEADS and unit.end - unit.start <= 2 and not unit.run.body
    if unit.hit is None:
        return False
    actors = [reader.index.actors[key] for key in unit.hit.ids("name", "metonym", "short")]
    return unit.hit.has("place", "metonym") or any(a.kind == "country" or a.forum or "assembly" in a.id for a in actors)
