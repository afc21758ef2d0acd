"""What a person is told where the database cannot be used: what, why and the mend, never the password."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from extractors.errors import StoreError
from extractors.records import FeedMemory
from storage.layout.tables import moments
from storage.store import Store, open_store

SECRET = "s3cret-word"


def _not_a_database(folder: Path) -> str:
    (folder / "notes.txt").write_text("These are notes and no database. " * 50)
    return f"sqlite:///{folder}/notes.txt"


def _a_folder(folder: Path) -> str:
    return f"sqlite:///{folder}"


def _below_a_file(folder: Path) -> str:
    (folder / "file").touch()
    return f"sqlite:///{folder}/file/below/store.sqlite3"


def _damaged(folder: Path) -> str:
    url = f"sqlite:///{folder}/store.sqlite3"
    open_store(url).close()
    path = folder / "store.sqlite3"
    body = bytearray(path.read_bytes())
    body[4096:] = b"\xff" * (len(body) - 4096)
    path.write_bytes(body)
    return url


def _locked(folder: Path) -> str:
    path = folder / "store.sqlite3"
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN EXCLUSIVE")
    _HELD.append(holder)
    return f"sqlite:///{path}"


_HELD: list[sqlite3.Connection] = []


def _given(url: str) -> Callable[[Path], str]:
    return lambda _: url


CASES = [
    ("no address", _given("here"), r"no database URL; give sqlite:///"),
    ("an empty address", _given(""), r"no database URL; give sqlite:///"),
    ("a port in words", _given(f"postgresql://me:{SECRET}@127.0.0.1:port/db"), r"no database URL|no number"),
    ("another database", _given(f"mysql://me:{SECRET}@127.0.0.1/db"), r"mysql://me:\*\*\*@127.0.0.1/db: mysql is not"),
    ("in memory", _given("sqlite://"), r"in memory forgets everything"),
    ("in memory, said aloud", _given("sqlite:///:memory:"), r"in memory forgets everything"),
    ("another kind of file", _not_a_database, r"notes\.txt: the file is no SQLite database; give another path"),
    ("a folder", _a_folder, r"the file cannot be opened; check that its folder exists"),
    ("below a file", _below_a_file, r"its folder cannot be made: (Not a directory|File exists); give another path"),
    ("damaged", _damaged, r"the file is damaged; put a backup back"),
    ("locked", _locked, r"another program holds it locked; end that program, or try again"),
    ("no server", _given(f"postgresql://me:{SECRET}@127.0.0.1:9/db"), r"me:\*\*\*@127.0.0.1:9/db: .*server runs"),
]


@pytest.mark.parametrize(("made", "told"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_database_that_cannot_be_used_is_told_in_one_line(
    made: Callable[[Path], str], told: str, tmp_path: Path
) -> None:
    url = made(tmp_path)
    try:
        with pytest.raises(StoreError, match=told) as error:
            open_store(url, busy_timeout_s=0.1)
    finally:
        while _HELD:
            _HELD.pop().close()
    assert SECRET not in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("option", ["password", "sslpassword"])
def test_a_password_among_the_options_is_not_shown_either(option: str) -> None:
    with pytest.raises(StoreError, match="server runs") as error:
        open_store(f"postgresql://127.0.0.1:9/db?user=me&{option}={SECRET}", busy_timeout_s=0.1)
    assert SECRET not in str(error.value)


def test_a_store_that_lacks_a_table_says_so(store: Store) -> None:
    with store._database.writing() as connection:
        connection.execute(sa.text("DROP TABLE moments"))
    try:
        with pytest.raises(StoreError, match="a part of the schema is missing; put a backup back"):
            store.moment("digest")
    finally:
        with store._database.writing() as connection:
            moments.create(connection)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("name=stores", "name=nowhere"), "does not exist on the server"),
        (("postgres@", f"nobody-known:{SECRET}@"), "does not exist on the server"),
    ],
    ids=["no such database", "no such user"],
)
def test_a_server_that_refuses_is_told_in_one_line(postgres_server: str, change: tuple[str, str], told: str) -> None:
    url = postgres_server.replace(*change).format(name="nowhere")
    with pytest.raises(StoreError, match=told) as error:
        open_store(url)
    assert SECRET not in str(error.value)


def test_a_store_that_can_only_be_read_is_read_and_says_so_when_written(
    sqlite_store_url: str, make: SimpleNamespace
) -> None:
    path = sqlite_store_url.removeprefix("sqlite:///")
    with open_store(f"sqlite:///file:{path}?mode=ro&uri=true") as store:
        assert store.is_empty()
        with pytest.raises(StoreError, match="it can only be read; give this user the right"):
            store.record_poll(FeedMemory("f"), [], make.noon)


def test_a_postgres_database_that_can_only_be_read_says_so(postgresql_store_url: str, make: SimpleNamespace) -> None:
    read_only = f"{postgresql_store_url}&options=-c%20default_transaction_read_only%3Don"
    with (
        open_store(read_only) as store,
        pytest.raises(StoreError, match="it can only be read; connect to the primary"),
    ):
        store.record_poll(FeedMemory("f"), [], make.noon)


def test_a_write_waits_for_another_and_then_says_that_the_database_is_locked(
    sqlite_store_url: str, make: SimpleNamespace
) -> None:
    holder = sqlite3.connect(sqlite_store_url.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with open_store(sqlite_store_url, busy_timeout_s=0.1) as store:
        assert store.feed_memories() == {}
        with pytest.raises(StoreError, match="another program holds it locked"):
            store.record_poll(FeedMemory("f"), [], make.noon)
        holder.close()
        store.record_poll(FeedMemory("f"), [], make.noon)


def test_a_postgres_table_that_is_locked_says_so_after_the_busy_timeout(
    postgresql_store_url: str, make: SimpleNamespace
) -> None:
    holder = sa.create_engine(postgresql_store_url.replace("postgresql://", "postgresql+psycopg://"))
    with holder.begin() as connection, open_store(postgresql_store_url, busy_timeout_s=0.1) as store:
        connection.execute(sa.text("LOCK TABLE feeds"))
        with pytest.raises(StoreError, match="another program holds it locked"):
            store.record_poll(FeedMemory("f"), [], make.noon)
    holder.dispose()


def test_a_sqlite_store_is_in_wal_mode_with_foreign_keys(sqlite_store_url: str, tmp_path: Path) -> None:
    made = f"sqlite:///{tmp_path}/in/new/folders/store.sqlite3"
    with open_store(made) as store, store._database.reading() as connection:
        assert connection.scalar(sa.text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(sa.text("PRAGMA foreign_keys")) == 1


@pytest.mark.parametrize("form", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_every_form_of_a_postgres_address_is_understood(postgresql_store_url: str, form: str) -> None:
    with open_store(postgresql_store_url.replace("postgresql://", form)) as store:
        assert store.is_empty()
        assert store.name.startswith("postgresql+psycopg://")


def test_a_moment_without_time_zone_is_refused(sqlite_store_url: str, make: SimpleNamespace) -> None:
    naive = make.noon.replace(tzinfo=None)
    with open_store(sqlite_store_url) as store, pytest.raises(sa.exc.StatementError, match="without time zone"):
        store.set_moment("digest", naive)


@pytest.mark.parametrize("mapped", [True, False])
def test_a_file_is_read_through_memory_where_that_is_asked_for(tmp_path: Path, mapped: bool) -> None:
    with open_store(f"sqlite:///{tmp_path}/store.sqlite3", mapped=mapped) as store, store._database.reading() as open_:
        assert bool(open_.exec_driver_sql("PRAGMA mmap_size").scalar()) == mapped
