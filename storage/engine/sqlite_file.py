"""A store in a SQLite file: its connections, and how they begin to read or write."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event, exc

from storage.engine.json_text import OPTIONS

_DICE = random.Random()  # noqa: S311 - jitter needs no secrecy
_LONGEST_PAUSE_S = 0.01
# Of 100,000 claims a narrowed search reads 2,400 pages of the file, with the usual 2 MiB nearly all of them twice.
_CACHE_KIB = 16_384
_MAPPED_BYTES = 1 << 40  # all of the file, as far as SQLite does so (Debian's: 2 GiB)


def file_of(url: sa.URL) -> Path:
    """The file that an address names."""
    return Path(str(url.database).removeprefix("file:"))


def is_frozen(url: sa.URL) -> bool:
    """Whether the file can only be read, and nobody is writing to it.

    SQLite wants to write beside a file even to read it, unless it may take it for one that does not change. Only the
    file's owner should do so: files beside it that belong to a reader would keep the owner from writing.
    """
    file = file_of(url)
    if url.query or not file.is_file():
        return False
    writable = os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)
    log = file.with_name(f"{file.name}-wal")
    return not writable and not (log.exists() and log.stat().st_size)


def sqlite_engine(url: sa.URL, busy_timeout_s: float, *, mapped: bool = False) -> sa.Engine:
    """Connections to the file; a write waits up to ``busy_timeout_s`` seconds for other programs.

    Where it is ``mapped`` into memory a row that lies anywhere is read in half the time (19 µs a claim of 100,000, not
    36), and where its disk fails the process ends instead of being told so.
    """

    def begin(connection: sa.Connection) -> None:
        driver: Any = connection.connection.driver_connection
        if connection.get_execution_options().get("writing", False):
            _begin_writing(driver, busy_timeout_s)
        else:
            driver.execute("BEGIN")

    address = _frozen(url) if is_frozen(url) else url
    engine = sa.create_engine(address, connect_args={"timeout": busy_timeout_s}, **OPTIONS)
    event.listen(engine, "connect", _prepare)
    if mapped:
        event.listen(engine, "connect", _map)
    event.listen(engine, "begin", begin)
    return engine


def _frozen(url: sa.URL) -> sa.URL:
    whole = quote(str(file_of(url).absolute()))
    return url.set(database=f"file:{whole}", query={"mode": "ro", "immutable": "1", "uri": "true"})


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late and takes no write lock
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")


def _map(connection: Any, _record: object) -> None:
    connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")


def _begin_writing(driver: sqlite3.Connection, busy_timeout_s: float) -> None:
    """Take the write lock, asking about two hundred times a second.

    SQLite itself asks ever more rarely and comes too late for the short gaps that another busy program leaves: beside
    one that writes without a pause, the longest of 25 waits was 6.9 s that way and 0.01 s this way.
    """
    ends = time.monotonic() + busy_timeout_s
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        while not _begun(driver, last=time.monotonic() >= ends):
            time.sleep(_DICE.uniform(0, _LONGEST_PAUSE_S))
    finally:
        driver.execute(f"PRAGMA busy_timeout = {round(busy_timeout_s * 1000)}")


def _begun(driver: sqlite3.Connection, *, last: bool) -> bool:
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if last or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise exc.OperationalError("BEGIN IMMEDIATE", None, error) from error
        return False
    return True
