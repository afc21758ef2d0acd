"""Whoever takes care of a store: opens it in whatever state it is, as the store's own verbs would refuse to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Self

from storage.care.backup import back_up, put_back
from storage.care.copying import TableCopy, copy_store
from storage.care.info import StoreInfo, info_of, require_current
from storage.care.leaving import Row, Tally, rows_in, rows_out
from storage.care.prune import Pruned, prune
from storage.care.verified_parts import VerifiedPart
from storage.care.verify import verify_store
from storage.engine.database import Database, no_store
from storage.engine.schema import Upgrade, current_version, ensure_schema


class Keeper:
    """The care of the store at an address. Close it, or use it with ``with``; all raise StoreError."""

    def __init__(self, url: str, *, create: bool = False, busy_timeout_s: float = 10) -> None:
        """With ``create`` a SQLite file is made where there is none: for a store that is to be filled."""
        self._database = Database(url, busy_timeout_s, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    @property
    def name(self) -> str:
        """The database's address without the password."""
        return self._database.name

    @property
    def is_sqlite(self) -> bool:
        """Whether the store is a SQLite file."""
        return self._database.is_sqlite

    def info(self, within_s: float | None = None) -> StoreInfo:
        """What is stored, in whichever version; tables are weighed as far as ``within_s`` seconds are enough."""
        return info_of(self._database, within_s)

    def verify(self) -> Iterator[VerifiedPart]:
        """Look at one part after another."""
        return verify_store(self._database)

    def back_up(self, target: Path) -> None:
        """Write the store to a file while it is in use."""
        back_up(self._database, target)

    def put_back(self, backup: Path) -> None:
        """Make an empty store what a backup holds."""
        put_back(self._database, backup)

    def prune(self, before: datetime, *, dry_run: bool) -> Pruned:
        """Let go of what is older than ``before`` and was only kept to be looked up."""
        require_current(self._database)
        return prune(self._database, before, dry_run=dry_run)

    def copy_to(self, url: str, told: Callable[[TableCopy], None]) -> tuple[TableCopy, ...]:
        """Copy every row into an empty store at another address; ``told`` hears of each table."""
        require_current(self._database)  # before anything is made there
        target = Database(url, 10)
        try:
            return copy_store(self._database, target, told)
        finally:
            target.close()

    def rows_out(self, tally: Tally) -> Iterator[tuple[str, list[Row]]]:
        """Every row, table by table, some hundred at a time; the ``tally`` is kept meanwhile."""
        return rows_out(self._database, tally)

    def rows_in(self, found: Iterable[tuple[str, list[Row]]], told: Callable[[], Tally]) -> int:
        """Fill an empty store with rows, and compare it with what was ``told`` at the end; how many."""
        return rows_in(self._database, found, told)

    def make_tables(self) -> bool:
        """Make the tables where a server's database has none yet; whether it had none.

        In a file nothing is made: its address may be mistaken, and whoever runs the watch may make its file.
        """
        if self.is_sqlite or current_version(self._database) is not None:
            return False
        ensure_schema(self._database, upgrade=True)
        return True

    def upgrade(self) -> Upgrade | None:
        """Bring the store to this program's schema; None where it is there."""
        if current_version(self._database) is None:
            raise no_store(self._database.name, "it holds none yet")
        return ensure_schema(self._database, upgrade=True)
