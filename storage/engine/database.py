"""The connection to SQLite or PostgreSQL: address, transactions, and what their errors mean to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from extractors.errors import NoStoreError, StoreError
from storage.engine.postgres import postgres_engine
from storage.engine.private import make_private, private_folder
from storage.engine.sqlite_file import file_of, is_frozen, sqlite_engine
from storage.engine.turns import turns_of

_POSTGRES = {"postgres", "postgresql", "postgresql+psycopg"}
_SQLITE = {"sqlite", "sqlite+pysqlite"}
_EXAMPLES = "give sqlite:///path/to/file.sqlite3 or postgresql://user:password@host/database"

_MAKE = "`recognition-watch run` makes a store"
_ELSEWHERE = f"go where recognition-watch runs, or name its settings with --settings; {_MAKE}"
_RESTORE = "put a backup back (`recognition-watch store restore`)"
_DAMAGED = ("the file is damaged", _RESTORE)

# What a driver's message holds (a pattern), what it means, what to do; the first that fits counts.
_MEANINGS: tuple[tuple[str, str, str], ...] = (
    ("database is locked", "another program holds it locked", "end that program, or try again later"),
    ("lock timeout|lock_timeout", "another program holds it locked", "end that program, or try again later"),
    ("readonly database", "it can only be read", "give this user the right to write the file and its folder"),
    ("read-only transaction", "it can only be read", "connect to the primary server, or allow writing"),
    ("file is not a database", "the file is no SQLite database", "give another path, or move the file away"),
    ("disk image is malformed", *_DAMAGED),
    ("unable to open database file", "the file cannot be opened", "check that its folder exists and may be written"),
    ("database or disk is full|no space left on device", "the disk is full", "make room"),
    ("disk i/o error", "the disk is full or fails", "make room; then `recognition-watch store verify`"),
    ("password authentication failed", "the server refuses user or password", "check both in the setting"),
    ("no password supplied", "the server wants a password", "give one in the setting"),
    (
        '(role|database) ".*" does not exist',
        "user or database does not exist on the server",
        "create it, or correct the setting",
    ),
    (
        "no such module: fts5",
        "this Python's SQLite has no full-text search (FTS5)",
        "take a Python whose SQLite has it, or PostgreSQL",
    ),
    ('no such table|no such column|(relation|column) ".*" does not exist', "a part of the schema is missing", _RESTORE),
    ("permission denied|must be owner of", "the user lacks a right", "grant it on the database's public schema"),
    ("too many clients", "the server takes no more connections", "raise max_connections, or end other programs"),
)
_SECRETS = ("password", "sslpassword")  # that an address may carry among its options
_UNREACHABLE = "check that the server runs and that host and port are right"
# An upgrade goes through most of a file: of one of 520 MB it read 8.3 GB with the usual 2 MiB, so it reads 2.0.
_MIGRATING_KIB = 262_144
# Each of those before it in the line may have to wait for another program as long as the busy timeout.
_LONGEST_LINE = 6


class Database:
    """One engine with its transactions; ``name`` is its address without the password."""

    def __init__(self, url: str, busy_timeout_s: float, *, create: bool = True, mapped: bool = False) -> None:
        parsed = _parsed(url)
        if _is_sqlite(parsed):
            _prepare_folder(parsed, create)
        self._frozen = _is_sqlite(parsed) and is_frozen(parsed)
        self.name = _name(parsed)
        self._secrets = [str(parsed.password or ""), *(str(parsed.query.get(name, "")) for name in _SECRETS)]
        if _is_sqlite(parsed):
            self.engine = sqlite_engine(parsed, busy_timeout_s, mapped=mapped)
        else:
            self.engine = postgres_engine(parsed, busy_timeout_s)
        self._turns = turns_of(file_of(parsed)) if _is_sqlite(parsed) else None
        self._longest_line_s = busy_timeout_s * _LONGEST_LINE
        self._writing = self.engine.execution_options(writing=True)
        one_state = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._reading = self.engine.execution_options(**one_state)

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one state of the store."""
        with self.translated(), self._reading.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction: all of it is stored when the block ends, nothing when it raises.

        On SQLite, transactions of one process come one after another in the order of their asking.
        """
        with self._turn(), self.translated(), self._writing.begin() as connection:
            yield connection

    @contextmanager
    def migrating(self) -> Iterator[sa.Connection]:
        """One transaction in which SQLite's tables may be made anew; whoever does so checks their references then."""
        with self._turn(), self.translated(), self._writing.connect() as connection:
            if not self.is_sqlite:
                with connection.begin():
                    yield connection
                return
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA foreign_keys = OFF")  # does nothing within a transaction
            (usual,) = driver.execute("PRAGMA cache_size").fetchone()
            driver.execute(f"PRAGMA cache_size = -{_MIGRATING_KIB}")
            try:
                with connection.begin():
                    yield connection
            finally:
                driver.execute(f"PRAGMA cache_size = {usual}")
                driver.execute("PRAGMA foreign_keys = ON")

    def check_references(self, connection: sa.Connection) -> None:
        """Raise StoreError where a row of a SQLite file refers to nothing; a server sees to it at every change."""
        if self.is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
            raise StoreError(self.name, f"rows of {broken[0]} refer to nothing", _RESTORE)

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Say what a driver's error means; our own mistakes (a broken constraint, wrong SQL) stay what they are."""
        try:
            yield
        except (exc.OperationalError, exc.InterfaceError, exc.InternalError) as error:
            raise self._explained(error) from error
        except exc.DatabaseError as error:
            if _meaning(error) is None:
                raise
            raise self._explained(error) from error
        except exc.TimeoutError as error:
            raise StoreError(self.name, "all connections are in use", "run fewer at a time") from error

    def _explained(self, error: exc.DBAPIError) -> StoreError:
        meaning = _meaning(error)
        if meaning == _DAMAGED and self._frozen:
            why = "it was written to while it was read, or is damaged"
            return StoreError(self.name, why, f"try again; if it stays so, {_RESTORE}")
        if meaning:
            return StoreError(self.name, *meaning)
        first = " ".join(str(error.orig).split())
        for secret in filter(None, self._secrets):
            first = first.replace(secret, "***")
        return StoreError(self.name, first[:300], "" if self.is_sqlite else _UNREACHABLE)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        with ExitStack() as stack:
            if self._turns is not None:
                try:
                    stack.enter_context(self._turns.turn(self._longest_line_s))
                except TimeoutError:
                    why = f"this program's own writes keep it busy for more than {self._longest_line_s:g} s"
                    raise StoreError(self.name, why, "see what slows its disk, or poll fewer feeds at a time") from None
            yield

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def no_store(place: str, why: str) -> NoStoreError:
    """The complaint that nothing is stored at a place, which is most often the wrong one."""
    return NoStoreError(place, why, _ELSEWHERE)


def _meaning(error: exc.DBAPIError) -> tuple[str, str] | None:
    told = str(error.orig).casefold()
    return next(((why, mend) for pattern, why, mend in _MEANINGS if re.search(pattern, told)), None)


def _name(url: sa.URL) -> str:
    return url.difference_update_query(_SECRETS).render_as_string(hide_password=True)


def _parsed(url: str) -> sa.URL:
    try:
        parsed = sa.make_url(url)
    except exc.ArgumentError as error:
        raise StoreError("database", "the address is no database URL", _EXAMPLES) from error
    except ValueError as error:
        raise StoreError("database", "the address has a port that is no number", _EXAMPLES) from error
    name = _name(parsed)
    if parsed.drivername in _POSTGRES:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in _SQLITE:
        raise StoreError(name, f"{parsed.drivername} is not supported, only SQLite and PostgreSQL are", _EXAMPLES)
    if parsed.database in (None, "", ":memory:"):
        raise StoreError(name, "a store in memory forgets everything", _EXAMPLES)
    return parsed


def _is_sqlite(url: sa.URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _prepare_folder(url: sa.URL, create: bool) -> None:
    path = file_of(url)
    if not create and not path.exists():
        raise no_store(str(path.absolute()), "there is no such file")
    try:
        private_folder(path.parent)
    except OSError as error:
        raise StoreError(_name(url), f"its folder cannot be made: {error.strerror}", "give another path") from error
    if url.query.get("mode") in (None, "rwc"):
        # SQLite itself leaves the rights to the umask; the files beside this one get the rights that it has.
        with suppress(OSError):
            make_private(path)
