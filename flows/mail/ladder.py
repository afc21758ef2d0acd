"""The ladder from against to accomplished as a small picture: where a speaker stood, and stands.

Drawn at twice its shown size on a transparent ground, in middle tones that read on light and on dark mails.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from extractors.records import RUNGS, Position

SCALE = 2  # pixels a point, for the screens of phones
WIDTH, HEIGHT = 340, 78
MARGIN, TRACK = 30, 40
GREY = "#7d8590"
COLOURS: dict[Position, str] = {
    "opposes": "#c4532d",
    "premature": "#c97a1e",
    "conditional": "#a68a1f",
    "considering": "#7d8590",
    "supports": "#4a8fb5",
    "decided": "#2f7fd1",
    "done": "#2a9d6e",
}


# Seven rungs, each from none or one of the six others: 49 pictures are all that there are.
@lru_cache(maxsize=64)
def ladder_png(position: Position, before: Position | None) -> bytes:
    """Draw the ladder with the new rung filled and the old one hollow, an arrow between; bytes of a PNG."""
    image = Image.new("RGBA", (WIDTH * SCALE, HEIGHT * SCALE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    _line(draw, _x("opposes"), _x("done"), GREY, 2)
    for rung in RUNGS:
        _dot(draw, rung, 4, GREY)
    if before:
        _line(draw, _x(before), _x(position), COLOURS[position], 4)
        _dot(draw, before, 8, GREY, hollow=True)
        _label(draw, before, "was " + before, 10, GREY)
    _dot(draw, position, 10, COLOURS[position])
    _label(draw, position, position, HEIGHT - 12, COLOURS[position])
    _ends(draw, position)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _x(rung: Position) -> int:
    step = (WIDTH - 2 * MARGIN) / (len(RUNGS) - 1)
    return round(MARGIN + step * list(RUNGS).index(rung))


def _line(draw: ImageDraw.ImageDraw, start: int, end: int, colour: str, width: int) -> None:
    draw.line([(start * SCALE, TRACK * SCALE), (end * SCALE, TRACK * SCALE)], fill=colour, width=width * SCALE)


def _dot(draw: ImageDraw.ImageDraw, rung: Position, radius: int, colour: str, hollow: bool = False) -> None:
    x, y, r = _x(rung) * SCALE, TRACK * SCALE, radius * SCALE
    draw.ellipse([x - r, y - r, x + r, y + r], fill=None if hollow else colour)
    if hollow:
        draw.ellipse([x - r, y - r, x + r, y + r], fill=(0, 0, 0, 0), outline=colour, width=3 * SCALE)


def _label(draw: ImageDraw.ImageDraw, rung: Position, text: str, y: int, colour: str) -> None:
    font = ImageFont.load_default(13 * SCALE)
    half = draw.textlength(text, font=font) / 2
    x = min(max(_x(rung) * SCALE, half + SCALE), WIDTH * SCALE - half - SCALE)
    draw.text((x, y * SCALE), text, font=font, fill=colour, anchor="mm")


def _ends(draw: ImageDraw.ImageDraw, position: Position) -> None:
    font = ImageFont.load_default(10 * SCALE)
    if RUNGS[position] > 0:
        draw.text((SCALE * 4, (HEIGHT - 12) * SCALE), "against", font=font, fill=GREY, anchor="lm")
    if RUNGS[position] < RUNGS["considering"]:
        draw.text(((WIDTH - 4) * SCALE, (HEIGHT - 12) * SCALE), "accomplished", font=font, fill=GREY, anchor="rm")
