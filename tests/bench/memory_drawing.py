"""Memory over many passes as a small SVG that reads on light and dark pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 260, 56, 40, 24
COLOURS = ("#2f6f9f", "#b5651d")
POINTS = 240
STYLE = "text{font:12px system-ui,sans-serif;fill:#666}line{stroke:#8886}polyline{fill:none;stroke-width:2}"


def draw(series: Mapping[str, Sequence[int]]) -> str:
    """Bytes by pass, a line for each name."""
    passes = max(map(len, series.values()))
    most = -(-max(map(max, series.values())) // 100_000_000) * 100_000_000
    parts = [_grid(most, passes)]
    for (name, values), colour in zip(series.items(), cycle(COLOURS), strict=False):
        parts.append(_line(name, values, colour, most, passes))
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"><title>Memory over {passes} passes</title>'
    return f"{head}\n<style>{STYLE}</style>\n" + "\n".join(parts) + "\n</svg>\n"


def _line(name: str, values: Sequence[int], colour: str, most: int, passes: int) -> str:
    step = max(len(values) // POINTS, 1)
    shown = [*range(0, len(values), step), len(values) - 1]
    points = " ".join(f"{_x(at + 1, passes):.1f},{_y(values[at], most):.1f}" for at in shown)
    label = f'<text x="{WIDTH - 8}" y="{_y(values[-1], most) - 8:.1f}" text-anchor="end">{name}</text>'
    return f'<polyline stroke="{colour}" points="{points}"/>\n{label}'


def _grid(most: int, passes: int) -> str:
    rows = []
    for level in range(0, most + 1, 100_000_000):
        y = _y(level, most)
        rows.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - 8}" y2="{y:.1f}"/>')
        rows.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{level // 1_000_000} MB</text>')
    rows += [
        f'<text x="{_x(number, passes):.1f}" y="{HEIGHT - 16}" text-anchor="middle">{number}</text>'
        for number in (1, passes // 2, passes)
    ]
    rows.append(f'<text x="{LEFT}" y="{HEIGHT - 2}">passes</text>')
    return "\n".join(rows)


def _x(number: int, passes: int) -> float:
    return LEFT + (WIDTH - LEFT - 20) * number / max(passes, 1)


def _y(value: int, most: int) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / most
