"""The schema's version: whether the store is ready, and the way there."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from importlib.resources import as_file, files
from itertools import count
from pathlib import Path
from types import ModuleType

import sqlalchemy as sa
from sqlalchemy import exc

from extractors.errors import StoreError
from storage.engine.database import Database, no_store
from storage.engine.sqlite_copy import copy_file
from storage.engine.sqlite_file import file_of

HEAD = "0014"
VERSION_TABLE = "recognition_watch_version"  # a name of our own: Prefect's tables may lie in the same database
_LOCK = 7_246_518_203  # any number, the same in every process


@dataclass(frozen=True, slots=True)
class Upgrade:
    """A store was brought from schema ``before`` to ``now``.

    ``copy`` is the SQLite file as it was; None on a server, and where nothing of the file ``changed`` but its number.
    """

    before: str
    now: str
    copy: Path | None
    changed: bool = True

    def __str__(self) -> str:
        if self.copy is not None:
            kept = f"as it was before it lies in {self.copy}"
        else:
            kept = f"no copy was made: {'a server has its own' if self.changed else 'only this number has changed'}"
        return f"from schema {self.before} to {self.now}; {kept}"


def ensure_schema(database: Database, upgrade: bool) -> Upgrade | None:
    """Create the tables or bring them up to this program's version; a newer store is refused.

    A SQLite file is copied before it is changed, if it is: five gigabytes are no small thing to copy, nor to check
    references in. What was upgraded, None where nothing was.
    """
    version = current_version(database)
    if version == HEAD:
        return None
    if not upgrade:
        if version is None:
            raise no_store(database.name, "it holds none yet")
        if version > HEAD:  # the versions are numbered with leading zeros
            raise _newer(database, version)
        why = f"has schema {version}, this program needs {HEAD}"
        raise StoreError(database.name, why, "`recognition-watch store upgrade` or `run` upgrades it")
    _use_wal(database)
    with database.migrating() as connection:
        if not database.is_sqlite:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        return _migrate(database, connection)


def current_version(database: Database) -> str | None:
    """The version of the stored schema, None where there is none."""
    with database.reading() as connection:
        return _version(connection)


def _version(connection: sa.Connection) -> str | None:
    try:
        with connection.begin_nested() if connection.in_transaction() else connection.begin():
            version = connection.scalar(sa.select(sa.column("version_num")).select_from(sa.table(VERSION_TABLE)))
    except (exc.OperationalError, exc.ProgrammingError) as error:
        if "no such table" in str(error.orig) or "does not exist" in str(error.orig):
            return None
        raise
    return str(version) if version is not None else None


def _migrate(database: Database, connection: sa.Connection) -> Upgrade | None:
    from alembic import command  # half a second that a store in good order need not wait for
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    version = _version(connection)  # again, under the lock: another process may have been here
    with as_file(files("storage") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        scripts = ScriptDirectory.from_config(config)
        if version is not None and version not in {script.revision for script in scripts.walk_revisions()}:
            raise _newer(database, version)
        before = scripts.iterate_revisions(HEAD, version or "base")
        changed = not database.is_sqlite or any(not _leaves_sqlite_alone(script.module) for script in before)
        copy = _copied(database, version) if database.is_sqlite and changed and version not in (None, HEAD) else None
        command.upgrade(config, HEAD)
        if changed:
            database.check_references(connection)
    return Upgrade(version, HEAD, copy, changed) if version not in (None, HEAD) else None


def _leaves_sqlite_alone(migration: ModuleType) -> bool:
    """Whether a migration says of itself that it changes nothing in a SQLite file."""
    return getattr(migration, "leaves_sqlite_alone", False)


def _copied(database: Database, version: str | None) -> Path:
    """Copy the file of a store that is about to be changed, under a name that nothing has yet."""
    file = file_of(database.engine.url).absolute()
    names = (f"{file.name}.schema-{version}" + (f".{number}" if number > 1 else "") for number in count(1))
    copy = next(place for place in (file.with_name(name) for name in names) if not place.exists())
    copy_file(database, copy)
    return copy


def _newer(database: Database, version: str) -> StoreError:
    why = f"was written by a newer program (schema {version}, this one knows {HEAD})"
    return StoreError(database.name, why, "upgrade recognition-watch, or put back a copy from before its upgrade")


def _use_wal(database: Database) -> None:
    if not database.is_sqlite:
        return
    with database.translated():
        raw = database.engine.raw_connection()
        try:
            driver: sqlite3.Connection = raw.driver_connection  # type: ignore[assignment]
            driver.execute("PRAGMA journal_mode = WAL")
        except sqlite3.Error as error:
            raise exc.OperationalError("PRAGMA journal_mode", None, error) from error
        finally:
            raw.close()
