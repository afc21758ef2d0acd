"""Finds where something was said: "in Tashkent", "at the UN General Assembly", in an attribution's clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.languages.en.phrases.noun_phrases import PhraseReader
from extractors.languages.en.phrases.phrase_units import Unit
from extractors.records import Mention, Span
from extractors.sentences.around import lies_within

LEADS = frozenset({"in", "at", "from"})
EVENTS = (
    "conference summit forum briefing meeting assembly headquarters ceremony rally session hearing talks event debate"
)
EVENT = re.compile(
    rf"(?i:(?:the |an? |his |her |their |its )?(?:[\w’'-]+ ){{0,3}}?(?:{'|'.join(EVENTS.split())}|consultations))\b"
)


def place_in(reader: PhraseReader, clause: Span, barred: Sequence[Span]) -> Mention | None:
    """The first place that a preposition brings inside a clause, outside the barred spans; else the first event."""
    first, last = reader.tokens.within(clause.start, clause.end)
    leads = [at for at in range(first, last - 1) if reader.tokens[at].low in LEADS]
    free = [at + 1 for at in leads if not lies_within(barred, reader.tokens[at].start)]
    places = (_place_at(reader, at, clause.end) for at in free)
    events = (_event_at(reader, at, clause.end) for at in free)
    return next((found for found in (*places, *events) if found), None)


def _place_at(reader: PhraseReader, at: int, end: int) -> Mention | None:
    """The name of a place that starts at a token, behind an article."""
    if reader.tokens[at].low in {"the", "a", "an"}:
        at += 1
    unit = reader.units.get(at)
    if unit and _is_place(reader, unit):
        start, stop = reader.tokens[unit.start].start, reader.tokens[unit.end - 1].end
        return Mention(reader.text_of(unit), start, stop) if stop <= end else None
    return None


def _event_at(reader: PhraseReader, at: int, end: int) -> Mention | None:
    """ "a news conference", "Tuesday's briefing" (the day is no part of it)."""
    if at + 2 < len(reader.tokens) and reader.tokens[at].low in reader.words["calendar"]:
        at += 2
    event = EVENT.match(reader.text, reader.tokens[at].start, end)
    return Mention(event.group(), event.start(), event.end()) if event else None


def _is_place(reader: PhraseReader, unit: Unit) -> bool:
    if unit.run:
        return reader.tokens[unit.start - 1].low in LEADS and unit.end - unit.start <= 2 and not unit.run.body
    if unit.hit is None:
        return False
    actors = [reader.index.actors[key] for key in unit.hit.ids("name", "metonym", "short")]
    return unit.hit.has("place", "metonym") or any(a.kind == "country" or a.forum or "assembly" in a.id for a in actors)
