"""``store export`` and ``store import``: everything out and back in, or as other tools take it."""

from __future__ import annotations

import gzip
import io
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Literal

import typer

from flows.cli.sheets import write_sheets
from flows.cli.terminal.options import SettingsFile, settings_of, store_of
from flows.cli.terminal.options import Since as SinceOption
from flows.cli.terminal.patience import Patience
from flows.runtime.clock import utc_now
from flows.runtime.run_report import count

if TYPE_CHECKING:
    from flows.settings.model import Settings
    from storage.articles.leaving import Evidenced

ExportForm = Literal["jsonl", "parquet", "csv", "atom", "json-feed", "annotations", "ftm", "ftm-statements"]
_FOLDERS = ("parquet", "csv")
_COUNTED = {
    "atom": ("claim", "claims"),
    "json-feed": ("claim", "claims"),
    "annotations": ("claim", "claims"),
    "ftm": ("entity", "entities"),
    "ftm-statements": ("statement", "statements"),
}


def export_store(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="A new file or, for parquet and csv, folder; or -.")],
    how: Annotated[ExportForm, typer.Option("--format", help="As what.")] = "jsonl",
    since: SinceOption = None,
    settings: SettingsFile = None,
) -> None:
    """Write the whole store as JSON Lines or Parquet, its lists as CSV, its claims as feeds or annotations.

    --since narrows all of them to what was stored since a moment; as JSON Lines and Parquet they are parts to import.
    """
    held = settings_of(settings)
    if how in _FOLDERS:
        number = _to_folder(held, how, Path(target), since)
    else:
        with Patience("exporting"), _opened(target) as stream:
            number = _to_stream(held, how, stream, since)
    one, many = _COUNTED.get(how, ("row", "rows"))
    typer.echo(f"{count(number, one, many)} in {target}", err=True)


def import_store(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="What `store export` wrote: JSON Lines or Parquet.")],
    settings: SettingsFile = None,
) -> None:
    """Fill an empty store, or one that is not there yet, with what was exported, and compare counts and hashes.

    A part (--since) goes on in the store that holds what was exported before it, all or nothing.
    """
    # 0.2 s of CPU to load, for which no other command waits; so below.
    from flows.leaving.lines import read_lines
    from flows.leaving.parquet import read_parquet
    from storage.care.keeper import Keeper

    with Keeper(settings_of(settings).database, create=True) as keeper, Patience("importing"):
        number = read_parquet(keeper, source) if source.is_dir() else read_lines(keeper, source)
        typer.echo(f"{count(number, 'row')} in {keeper.name}, the same as went out")


def _to_stream(held: Settings, how: ExportForm, stream: IO[str], since: datetime | None) -> int:
    if how == "jsonl":
        from flows.leaving.lines import write_lines
        from storage.care.keeper import Keeper

        with Keeper(held.database) as keeper:
            return write_lines(keeper, stream, since).rows
    with store_of(held) as store:
        if how in ("ftm", "ftm-statements"):
            from flows.leaving.money import write_entities, write_statements

            write = write_entities if how == "ftm" else write_statements
            return write(store.each_article(since), store.each_claim(since), stream)
        return _writer(how)(store.each_claim(since), stream)


def _writer(how: ExportForm) -> Callable[[Iterator[Evidenced], IO[str]], int]:
    from flows.leaving.annotations import write_annotations
    from flows.leaving.feeds import write_atom, write_json_feed

    writers: dict[str, Callable[[Iterator[Evidenced], IO[str]], int]] = {
        "annotations": write_annotations,
        "json-feed": lambda found, stream: write_json_feed((one.judged for one in found), stream),
        "atom": lambda found, stream: write_atom((one.judged for one in found), stream, utc_now()),
    }
    return writers[how]


def _to_folder(held: Settings, how: ExportForm, folder: Path, since: datetime | None) -> int:
    if folder.exists():
        raise typer.BadParameter(f"there is something at {folder} already; name another place")
    part = folder.with_name(f"{folder.name}.part")  # what breaks off leaves no folder of that name
    shutil.rmtree(part, ignore_errors=True)  # of one that was killed
    part.mkdir(mode=0o700)
    try:
        with Patience("exporting"):
            number = _written(held, how, part, since)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return number


def _written(held: Settings, how: ExportForm, folder: Path, since: datetime | None) -> int:
    if how == "parquet":
        from flows.leaving.parquet import write_parquet
        from storage.care.keeper import Keeper

        with Keeper(held.database) as keeper:
            return write_parquet(keeper, folder, since).rows

    with store_of(held) as store:
        return write_sheets(store, folder, since)


@contextmanager
def _opened(target: str) -> Iterator[IO[str]]:
    """Standard output, or a private file that appears once it is whole; packed where its name ends in .gz."""
    from storage.engine.sqlite_copy import appearing

    if target == "-":
        yield sys.stdout
        return
    with appearing(Path(target)) as part, part.open("wb") as raw:
        if target.endswith(".gz"):
            with gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed, io.TextIOWrapper(packed, "utf-8") as stream:
                yield stream
        else:
            with io.TextIOWrapper(raw, "utf-8", newline="\n") as stream:
                yield stream
