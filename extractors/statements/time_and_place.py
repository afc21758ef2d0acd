"""Decides when and where each statement was made: ``rw_occasions`` writes ``doc._.occasions``.

A day counts when it stands in the clause of attribution, never when it stands in what was said. An occasion carries on
to later statements of the same speaker until the text tells another time, vague or exact; a speaker whose first words
are told without a day gets that of the statement right after.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from extractors.languages.en.phrases.places import place_in
from extractors.records import Mention, Span
from extractors.sentences.marks import Attribution
from extractors.sentences.phrases import NamedMention
from extractors.sentences.times import TimeExpression
from extractors.statements.speakers.people import Figure
from extractors.statements.speakers.resolution import Resolved
from extractors.statements.surroundings import Surroundings

CLAUSE_REACH = 60  # characters from the sentence's start that a fronted "On Thursday" may lie
EVENT_REACH = 2  # statements after an event that it may date; by 1 four of 468 articles read otherwise, by 4 none
MEETING_REACH = 40  # characters before a day in which those met who issued a paper
NEXT = 1  # statements on; then a body's day no longer tells that of whoever speaks for it
ANCHORS = 12  # days told last; one farther back dates nothing
CROWD = 300  # speakers whose last occasion is remembered


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and where something was said, as far as the text tells."""

    said_on: date | None = None
    place: Mention | None = None


@dataclass(slots=True)
class _LastOccasion:
    """What the text told last of when and where somebody spoke; ``at`` is the number of the attribution.

    An ``event`` is a day on which somebody did something else: it tells the day of what is said right after.
    """

    occasion: Occasion
    at: int
    event: bool = False


class Timer:
    """Dates the attributions of one Doc."""

    def __init__(self, doc: Doc) -> None:
        self.text: str = doc._.phrases.text
        self.doc = doc
        self.patterns = doc._.phrases.index.patterns
        self.published: date | None = doc.user_data.get("published_day")
        self.attributions: Sequence[Attribution] = doc._.attributions
        self.resolved: Sequence[Resolved] = doc._.resolved
        self.occasions: list[Occasion] = [Occasion()] * len(self.attributions)
        self.explicit: set[int] = set()
        self.around = Surroundings(doc)
        self.told: dict[int, _LastOccasion] = {}
        self.figures: dict[int, Figure] = {}
        self.anchors: list[tuple[int, date]] = []

    def occasions_of(self) -> tuple[Occasion, ...]:
        """One occasion for each attribution, in their order."""
        waiting = deque(self.around.times)
        for place, number in self.around.places:
            end = self.around.sentence(place).end
            while waiting and waiting[0].start < end:
                self._pass(waiting.popleft(), number)
            self._date(number, place)
        return tuple(self.occasions)

    # --- the text between the statements -----------------------------------------------------------------------------

    def _pass(self, time: TimeExpression, upcoming: int) -> None:
        """Remembers a day that the text tells: to count from, and for the person who met or spoke on it."""
        if time.kind == "vague":
            self._forget(time)
        if time.kind not in {"day", "relative"}:
            return
        day = time.day(self.published, self._anchor(time.start))
        if day is None:
            return
        self.anchors.append((time.start, day))
        subject = self._subject_before(time)
        if subject is not None and (figure := self.doc._.figures.get(subject.start)) is not None:
            self._tell(figure, _LastOccasion(Occasion(day), upcoming, event=True))

    def _tell(self, figure: Figure, told: _LastOccasion) -> None:
        self.told[id(figure)] = told
        self.figures[id(figure)] = figure
        if len(self.told) > CROWD:
            del self.told[next(iter(self.told))]

    def _forget(self, time: TimeExpression) -> None:
        """A vague time in a sentence of its own ends the occasion of that sentence's subject."""
        sentence = self.around.sentence(time.start)
        if self.around.attributions_in(sentence):
            return
        for mention in self.around.mentions_in(sentence):
            if mention.subject and (figure := self.doc._.figures.get(mention.start)):
                self.told.pop(id(figure), None)
                return

    def _subject_before(self, time: TimeExpression) -> NamedMention | None:
        """The subject of the clause around a day, if the clause tells of a meeting or a speech that has been."""
        sentence = self.around.sentence(time.start)
        in_content = self.around.is_content(time.start)
        if in_content and not self.patterns["met-or-spoke"].search(self.text, sentence.start, sentence.end):
            return None
        to_come = self.patterns["not-yet"].search(self.text, sentence.start, time.start)
        if to_come or self._is_aside(time, sentence, sentence.end):
            return None
        before = self.around.mentions_in(Span(sentence.start, time.start))
        inside = [m for m in before if m.subject and self.around.is_content(m.start) == in_content]
        return inside[-1] if inside else None

    # --- one statement -----------------------------------------------------------------------------------------------

    def _date(self, number: int, place: int) -> None:
        figure = self.resolved[number].figure
        time = self._time_of(number, place)
        where = self._where(number, place)
        if time is None:
            carried = self._carried(number, figure)
            self.occasions[number] = Occasion(carried.said_on, where or carried.place)
        else:
            self.occasions[number] = Occasion(self._day(time, self.attributions[number]), where)
            self.explicit.add(number)
            self._carry_back(number, figure)
        if figure is not None:
            self._tell(figure, _LastOccasion(self.occasions[number], number))
        if (said_on := self.occasions[number].said_on) is not None:
            self.anchors.append((place, said_on))

    def _day(self, time: TimeExpression, attribution: Attribution) -> date | None:
        """The day of an expression; "a day after" counts only for whoever is spoken of after it."""
        start = attribution.speaker.start if attribution.speaker else time.start
        if time.kind == "clause" and start < time.start:
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
            return Occasion() if told.event and number - told.at > EVENT_REACH else told.occasion
        return self._carried_from_another(number, figure)

    def _carried_from_another(self, number: int, figure: Figure) -> Occasion:
        addressee = self.resolved[number].addressee
        for key, told in self.told.items():
            other = self.figures[key]
            if other.kind == "body" and number - told.at <= NEXT and _speaks_for(figure, other):
                return told.occasion
            if other.kind == "person" and other.key and addressee and other.key == addressee.actor:
                return told.occasion
        return Occasion()

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

    def _time_of(self, number: int, place: int) -> TimeExpression | None:
        """The expression of time that belongs to this statement's clause."""
        segment = self.around.segment(place)
        inside = [t for t in self.around.times_in(segment) if not self._is_aside(t, segment, place)]
        outside = [t for t in inside if not self.around.is_content(t.start)]
        told = self.around.attributions_in(segment)
        own = [t for t in outside if min((abs(at - t.start), n) for at, n in told)[1] == number]
        if own:
            return min(own, key=lambda t: abs(t.start - place))
        fronted = [t for t in outside if t.start < told[0][0] and t.start - segment.start < CLAUSE_REACH]
        return fronted[0] if fronted else self._of_document(number, inside)

    def _is_aside(self, time: TimeExpression, segment: Span, place: int) -> bool:
        """A time of the question that a statement answers, or of what its speaker did besides: "who met on Monday"."""
        if time.start > place:
            return False
        if self.patterns["asked-what"].search(self.text, segment.start, time.start):
            return not self.patterns["asked-about-it"].search(self.text, segment.start, time.start)
        relative = self.patterns["told-besides"].search(self.text, segment.start, time.start)
        return relative is not None and not self.patterns["spoke"].search(relative.group())

    def _of_document(self, number: int, inside: list[TimeExpression]) -> TimeExpression | None:
        """A joint document is of the day on which those met who made it, even where its content tells that."""
        figure = self.resolved[number].figure
        if figure is None or "document" not in figure.words:
            return None
        met = self.patterns["met"]
        return next((t for t in inside if met.search(self.text, max(0, t.start - MEETING_REACH), t.start)), None)

    def _where(self, number: int, place: int) -> Mention | None:
        segment = self.around.segment(place)
        barred = self.around.contents_in(segment)
        barred += [Span(m.start, m.end) for m in self.around.mentions_in(segment)]
        speaker = self.attributions[number].speaker
        return place_in(self.doc._.phrases, segment, [*barred, speaker] if speaker else barred)

    def _anchor(self, at: int) -> date | None:
        """The day that the text told last before an offset."""
        before = [(place, day) for place, day in self.anchors[-ANCHORS:] if place < at]
        return max(before)[1] if before else None


def _speaks_for(figure: Figure, body: Figure) -> bool:
    """Whether somebody belongs to a body, or is a spokesperson of whom nothing says whose."""
    if figure.actor:
        return body.key is not None and body.key == figure.actor.belongs_to
    return "spokesperson" in figure.roles and (not figure.of or body.key in figure.of)


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
