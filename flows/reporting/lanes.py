"""The timeline: for each topic a lane a voice, in it a mark a claim, as high as its rung, and a line from rung to rung.

Numbers for an SVG: across in hundredths of the width, so that it fits every screen; down in pixels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from extractors.records import RUNGS, ClaimRecord, Position, Topic
from flows.reporting.axis import Axis
from flows.reporting.standings import day_of

MOST_LANES = 12
MOST_MARKS = 40  # a lane; more could not be told apart even on a wide screen
ROW, EDGE = 8, 9
HEIGHT = 2 * EDGE + (len(RUNGS) - 1) * ROW
Shape = Literal["sure", "probable", "possible"]
_SHAPES: tuple[tuple[float, Shape], ...] = ((0.8, "sure"), (0.6, "probable"), (0.0, "possible"))
_TITLE = 80  # characters


@dataclass(frozen=True, slots=True)
class Dot:
    """A claim's place in its lane, and what it tells when pointed at."""

    x: float
    y: int
    position: Position
    shape: Shape
    claim: str
    title: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One voice on one topic. ``claims`` counts all of its claims, also those too many to be drawn.

    ``line`` is an SVG path, level while a position is held and upright where it moves.
    """

    key: str
    name: str
    dots: tuple[Dot, ...]
    line: str
    latest: Position
    claims: int


def lanes_on(topic: Topic, of_voice: Mapping[str, Sequence[ClaimRecord]], axis: Axis) -> tuple[Lane, ...]:
    """The lanes of those who said most on a topic; ``of_voice`` has each voice's claims in their order."""
    on_topic = {key: [claim for claim in said if claim.topic == topic] for key, said in of_voice.items()}
    told = sorted(((key, said) for key, said in on_topic.items() if said), key=lambda one: (-len(one[1]), one[0]))
    return tuple(_lane(key, said, axis) for key, said in told[:MOST_LANES])


def shape_of(certainty: float) -> Shape:
    """How a claim's certainty is drawn."""
    return next((shape for least, shape in _SHAPES if certainty >= least), "possible")


def height_of(position: Position) -> int:
    """How far down a rung lies, in pixels."""
    return EDGE + (max(RUNGS.values()) - RUNGS[position]) * ROW


def line_of(said: Sequence[ClaimRecord], axis: Axis) -> str:
    """The SVG path through a voice's claims on one topic, up to the axis' end; empty where there are none."""
    if not said:
        return ""
    held = height_of(said[0].position)
    path = [f"M{axis.at(day_of(said[0])):g} {held}"]
    for claim in said[1:]:
        if height_of(claim.position) != held:
            held = height_of(claim.position)
            path.append(f"H{axis.at(day_of(claim)):g}V{held}")
    return "".join([*path, "H100"])  # past the last mark, so that one of today has a line, too


def _lane(key: str, said: Sequence[ClaimRecord], axis: Axis) -> Lane:
    dots = tuple(_dot(claim, axis) for claim in _drawn(said))
    return Lane(key, said[-1].speaker_name, dots, line_of(said, axis), said[-1].position, len(said))


def _drawn(said: Sequence[ClaimRecord]) -> Sequence[ClaimRecord]:
    """Where there are too many: every move on the ladder, then the latest."""
    if len(said) <= MOST_MARKS:
        return said
    moves = {said[0].id, *(b.id for a, b in pairwise(said) if a.position != b.position)}
    wanted = sorted(said, key=lambda claim: (claim.id in moves, day_of(claim)), reverse=True)[:MOST_MARKS]
    kept = {claim.id for claim in wanted}
    return [claim for claim in said if claim.id in kept]


def _dot(claim: ClaimRecord, axis: Axis) -> Dot:
    words = claim.words if len(claim.words) <= _TITLE else claim.words[: _TITLE - 1] + "…"
    day: date = day_of(claim)
    title = f"{day:%-d %b %Y}: {claim.position}, {claim.certainty:.0%} sure. “{words}” ({claim.outlet})"
    x, y = axis.at(day), height_of(claim.position)
    return Dot(x, y, claim.position, shape_of(claim.certainty), claim.id, title)
