"""Where things lie around a statement: its sentence, the clause of attribution, what was said, times and mentions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc

from extractors.languages.known import language_of
from extractors.records import Span
from extractors.sentences.marks import Attribution
from extractors.sentences.phrases import NamedMention
from extractors.sentences.times import TimeExpression
from extractors.statements.speakers.coreference import sentence_starts

LONGEST = 4000  # characters of a sentence on either side of a statement; lists and torn pages have longer ones


class Surroundings:
    """Answers by binary search, so that a long article costs no more a statement than a short one."""

    def __init__(self, doc: Doc) -> None:
        self.text: str = doc._.phrases.text
        attributions: Sequence[Attribution] = doc._.attributions
        self.places = sorted((place_of(a), number) for number, a in enumerate(attributions))
        self.contents = sorted((span.start, span.end) for a in attributions for span in a.content)
        self.mentions: Sequence[NamedMention] = doc._.mentions
        quotations = sorted((q.start, q.end) for q in doc._.quotations if q.role == "speech")
        self.times = [time for time in language_of(doc.lang_).times(self.text) if not _inside(quotations, time.start)]
        self.semicolons = [at for at, sign in enumerate(self.text) if sign == ";" and not _inside(quotations, at)]
        self._sentences = sentence_starts(doc)
        self._mention_starts = [mention.start for mention in self.mentions]
        self._time_starts = [time.start for time in self.times]

    def sentence(self, at: int) -> Span:
        """The sentence around an offset."""
        number = bisect_right(self._sentences, at)
        end = self._sentences[number] if number < len(self._sentences) else len(self.text)
        return Span(max(self._sentences[max(0, number - 1)], at - LONGEST), min(end, at + LONGEST))

    def segment(self, at: int) -> Span:
        """The sentence around an offset, cut at the semicolons that lie outside quotations."""
        sentence = self.sentence(at)
        cut = bisect_left(self.semicolons, at)
        start = self.semicolons[cut - 1] if cut else sentence.start
        end = self.semicolons[cut] if cut < len(self.semicolons) else sentence.end
        return Span(max(sentence.start, start), min(sentence.end, end))

    def is_content(self, at: int) -> bool:
        """Whether an offset lies in what somebody said."""
        return _inside(self.contents, at)

    def contents_in(self, span: Span) -> list[Span]:
        """What was said inside a stretch, or reaching into it."""
        first = max(0, bisect_left(self.contents, (span.start, 0)) - 1)
        last = bisect_left(self.contents, (span.end, 0))
        return [Span(start, end) for start, end in self.contents[first:last] if end > span.start]

    def attributions_in(self, span: Span) -> list[tuple[int, int]]:
        """(offset, number) of the attributions whose cue lies in a stretch."""
        return self.places[bisect_left(self.places, (span.start, -1)) : bisect_left(self.places, (span.end, -1))]

    def mentions_in(self, span: Span) -> Sequence[NamedMention]:
        """The mentions that start in a stretch."""
        first, last = (bisect_left(self._mention_starts, at) for at in (span.start, span.end))
        return self.mentions[first:last]

    def times_in(self, span: Span) -> list[TimeExpression]:
        """The expressions of time that start in a stretch, outside quotations."""
        first, last = (bisect_left(self._time_starts, at) for at in (span.start, span.end))
        return self.times[first:last]


def place_of(attribution: Attribution) -> int:
    """Where an attribution stands: its cue, else its speaker, else what was said."""
    if attribution.cue:
        return attribution.cue.start
    return attribution.speaker.start if attribution.speaker else attribution.content[0].start


def _inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    number = bisect_right(spans, (at, 1 << 60)) - 1
    return number >= 0 and spans[number][0] <= at < spans[number][1]
