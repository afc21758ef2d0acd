"""Articles as the learned judge reads them: word pieces in windows, with the passages to be judged marked in them.

A passage is a statement, or a sentence of the outlet's own. Every word piece carries one role: in whose words it lies
(side and kind of the statement), in a cue, in a speaker's name, or in none. A window is the article's first sentence,
a stretch of what stands before, and new text; each passage is judged in the window in which it begins.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from extractors.lexicon import Actor
from extractors.records import Span, Statement, StatementKind

SIDES = ("russia", "iea", "other", None)
KINDS: tuple[StatementKind, ...] = ("direct", "mixed", "indirect")
NARRATIVE = 1 + len(SIDES) * len(KINDS)
CUE, SPEAKER = NARRATIVE + 1, NARRATIVE + 2
ROLES = SPEAKER + 1

LONGEST = 384  # word pieces in a window
_OPENING = 40  # of the article's first sentence, before every later window
_BEFORE = 48  # of what stands before a later window

_SHORTEST = 25  # characters of a sentence that may report something

START, STOP = 101, 102  # the pieces [CLS] and [SEP]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words to be judged: where they stand, whose they are, how they are rendered."""

    content: tuple[Span, ...]
    kind: StatementKind
    side: str | None = None
    cue: Span | None = None
    speaker: Span | None = None

    @property
    def role(self) -> int:
        """The number that its word pieces carry."""
        if self.kind == "narrative":
            return NARRATIVE
        side = self.side if self.side in SIDES else None
        return 1 + SIDES.index(side) * len(KINDS) + KINDS.index(self.kind)


def passage_of(statement: Statement, actors: Mapping[str, Actor]) -> Passage:
    """A statement as a passage."""
    cue, speaker = statement.cue, statement.speaker
    actor = actors.get(speaker.actor or "") if speaker else None
    return Passage(
        statement.content,
        statement.kind,
        actor.side if actor else None,
        Span(cue.start, cue.end) if cue else None,
        Span(speaker.start, speaker.end) if speaker else None,
    )


def free_sentences(sentences: Sequence[Span], taken: Sequence[Span]) -> Iterator[Passage]:
    """The sentences in which nothing stands that is taken, as the outlet's own words."""
    spans = sorted(taken, key=lambda span: span.start)
    starts = [span.start for span in spans]
    reach = [0, *accumulate((span.end for span in spans), max)]
    for sentence in sentences:
        free = reach[bisect_left(starts, sentence.end)] <= sentence.start
        if free and sentence.end - sentence.start > _SHORTEST:
            yield Passage((sentence,), "narrative")


@dataclass(frozen=True, slots=True)
class Pieces:
    """An article's word pieces: their numbers in the vocabulary, and where each stands in the text."""

    ids: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]

    def within(self, span: Span) -> range:
        """The pieces of a span."""
        return range(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))


@dataclass(frozen=True, slots=True)
class Window:
    """One input: pieces, their roles, and for each passage judged in it its number and the places of its pieces."""

    ids: tuple[int, ...]
    roles: tuple[int, ...]
    passages: tuple[tuple[int, tuple[int, ...]], ...]


def windows_of(pieces: Pieces, passages: Sequence[Passage], sentences: Sequence[Span]) -> Iterator[Window]:
    """Windows that hold a passage, in the order of the text; one that has no pieces is in none."""
    places = [sorted({at for span in one.content for at in pieces.within(span)}) for one in passages]
    roles = _roles(pieces, passages, places)
    opening = pieces.within(sentences[0])[:_OPENING] if sentences else range(0)
    begins: dict[int, list[int]] = {}
    for number, each in enumerate(places):
        if each:
            begins.setdefault(each[0], []).append(number)
    for stretch in _stretches(len(pieces.ids), [pieces.within(one).start for one in sentences], places):
        here = [number for at in stretch for number in begins.get(at, ())]
        if here:
            yield _window(pieces, roles, places, here, stretch, opening)


def _roles(pieces: Pieces, passages: Sequence[Passage], places: Sequence[Sequence[int]]) -> list[int]:
    roles = [0] * len(pieces.ids)
    for passage, here in zip(passages, places, strict=True):
        for span, role in ((passage.cue, CUE), (passage.speaker, SPEAKER)):
            for at in pieces.within(span) if span else ():
                roles[at] = role
        for at in here:
            roles[at] = passage.role
    return roles


def _stretches(length: int, starts: Sequence[int], places: Sequence[Sequence[int]]) -> Iterator[range]:
    """The text in parts of a window's length, cut where a sentence begins that lies in no passage, if there is one."""
    inside = {at for each in places if each for at in range(each[0] + 1, each[-1] + 1)}
    cuts = sorted(at for at in set(starts) if at not in inside)
    start = 0
    while start < length:
        room = LONGEST - 2 - (_OPENING + _BEFORE + 1 if start else 0)
        stop = start + room
        if stop < length:
            best = cuts[bisect_right(cuts, stop) - 1] if cuts else start
            stop = best if best > start + room // 2 else stop
        yield range(start, min(stop, length))
        start = stop


def _window(
    pieces: Pieces,
    roles: Sequence[int],
    places: Sequence[Sequence[int]],
    here: Sequence[int],
    stretch: range,
    opening: range,
) -> Window:
    before = range(max(stretch.start - _BEFORE, 0), stretch.start)
    lead = [at for at in opening if at < before.start] if stretch.start else []
    shown = [*before, *stretch]
    ids = [START, *(pieces.ids[at] for at in lead), *([STOP] if lead else []), *(pieces.ids[at] for at in shown), STOP]
    marks = [0, *(roles[at] for at in lead), *([0] if lead else []), *(roles[at] for at in shown), 0]
    first = 1 + len(lead) + bool(lead) - shown[0]
    inside = [tuple(at + first for at in places[number] if at < stretch.stop) for number in here]
    return Window(tuple(ids), tuple(marks), tuple(zip(here, inside, strict=True)))
