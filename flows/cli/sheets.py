"""Claims, statements and articles as CSV files for spreadsheets, with the columns of the lists."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.cli.listing import flat_rows as rows
from flows.cli.terminal.tables import csv_cell
from storage.engine.private import open_private

if TYPE_CHECKING:
    from storage.store import Store


def write_sheets(store: Store, folder: Path, since: datetime | None) -> int:
    """Write three files into a folder; how many rows."""
    claims = (rows.claim_row(one.judged) for one in store.each_claim(since))
    statements = (rows.statement_row(one) for one in store.each_statement(since))
    articles = (rows.article_row(one) for one in store.each_article(since))
    return (
        _write(folder / "claims.csv", rows.CLAIM_FIELDS, claims)
        + _write(folder / "statements.csv", rows.STATEMENT_FIELDS, statements)
        + _write(folder / "articles.csv", rows.ARTICLE_FIELDS, articles)
    )


def _write(file: Path, fields: tuple[str, ...], found: Iterable[dict[str, Any]]) -> int:
    number = 0
    # With the mark by which spreadsheets know UTF-8.
    with io.TextIOWrapper(open_private(file), encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(fields)
        for row in found:
            writer.writerow([csv_cell(row[name]) for name in fields])
            number += 1
    return number
