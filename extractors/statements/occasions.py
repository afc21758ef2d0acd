"""Decides when and where each statement was made: ``rw_occasions`` writes ``doc._.occasions``.

A day counts when it stands in the clause of attribution, never when it stands in what was said. An occasion carries on
to later statements of the same speaker until the text tells another time, vague or exact; a speaker whose first words
are told without a day gets that of the statement right after.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from extractors.records import Mention, Span
from extractors.statements.days import TimeExpression, find_times
from extractors.statements.mentions import NamedMention
from extractors.statements.people import Figure
from extractors.statements.places import place_in
from extractors.statements.raw import Attribution
from extractors.statements.resolution import Resolved

MET = re.compile(
    r"\b(?:promised|pledged|told|said|announced|met|assured|informed|spoke|received|opened|signed|addressed|talks|meeting)\b"
)
NOT_YET = re.compile(r"\b(?:will|would|may|might|could|to|plans?|due)\b")
ASKED = re.compile(r"\b(?:[Aa]sked|question)\b.*\b(?:whether|if|why|how|what|when|about)\b", re.DOTALL)
CLAUSE_REACH = 60
EVENT_REACH = 1  # an event tells the day of what its subject says next, not of what it says later


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and where something was said, as far as the text tells."""

    said_on: date | None = None
    place: Mention | None = None


@dataclass(slots=True)
class _Told:
    """What the text told last of when and where somebody spoke; ``at`` is the number of the attribution."""

    occasion: Occasion
    at: int


class Timer:
    """Dates the attributions of one Doc."""

    def __init__(self, doc: Doc) -> None:
        self.text: str = doc.text
        self.doc = doc
        published = doc.user_data.get("published_at")
        self.published: date | None = published.date() if published else None
        self.attributions: Sequence[Attribution] = doc._.attributions
        self.resolved: Sequence[Resolved] = doc._.resolved
        self.contents = sorted((span.start, span.end) for a in self.attributions for span in a.content)
        self.quotes = sorted((q.start, q.end) for q in doc._.quotations if q.role == "speech")
        self.sentences = [sentence.start_char for sentence in doc.sents] or [0]
        self.times = [time for time in find_times(doc.text) if not _inside(self.quotes, time.start)]
        self.told: dict[int, _Told] = {}
        self.anchors: list[tuple[int, date]] = []
        self.occasions: list[Occasion] = [Occasion()] * len(self.attributions)
        self.explicit: set[int] = set()

    def occasions_of(self) -> tuple[Occasion, ...]:
        """One occasion for each attribution, in their order."""
        events = [(self._place_of(a), number) for number, a in enumerate(self.attributions)]
        waiting = list(self.times)
        for place, number in sorted(events):
            while waiting and waiting[0].start < self._sentence_end(place):
                self._pass(waiting.pop(0))
            self._date(number)
        return tuple(self.occasions)

    # --- the text between the statements -----------------------------------------------------------------------------

    def _pass(self, time: TimeExpression) -> None:
        """Remembers a day that the text tells: to count from, and for the person who met or spoke on it."""
        if time.kind == "vague":
            self._forget(time)
            return
        day = time.day(self.published, self._anchor(time.start)) if time.kind != "clause" else None
        if day is None:
            return
        self.anchors.append((time.start, day))
        in_content = _inside(self.contents, time.start)
        subject = self._subject_before(time, in_content)
        if subject is not None and (figure := self._figure_at(subject)) is not None:
            self.told.setdefault(id(figure), _Told(Occasion(), -1))
            self.told[id(figure)] = _Told(Occasion(day), self._next_number(time.start))

    def _forget(self, time: TimeExpression) -> None:
        """A vague time in a sentence of its own ends the occasion of that sentence's subject."""
        start, end = self._sentence_start(time.start), self._sentence_end(time.start)
        if any(start <= self._place_of(a) < end for a in self.attributions):
            return
        for mention in self.doc._.mentions:
            if start <= mention.start < end and mention.subject and (figure := self._figure_at(mention)):
                self.told.pop(id(figure), None)
                return

    def _subject_before(self, time: TimeExpression, in_content: bool) -> NamedMention | None:
        """The subject of the clause around a day, if the clause tells of a meeting or a speech that has been."""
        start, end = self._sentence_start(time.start), self._sentence_end(time.start)
        clause = self.text[start:end]
        if (in_content and not MET.search(clause)) or NOT_YET.search(self.text[start : time.start]):
            return None
        before = [m for m in self.doc._.mentions if start <= m.start < time.start and m.subject]
        inside = [m for m in before if _inside(self.contents, m.start) == in_content]
        return inside[0] if inside else None

    def _figure_at(self, mention: NamedMention) -> Figure | None:
        figures: dict[int, Figure] = self.doc._.figures
        return figures.get(mention.start)

    def _next_number(self, at: int) -> int:
        return sum(self._place_of(a) < at for a in self.attributions)

    # --- one statement -----------------------------------------------------------------------------------------------

    def _date(self, number: int) -> None:
        attribution, figure = self.attributions[number], self.resolved[number].figure
        time = self._time_of(number)
        place = self._where(number)
        if time is None:
            carried = self._carried(number, figure)
            self.occasions[number] = Occasion(carried.said_on, place or carried.place)
        else:
            self.occasions[number] = Occasion(self._day(time, attribution), place)
            self.explicit.add(number)
            self._carry_back(number, figure)
        if figure is not None:
            self.told[id(figure)] = _Told(self.occasions[number], number)
        if (said_on := self.occasions[number].said_on) is not None:
            self.anchors.append((self._place_of(attribution), said_on))

    def _day(self, time: TimeExpression, attribution: Attribution) -> date | None:
        if time.kind == "clause" and self._speaker_start(attribution) < time.start:
            return None
        return time.day(self.published, self._anchor(time.start))

    def _carried(self, number: int, figure: Figure | None) -> Occasion:
        """The occasion of the speaker's last statement, of the body it speaks for, or of whom it spoke to."""
        inherits = self.attributions[number].inherits
        if inherits is not None and inherits < number:
            return self.occasions[inherits]
        if figure is None:
            return Occasion()
        if told := self.told.get(id(figure)):
            return told.occasion
        return self._carried_from_another(number, figure)

    def _carried_from_another(self, number: int, figure: Figure) -> Occasion:
        belongs_to = figure.actor.belongs_to if figure.actor else None
        addressee = self.resolved[number].addressee
        for other in self._told_figures():
            told = self.told[id(other)]
            if other.key and other.kind == "body" and other.key == belongs_to and number - told.at <= 1:
                return told.occasion
            if other.key and other.kind == "person" and addressee and other.key == addressee.actor:
                return told.occasion
        return Occasion()

    def _told_figures(self) -> list[Figure]:
        figures = {id(f): f for f in (*self.doc._.figures.values(), *(r.figure for r in self.resolved if r.figure))}
        return [figure for key, figure in figures.items() if key in self.told]

    def _carry_back(self, number: int, figure: Figure | None) -> None:
        """Gives the day to the statements of the same speaker right before that are told without any time."""
        said_on = self.occasions[number].said_on
        back = number - 1
        while said_on and figure and back >= 0 and self.resolved[back].figure is figure and back not in self.explicit:
            if self.occasions[back].said_on is not None:
                break
            self.occasions[back] = Occasion(said_on, self.occasions[back].place)
            back -= 1

    # --- the clause of attribution -----------------------------------------------------------------------------------

    def _time_of(self, number: int) -> TimeExpression | None:
        """The expression of time that belongs to this statement's clause."""
        at = self._place_of(self.attributions[number])
        segment = self._segment(at)
        inside = [t for t in self.times if segment.start <= t.start < segment.end]
        inside = [t for t in inside if not self._is_asked_about(t, segment, at)]
        own = [t for t in inside if not _inside(self.contents, t.start) and self._owner(t, segment) == number]
        if own:
            return min(own, key=lambda t: abs(t.start - at))
        fronted = [t for t in inside if not _inside(self.contents, t.start) and self._is_fronted(t, segment)]
        return fronted[0] if fronted else self._of_document(number, inside)

    def _is_asked_about(self, time: TimeExpression, segment: Span, at: int) -> bool:
        """A time inside the question that a statement answers: "asked whether they would meet in May, he said"."""
        return time.start < at and ASKED.search(self.text[segment.start : time.start]) is not None

    def _of_document(self, number: int, inside: list[TimeExpression]) -> TimeExpression | None:
        """A joint document is of the day on which those met who made it, even where its content tells that."""
        figure = self.resolved[number].figure
        if figure is None or "document" not in figure.words:
            return None
        return next((t for t in inside if re.search(r"\bmet\b", self.text[max(0, t.start - 40) : t.start])), None)

    def _owner(self, time: TimeExpression, segment: Span) -> int | None:
        """The attribution in the segment whose cue stands nearest to the expression."""
        near = [
            (abs(self._place_of(a) - time.start), number)
            for number, a in enumerate(self.attributions)
            if segment.start <= self._place_of(a) < segment.end
        ]
        return min(near)[1] if near else None

    def _is_fronted(self, time: TimeExpression, segment: Span) -> bool:
        first = min(
            (self._place_of(a) for a in self.attributions if segment.start <= self._place_of(a) < segment.end),
            default=segment.end,
        )
        return time.start < first and time.start - segment.start < CLAUSE_REACH

    def _where(self, number: int) -> Mention | None:
        attribution = self.attributions[number]
        segment = self._segment(self._place_of(attribution))
        barred = [Span(start, end) for start, end in self.contents if start < segment.end and end > segment.start]
        barred += [Span(m.start, m.end) for m in self.doc._.mentions if m.start < segment.end and m.end > segment.start]
        if attribution.speaker:
            barred.append(attribution.speaker)
        return place_in(self.doc._.phrases, segment, barred)

    def _segment(self, at: int) -> Span:
        """The sentence around an offset, cut at semicolons outside quotations."""
        start, end = self._sentence_start(at), self._sentence_end(at)
        for mark in re.finditer(";", self.text[start:end]):
            place = start + mark.start()
            if not _inside(self.quotes, place):
                start, end = (place, end) if place < at else (start, min(end, place))
        return Span(start, end)

    def _sentence_start(self, at: int) -> int:
        return self.sentences[max(0, bisect_right(self.sentences, at) - 1)]

    def _sentence_end(self, at: int) -> int:
        number = bisect_right(self.sentences, at)
        return self.sentences[number] if number < len(self.sentences) else len(self.text)

    def _place_of(self, attribution: Attribution) -> int:
        if attribution.cue:
            return attribution.cue.start
        return attribution.speaker.start if attribution.speaker else attribution.content[0].start

    def _speaker_start(self, attribution: Attribution) -> int:
        return attribution.speaker.start if attribution.speaker else self._place_of(attribution)

    def _anchor(self, at: int) -> date | None:
        """The day that the text told last before an offset."""
        before = [(place, day) for place, day in self.anchors if place < at]
        return max(before)[1] if before else None


def _inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    number = bisect_right(spans, (at, 1 << 60)) - 1
    return number >= 0 and spans[number][0] <= at < spans[number][1]


@Language.factory("rw_occasions")
def make_occasions(nlp: Language, name: str) -> Occasions:  # noqa: ARG001 - the factory's signature
    """The component: needs rw_resolution before it."""
    return Occasions()


class Occasions:
    """Writes ``doc._.occasions``: one ``Occasion`` for each attribution."""

    def __init__(self) -> None:
        if not Doc.has_extension("occasions"):
            Doc.set_extension("occasions", default=())

    def __call__(self, doc: Doc) -> Doc:
        doc._.occasions = Timer(doc).occasions_of()
        return doc
