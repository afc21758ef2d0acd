"""``store``: what is stored and whether it is sound, backups, the way to another database, upgrades."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.terminal.exit_codes import FAILED, OK, complain
from flows.cli.terminal.moments import parse_since
from flows.cli.terminal.options import FormatIs, SettingsFile, settings_of
from flows.cli.terminal.patience import Patience
from flows.cli.terminal.tables import Column, show
from flows.runtime.clock import utc_now
from flows.runtime.run_report import count
from flows.runtime.shown import shown_line

if TYPE_CHECKING:
    # 0.2 s of CPU to load, for which no other command waits.
    from storage.care.keeper import Keeper

app = typer.Typer(help="Take care of the store: look, verify, back up, restore, prune, copy, upgrade.")

TABLE_FIELDS = ("table", "rows", "bytes", "oldest", "newest")
_MB = 1_000_000
_WEIGHED_WITHIN_S = 5  # of a file of 4.8 GB all tables take two minutes


def megabytes(number: int | None) -> str:
    """Bytes in megabytes, as people read them."""
    return "" if number is None else f"{number / _MB:,.1f} MB"


TABLE_COLUMNS = (
    Column("table", ("table",)),
    Column("rows", ("rows",), form=lambda value: f"{value:,}"),
    Column("size", ("bytes",), form=megabytes),
    Column("oldest", ("oldest",)),
    Column("newest", ("newest",)),
)
FINDING_FIELDS = ("part", "sound", "told", "mend")
FINDING_COLUMNS = (
    Column("sound", ("sound",)),
    Column("part", ("part",)),
    Column("what was seen", ("told", "mend"), 400, wide=True),
)


def _keeper(settings: Path | None, *, create: bool = False) -> Keeper:
    # 0.2 s of CPU to load, for which no other command waits.
    from storage.care.keeper import Keeper

    return Keeper(settings_of(settings).database, create=create)


@app.command("info", short_help="Size, version, rows and span of time of each table.")
def info(
    how: FormatIs = "table",
    whole: Annotated[bool, typer.Option("--whole", help="Weigh every table, however long that takes.")] = False,
    settings: SettingsFile = None,
) -> None:
    """Say what is stored: rows and bytes of each table, the oldest and the newest."""
    with _keeper(settings) as keeper, Patience("counting rows"):
        found = keeper.info(None if whole else _WEIGHED_WITHIN_S)
    rows = [
        {"table": one.name, "rows": one.rows, "bytes": one.bytes, "oldest": one.oldest, "newest": one.newest}
        for one in found.tables
    ]
    complain(
        f"{found.name}: schema {found.version} (this program knows {found.known_version}), {megabytes(found.bytes)}"
    )
    show(rows, TABLE_COLUMNS, how, fields=TABLE_FIELDS, nothing="no table")
    left = [one.name for one in found.tables if one.bytes is None]
    if not whole and 0 < len(left) < len(rows):  # of none where SQLite cannot tell
        complain(f"not weighed within {_WEIGHED_WITHIN_S} s: {', '.join(left)}; `store info --whole` weighs all")


@app.command("verify", short_help="Is every page, reference, hash and offset sound?")
def verify(how: FormatIs = "table", settings: SettingsFile = None) -> None:
    """Look whether the store is sound: its file, references, counts, kept bytes, and offsets; ends with 1 if not."""
    with _keeper(settings) as keeper, Patience("verifying") as patience:
        found = []
        for one in keeper.verify():
            found.append(one)
            patience.step()
    rows = [{"part": one.part, "sound": one.sound, "told": one.told, "mend": one.mend} for one in found]
    show(rows, FINDING_COLUMNS, how, fields=FINDING_FIELDS, nothing="nothing was looked at")
    raise typer.Exit(OK if all(one.sound for one in found) else FAILED)


@app.command("backup", short_help="Write the store to a file while it is in use.")
def backup(
    target: Annotated[
        Path, typer.Argument(metavar="TARGET", help="A new file, or a folder for one named by the time.")
    ],
    settings: SettingsFile = None,
) -> None:
    """Write the whole store to one file, while it is in use: SQLite's own backup, or pg_dump."""
    with _keeper(settings) as keeper, Patience("writing the backup"):
        file = target / _name(keeper) if target.is_dir() else target
        keeper.back_up(file)
    typer.echo(f"{file} ({megabytes(file.stat().st_size)})")


def _name(keeper: Keeper) -> str:
    return f"recognition-watch-{utc_now():%Y%m%dT%H%M%SZ}.{'sqlite3' if keeper.is_sqlite else 'dump'}"


@app.command("restore", short_help="Make an empty store what a backup holds.")
def restore(
    backup: Annotated[Path, typer.Argument(metavar="BACKUP", help="What `store backup` wrote.")],
    settings: SettingsFile = None,
) -> None:
    """Make an empty store, or one that is not there yet, what a backup holds; a filled one is refused."""
    with _keeper(settings, create=True) as keeper, Patience("reading the backup"):
        keeper.put_back(backup)
        found = keeper.info(within_s=0)  # rows are told, not bytes
    rows = sum(one.rows for one in found.tables)
    typer.echo(
        f"{found.name}: schema {found.version}, {count(rows, 'row')}; `recognition-watch store verify` looks at it"
    )


@app.command("prune", short_help="Let go of old pages and irrelevant articles.")
def prune(
    older_than: Annotated[
        datetime,
        typer.Option("--older-than", metavar="WHEN", parser=parse_since, help="A day or a time ago, such as 180d."),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how much that would be.")] = False,
    settings: SettingsFile = None,
) -> None:
    """Let go of kept pages and irrelevant articles of before a time; statements, claims and alerts always stay."""
    with _keeper(settings) as keeper, Patience("pruning"):
        gone = keeper.prune(older_than, dry_run=dry_run)
    what = ", ".join(
        (
            f"{count(gone.pages, 'page')} ({megabytes(gone.bytes)})",
            f"{count(gone.articles, 'irrelevant article')}",
            f"the words of {count(gone.entries, 'entry', 'entries')}",
        )
    )
    typer.echo(f"{'would let go of' if dry_run else 'let go of'} {what}; the room is used again")


@app.command("copy", short_help="Copy a store into an empty one of either kind.")
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="sqlite:///path or postgresql://…")],
    target: Annotated[str, typer.Argument(metavar="TO", help="An empty store, or where none is yet.")],
) -> None:
    """Copy every row from one store into an empty one, SQLite or PostgreSQL, and compare counts and hashes."""
    # 0.2 s of CPU to load, for which no other command waits.
    from storage.care.keeper import Keeper

    with Keeper(source) as keeper, Patience("copying"):
        copied = keeper.copy_to(target, lambda _: None)
    for one in copied:
        typer.echo(f"{one.name:20} {one.rows:>10,} {one.hash[:16]}")
    typer.echo(f"{count(sum(one.rows for one in copied), 'row')}, the same in both; set `database` to use the copy")


@app.command("upgrade", short_help="Bring the store to this program's schema.")
def upgrade(settings: SettingsFile = None) -> None:
    """Bring the store to this program's schema; a SQLite file is copied before it is changed, it is said where to.

    In an empty PostgreSQL database the tables are made.
    """
    with _keeper(settings) as keeper, Patience("upgrading"):
        made, done, name = keeper.make_tables(), keeper.upgrade(), keeper.name
    told = f"upgraded {done}" if done else "made, with nothing in it yet" if made else "is up to date"
    typer.echo(shown_line(f"{name}: {told}"))
