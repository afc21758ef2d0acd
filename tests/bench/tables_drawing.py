"""The tables of the store as a small SVG, from the models: ``make tables`` writes docs/tables.svg."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa

from storage.layout.tables import metadata

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "tables.svg"
WIDTH, GAP, LINE, HEAD, PAD, EDGE = 168, 62, 14, 20, 18, 10
STYLE = (
    "text{font:11px system-ui,sans-serif;fill:#777}.t{font-weight:700}.k{font-weight:700;fill:#2f6f9f}"
    "rect{fill:none;stroke:#8888}path{fill:none;stroke:#b5651d;stroke-opacity:.7}"
)
Places = Mapping[str, tuple[int, int]]


def draw() -> str:
    """Each table a box with its columns, keys in bold; a line leads from what refers to what is referred to."""
    places = _places()
    parts = [_box(table, *places[table.name]) for table in metadata.sorted_tables]
    parts += [_line(key, places) for table in metadata.sorted_tables for key in _keys(table)]
    width = max(x for x, _ in places.values()) + WIDTH + EDGE
    height = max(places[table.name][1] + _height(table) for table in metadata.sorted_tables) + EDGE
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"><title>The tables of the store</title>'
    return f"{head}\n<style>{STYLE}</style>\n" + "\n".join(parts) + "\n</svg>\n"


def _keys(table: sa.Table) -> list[sa.ForeignKeyConstraint]:
    return sorted(table.foreign_key_constraints, key=lambda key: (key.referred_table.name, str(key.column_keys)))


def _depth(table: sa.Table) -> int:
    return max((_depth(key.referred_table) + 1 for key in table.foreign_key_constraints), default=0)


def _height(table: sa.Table) -> int:
    return HEAD + LINE * len(table.columns) + 4


def _places() -> Places:
    """What others refer to stands left of them; tables that stand alone fill the columns up."""
    tables = sorted(metadata.tables.values(), key=lambda table: (-len(table.columns), table.name))
    referred = {key.referred_table for table in tables for key in table.foreign_key_constraints}
    alone = [table for table in tables if not table.foreign_key_constraints and table not in referred]
    below = {_depth(table): EDGE for table in tables}
    places: dict[str, tuple[int, int]] = {}
    for table in [*(table for table in tables if table not in alone), *alone]:
        depth = min(below, key=lambda column: (below[column], column)) if table in alone else _depth(table)
        places[table.name] = (EDGE + depth * (WIDTH + GAP), below[depth])
        below[depth] += _height(table) + PAD
    return places


def _box(table: sa.Table, x: int, y: int) -> str:
    rows = [
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{_height(table)}" rx="4"/>',
        f'<text class="t" x="{x + 8}" y="{y + 14}">{table.name}</text>',
    ]
    for number, column in enumerate(table.columns, start=1):
        mark = ' class="k"' if column.primary_key else ""
        rows.append(f'<text{mark} x="{x + 8}" y="{y + HEAD + number * LINE - 3}">{column.name}</text>')
    return "\n".join(rows)


def _line(key: sa.ForeignKeyConstraint, places: Places) -> str:
    column = list(key.table.columns).index(key.elements[0].parent)
    x, y = places[key.table.name]
    to_x, to_y = places[key.referred_table.name]
    y += HEAD + column * LINE + LINE // 2
    to_x, to_y = to_x + WIDTH, to_y + HEAD // 2
    return f'<path d="M{x} {y} C{x - GAP // 2} {y} {to_x + GAP // 2} {to_y} {to_x} {to_y}"/>'


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
