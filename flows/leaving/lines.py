"""A whole store as JSON Lines: a line that says what it is, a line a row, a line with counts and hashes at the end."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from extractors.errors import StoreError
from storage.care.copying import TableCopy
from storage.care.leaving import Row, Tally, as_json, from_json, kinds_of

if TYPE_CHECKING:
    from storage.care.keeper import Keeper

_AT_ONCE = 500
_MEND = "name a file that `store export` wrote"


def write_lines(keeper: Keeper, stream: IO[str], since: datetime | None) -> Tally:
    """Write every row, or those that may have changed since a moment."""
    tally = Tally(since=since)
    _put(stream, {"recognition-watch": "store", "schema": tally.schema, "since": since and since.isoformat()})
    for name, batch in keeper.rows_out(tally):
        kinds = kinds_of(name)
        for row in batch:
            _put(stream, {"table": name, "row": as_json(kinds, row)})
    tables = {name: {"rows": one.rows, "hash": one.hash} for name, one in tally.tables.items()}
    _put(stream, {"end": tables, "oldest_page": tally.oldest_page and tally.oldest_page.isoformat()})
    return tally


def read_lines(keeper: Keeper, file: Path) -> int:
    """Fill an empty store with what was written, or go on by a part; how many rows came.

    StoreError where it is cut short or another.
    """
    with opened(file) as stream:
        lines = _parsed(file, stream)
        head = next(lines, {})
        if head.get("recognition-watch") != "store":
            raise StoreError(str(file), "is no export of a store", _MEND)
        tally = Tally(str(head.get("schema")), _moment(head.get("since")))
        return keeper.rows_in(_batches(lines, tally), lambda: tally)


@contextmanager
def opened(file: Path) -> Iterator[IO[str]]:
    """A file to read text from, unpacked where its name ends in .gz."""
    packed = file.suffix == ".gz"
    try:
        with gzip.open(file, "rt", encoding="utf-8") if packed else file.open(encoding="utf-8") as stream:
            yield stream
    except (EOFError, gzip.BadGzipFile, UnicodeDecodeError) as error:
        raise StoreError(str(file), f"cannot be read: {error}", _MEND) from error


def _batches(lines: Iterator[dict[str, Any]], tally: Tally) -> Iterator[tuple[str, list[Row]]]:
    name, batch = "", list[Row]()
    for line in lines:
        if "end" in line:
            tally.tables |= {key: TableCopy(key, one["rows"], one["hash"]) for key, one in line["end"].items()}
            tally.oldest_page = _moment(line.get("oldest_page"))
            break
        if batch and (line["table"] != name or len(batch) >= _AT_ONCE):
            yield name, batch
            batch = []
        name = line["table"]
        batch.append(from_json(_known(name), line["row"]))
    if batch:
        yield name, batch


def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


def _known(name: str) -> dict[str, Any]:
    try:
        return dict(kinds_of(name))
    except KeyError:
        return {}


def _parsed(file: Path, stream: IO[str]) -> Iterator[dict[str, Any]]:
    for number, text in enumerate(stream, start=1):
        try:
            line = json.loads(text)
        except ValueError as error:
            raise StoreError(f"{file}:{number}", "is no JSON", _MEND) from error
        if not isinstance(line, dict):
            raise StoreError(f"{file}:{number}", "is no row", _MEND)
        yield line


def _put(stream: IO[str], line: dict[str, Any]) -> None:
    stream.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
