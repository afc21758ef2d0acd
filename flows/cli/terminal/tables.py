"""A list as people, programs and spreadsheets read it: table, JSON array, CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import typer

from flows.cli.terminal.options import Format
from flows.runtime.shown import shown, shown_json, shown_line

TableRow = Mapping[str, Any]
# What a spreadsheet takes for the beginning of a formula, also in the wide letters of East Asian keyboards.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(value: Any) -> str:
    """A value as a table or spreadsheet shows it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return "; ".join(cell(part) for part in value)
    return str(value)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its heading, and how its cell is made of a row.

    ``keys`` are the fields in it, one below the other on a terminal, side by side in a pipe. On a terminal a ``wide``
    column gets the room that is left, the others as much as they need up to ``narrow`` letters. ``marked`` is the field
    with the spans of its one line that a terminal shows in bold.
    """

    heading: str
    keys: tuple[str, ...]
    longest: int = 400
    wide: bool = False
    narrow: int = 24
    form: Callable[[Any], str] = cell
    marked: str = ""

    def lines(self, row: TableRow) -> list[str]:
        """The cell's lines, without anything that could steer a terminal."""
        told = [_cut(shown_line(self.form(row[key])), self.longest) for key in self.keys]
        return [text for text in told if text]


def show(
    rows: Sequence[TableRow], columns: Sequence[Column], how: Format, *, fields: Sequence[str], nothing: str
) -> None:
    """Write the rows to standard output, in CSV their ``fields``; an empty table says ``nothing`` on standard error."""
    if how == "json":
        typer.echo(shown_json(rows, indent=2, default=_plain))
    elif how == "csv":
        _write_csv(rows, fields)
    elif rows:
        _write_table(rows, columns)
    else:
        typer.echo(nothing, err=True)


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _write_csv(rows: Sequence[TableRow], fields: Sequence[str]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(fields)
    writer.writerows([csv_cell(row[name]) for name in fields] for row in rows)


def csv_cell(value: Any) -> str:
    """A value as a spreadsheet takes it: nothing that it would take for a formula, lists of parts as JSON."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple)) and any(isinstance(part, dict) for part in value):
        return shown_json(value)
    text = shown(cell(value))
    return f"'{text}" if isinstance(value, (str, list, tuple)) and text.startswith(_FORMULA) else text


def _write_table(rows: Sequence[TableRow], columns: Sequence[Column]) -> None:
    # Where a table is drawn alone: JSON and CSV need none of it.
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    if not console.is_terminal:
        _write_plain(rows, columns)
        return
    filled = [column for column in columns if any(column.lines(row) for row in rows)]
    wide = any(column.wide for column in filled)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=0, show_edge=False, expand=wide)
    for column in filled:
        room: dict[str, int] = {"ratio": 1} if column.wide else {"max_width": column.narrow}
        table.add_column(column.heading, overflow="fold", vertical="top", **room)  # type: ignore[arg-type]
    for row in rows:
        cells = [Text("\n".join(column.lines(row))) for column in filled]
        for column, text in zip(filled, cells, strict=True):
            for start, end in row[column.marked] if column.marked else ():
                text.stylize("bold", start, end)
        table.add_row(*cells)
    console.print(table)


def _write_plain(rows: Sequence[TableRow], columns: Sequence[Column]) -> None:
    """One line a row for a pipe, however long it gets: nothing is folded or cut away."""
    cells = [tuple(" · ".join(column.lines(row)) for column in columns) for row in rows]
    lines = [tuple(column.heading for column in columns), *cells]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    for line in lines:
        typer.echo("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
