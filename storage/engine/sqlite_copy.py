"""One state of a SQLite store as a file of its own, made while others read and write it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import exc

from extractors.errors import StoreError
from storage.engine.database import Database
from storage.engine.private import make_private

_ROOM = "make room, or name another place"
_SOUND = [("ok",)]


def copy_file(database: Database, target: Path) -> None:
    """Write the store to ``target``, which appears only once it is whole; it needs no other file beside it.

    One step of SQLite's backup: others go on writing meanwhile, and none of what they write is in it by halves.
    StoreError where there is something at ``target``, no room, or the store is damaged.
    """
    with appearing(target) as part, database.translated():
        _read_into(database, part)


@contextmanager
def appearing(target: Path) -> Iterator[Path]:
    """A private file to write to, which is named ``target`` at the end; whatever breaks off leaves no ``target``."""
    if target.exists():
        raise StoreError(str(target), "there is something already", "name another place")
    part = target.with_name(f"{target.name}.part")
    try:
        _clear(part)  # of one that was killed
        make_private(part)
        yield part
        _keep(part)
        part.replace(target)
        _keep(target.parent)
    except OSError as error:
        raise StoreError(
            str(target), f"it cannot be written: {(error.strerror or str(error)).lower()}", _ROOM
        ) from error
    finally:
        _clear(part)


def read_back(file: Path, database: Database) -> None:
    """Make the store what ``file`` is, in one transaction; StoreError where either cannot be used."""
    with database.translated():
        raw = database.engine.raw_connection()
        try:
            driver: sqlite3.Connection = raw.driver_connection  # type: ignore[assignment]
            with closing(sqlite3.connect(file.absolute().as_uri() + "?mode=ro&immutable=1", uri=True)) as source:
                source.backup(driver)
            driver.execute("PRAGMA journal_mode = WAL")
        except sqlite3.Error as error:
            raise exc.OperationalError("backup", None, error) from error
        finally:
            raw.close()


def _read_into(database: Database, part: Path) -> None:
    raw = database.engine.raw_connection()
    try:
        driver: sqlite3.Connection = raw.driver_connection  # type: ignore[assignment]
        with closing(sqlite3.connect(part)) as target:
            driver.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
            found = target.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.Error as error:
        raise exc.OperationalError("backup", None, error) from error
    finally:
        raw.close()
    if found != _SOUND:
        why = f"the file is damaged ({' '.join(str(found[0][0]).split())})"
        raise StoreError(database.name, why, "see `recognition-watch store verify`")


def _clear(part: Path) -> None:
    """Leave nothing of what was being written, nor the journal that SQLite leaves beside it where the disk is full."""
    for one in (part, part.with_name(f"{part.name}-journal")):
        one.unlink(missing_ok=True)


def _keep(place: Path) -> None:
    """Have the disk keep a file, or the names in a folder."""
    number = os.open(place, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
