"""Cells of a list as a spreadsheet takes them."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest

from flows.cli.terminal.tables import Column, show

COLUMNS = (Column("what", ("what",)),)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param("=1+1", "'=1+1", id="formula"),
        pytest.param("+1", "'+1", id="plus"),
        pytest.param("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\t=1+1", "'\t=1+1", id="tab before it"),
        pytest.param("\n=1+1", "'\n=1+1", id="line before it"),
        pytest.param("\u202e=1+1", "'=1+1", id="what is not shown before it"),
        pytest.param("＝1+1", "'＝1+1", id="wide letters"),
        pytest.param(["=1", "2"], "'=1; 2", id="list"),
        pytest.param("a = b", "a = b", id="in the middle"),
        pytest.param("“Never”", "“Never”", id="quotation"),
        pytest.param(-1.5, "-1.5", id="number"),
        pytest.param(date(2026, 5, 4), "2026-05-04", id="day"),
        pytest.param(datetime(2026, 5, 4, 9, tzinfo=UTC), "2026-05-04T09:00:00+00:00", id="moment"),
        pytest.param(None, "", id="nothing"),
        pytest.param([{"start": 1, "text": "=a"}], '[{"start": 1, "text": "=a"}]', id="evidence"),
    ],
)
def test_a_cell_is_no_formula(value: Any, written: str, capsys: pytest.CaptureFixture[str]) -> None:
    show([{"what": value}], COLUMNS, "csv", fields=("what",), nothing="")
    heading, cells = list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))
    assert (heading, cells) == (["what"], [written])
