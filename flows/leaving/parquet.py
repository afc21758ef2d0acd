"""A whole store as Parquet: a folder with a file a table, and one that says how many rows and which hash each has.

Needs pyarrow, which comes with the extra ``parquet``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.errors import SettingsError, StoreError
from storage.care.copying import TableCopy
from storage.care.leaving import ColumnKind, Row, Tally, kinds_of

if TYPE_CHECKING:
    from storage.care.keeper import Keeper

MANIFEST = "store.json"
_AT_ONCE = 500
_MEND = "name a folder that `store export --format parquet` wrote"


def write_parquet(keeper: Keeper, folder: Path, since: datetime | None) -> Tally:
    """Write every row, or those that may have changed since a moment; SettingsError where pyarrow is missing."""
    arrow, parquet = _libraries()
    tally, writer, open_name = Tally(since=since), None, ""
    try:
        for name, batch in keeper.rows_out(tally):
            kinds = kinds_of(name)
            schema = arrow.schema([(column, _type(arrow, kind)) for column, kind in kinds.items()])
            if name != open_name:
                if writer is not None:
                    writer.close()
                writer, open_name = parquet.ParquetWriter(folder / f"{name}.parquet", schema), name
            if batch and writer is not None:
                rows = [{column: _out(kinds[column], value) for column, value in row.items()} for row in batch]
                writer.write_table(arrow.Table.from_pylist(rows, schema=schema))
    finally:
        if writer is not None:
            writer.close()
    told = {name: {"rows": one.rows, "hash": one.hash} for name, one in tally.tables.items()}
    moments = {"since": since and since.isoformat(), "oldest_page": tally.oldest_page and tally.oldest_page.isoformat()}
    head = {"recognition-watch": "store", "schema": tally.schema, **moments, "tables": told}
    (folder / MANIFEST).write_text(json.dumps(head, indent=2) + "\n", encoding="utf-8")
    return tally


def read_parquet(keeper: Keeper, folder: Path) -> int:
    """Fill an empty store with what was written, or go on by a part; how many rows came."""
    _, parquet = _libraries()
    try:
        head = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(str(folder), "is no export of a store", _MEND) from error
    tables = {name: TableCopy(name, one["rows"], one["hash"]) for name, one in head["tables"].items()}
    since, oldest = (
        datetime.fromisoformat(head[name]) if head.get(name) else None for name in ("since", "oldest_page")
    )
    tally = Tally(head["schema"], since, tables, oldest_page=oldest)
    return keeper.rows_in(_batches(parquet, folder, tables), lambda: tally)


def _batches(parquet: Any, folder: Path, tables: dict[str, TableCopy]) -> Iterator[tuple[str, list[Row]]]:
    for name in tables:
        kinds = kinds_of(name)
        with parquet.ParquetFile(folder / f"{name}.parquet") as file:
            for batch in file.iter_batches(_AT_ONCE):
                rows = (
                    {c: _in(kinds[c], value) for c, value in row.items() if c in kinds} for row in batch.to_pylist()
                )
                yield name, list(rows)


def _libraries() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        mend = "pip install 'recognition-watch[parquet]', or export as JSON Lines"
        raise SettingsError("format parquet", "pyarrow is not installed", mend) from error
    return pyarrow, pyarrow.parquet


def _type(arrow: Any, kind: ColumnKind) -> Any:
    types: dict[ColumnKind, Any] = {
        "text": arrow.string(),
        "number": arrow.int64(),
        "flag": arrow.bool_(),
        "real": arrow.float64(),
        "moment": arrow.timestamp("us", tz="UTC"),
        "day": arrow.date32(),
        "bytes": arrow.binary(),
        "json": arrow.string(),
    }
    return types[kind]


def _out(kind: ColumnKind, value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if kind == "json" and value is not None else value


def _in(kind: ColumnKind, value: Any) -> Any:
    if value is None:
        return None
    if kind == "json":
        return json.loads(value)
    return value.astimezone(UTC) if kind == "moment" else value
