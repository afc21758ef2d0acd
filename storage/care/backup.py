"""A whole store to one file and back: SQLite's own backup, PostgreSQL's own ``pg_dump`` and ``pg_restore``."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from extractors.errors import StoreError
from storage.care.info import require_current
from storage.engine.database import Database
from storage.engine.schema import HEAD, VERSION_TABLE, current_version
from storage.engine.sqlite_copy import appearing, copy_file, read_back
from storage.layout.counted import drop_counts
from storage.layout.tables import metadata

_SQLITE, _POSTGRES = b"SQLite format 3\x00", b"PGDMP"
_CLIENTS = "install PostgreSQL's client programs of the server's version"
_OTHER_KIND = "put it back into a store of its own kind, then `recognition-watch store copy`"


def back_up(database: Database, target: Path) -> None:
    """Write the store to the file ``target`` while it is in use; StoreError where that cannot be, and no file then."""
    require_current(database)
    if database.is_sqlite:
        copy_file(database, target)
        return
    with appearing(target) as part:
        # Without owners and rights: the roles of here may not be there where it is put back.
        _run(database, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={part}")


def put_back(database: Database, backup: Path) -> None:
    """Make an empty store what the file ``backup`` holds; StoreError where it is not empty or the file is no backup."""
    kind = _kind_of(backup)
    if (kind == _SQLITE) != database.is_sqlite:
        told = "a SQLite file" if kind == _SQLITE else "a dump of PostgreSQL"
        raise StoreError(str(backup), f"is {told}, the store {database.name} is of the other kind", _OTHER_KIND)
    refuse_filled(database)
    if database.is_sqlite:
        _refuse_unsound(backup)
        read_back(backup, database)
        return
    _clear(database)
    _run(
        database, "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(backup)
    )


def refuse_filled(database: Database) -> None:
    """StoreError where the store holds anything at all."""
    with database.reading() as connection:
        there = set(sa.inspect(connection).get_table_names())
        filled = [t.name for t in metadata.sorted_tables if t.name in there and _has_rows(connection, t)]
    if filled:
        raise StoreError(
            database.name, f"is not empty ({filled[0]} has rows)", "name an empty place, or move the store away"
        )


def _has_rows(connection: sa.Connection, table: sa.Table) -> bool:
    return connection.scalar(sa.select(sa.literal(1)).select_from(table).limit(1)) is not None


def _kind_of(backup: Path) -> bytes:
    try:
        with backup.open("rb") as file:
            start = file.read(len(_SQLITE))
    except OSError as error:
        raise StoreError(str(backup), f"cannot be read: {(error.strerror or '').lower()}", "check the name") from error
    found = next((kind for kind in (_SQLITE, _POSTGRES) if start.startswith(kind)), None)
    if found is None:
        raise StoreError(str(backup), "is no backup of a store", "name a file that `store backup` wrote")
    return found


def _refuse_unsound(backup: Path) -> None:
    """StoreError where a SQLite file is damaged, no store of ours, or of a program newer than this one."""
    version = f"SELECT version_num FROM {VERSION_TABLE}"  # noqa: S608 - a constant
    try:
        with closing(sqlite3.connect(backup.absolute().as_uri() + "?mode=ro&immutable=1", uri=True)) as file:
            found = file.execute("PRAGMA integrity_check(1)").fetchone()[0]
            held = file.execute(version).fetchone()
    except sqlite3.Error as error:
        raise StoreError(str(backup), f"is damaged or no store ({error})", "take an earlier backup") from error
    if found != "ok":
        raise StoreError(str(backup), f"is damaged ({' '.join(found.split())})", "take an earlier backup")
    if held is None or held[0] > HEAD:
        raise StoreError(str(backup), "was written by a newer program", "upgrade recognition-watch, then put it back")


def _clear(database: Database) -> None:
    """Take the tables and functions of an empty store away: what is put back brings its own."""
    if current_version(database) is None:
        return
    with database.writing() as connection:
        metadata.drop_all(connection)
        drop_counts(connection)
        connection.execute(sa.text(f"DROP TABLE {VERSION_TABLE}"))


def _run(database: Database, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on the database; its complaint becomes a StoreError."""
    path = shutil.which(program)
    if path is None:
        raise StoreError(database.name, f"{program} is not installed", _CLIENTS)
    url = database.engine.url
    address = url.set(drivername="postgresql", password=None).render_as_string()
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}  # an argument would be seen by everybody
    done = subprocess.run(  # noqa: S603 - found by its fixed name, no shell
        [path, f"--dbname={address}", *arguments], capture_output=True, text=True, env=os.environ | secret, check=False
    )
    if done.returncode:
        told = next((line for line in done.stderr.splitlines() if "error" in line), done.stderr.strip())
        mend = _CLIENTS if "version mismatch" in done.stderr else "see the message; nothing was changed"
        raise StoreError(database.name, f"{program} failed: {told[:300]}", mend)
