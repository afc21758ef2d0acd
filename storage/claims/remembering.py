"""Claims that a process remembers, as of a few well-known voices the same are read for each claim that is judged.

On PostgreSQL they are remembered by the version of their rows: to send these took longer than to find them. SQLite has
no version, and hands over a row as it is asked for: there it is the row itself by which a claim is remembered.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from threading import Lock
from typing import Any, NamedTuple, cast

import sqlalchemy as sa

from extractors.records import ClaimRecord
from storage.layout import rows
from storage.layout.prepared import JsonText, OneOf, Prepared
from storage.layout.tables import claims

_MOST = 5000  # claims, of 3 KB each
_MORE = sa.cast(claims.c.more, JsonText).label("more")
COLUMNS = tuple(_MORE if column.name == "more" else column for column in rows.CLAIM_COLUMNS)
# The transaction that wrote a row as it stands, and where it lies, which PostgreSQL keeps with it: whatever changes a
# row is another transaction, or the same one at another place.
_VERSION: sa.ColumnElement[str] = sa.literal_column("claims.xmin::text || ' ' || claims.ctid::text").label("version")
_ROW = Prepared(sa.select(*COLUMNS))
_WITH_VERSION = Prepared(sa.select(*COLUMNS, _VERSION).where(OneOf(claims.c.id, "ids")))


class Version(NamedTuple):
    """A claim's row as one transaction left it, in the database that a dialect belongs to."""

    dialect: sa.Dialect
    id: str
    written: str


class _Remembered:
    """The claims that were asked for last, in all threads."""

    def __init__(self) -> None:
        self._claims: OrderedDict[Version, ClaimRecord] = OrderedDict()
        self._lock = Lock()

    def those(self, versions: Iterable[Version]) -> dict[str, ClaimRecord]:
        """What is remembered of these, by the claims' ids."""
        with self._lock:
            known = {one: self._claims[one] for one in versions if one in self._claims}
            for one in known:
                self._claims.move_to_end(one)
        return {one.id: claim for one, claim in known.items()}

    def keep(self, found: Mapping[Version, ClaimRecord]) -> None:
        """Remember these, and forget what nobody asked for longest."""
        with self._lock:
            self._claims.update(found)
            while len(self._claims) > _MOST:
                self._claims.popitem(last=False)


_REMEMBERED = _Remembered()


@lru_cache(maxsize=_MOST)
def of_row(dialect: sa.Dialect, found: tuple[Any, ...]) -> ClaimRecord:
    """A claim of a row with COLUMNS as the driver gives it; to make records of rows took four tenths of judging."""
    return rows.claim_record(_ROW.row(dialect, found))


@cache
def versions_of(look_up: Prepared) -> Prepared:
    """The look-up of claims that finds ids and versions alone."""
    return Prepared(cast("sa.Select[Any]", look_up.query).with_only_columns(claims.c.id, _VERSION))


def of_versions(connection: sa.Connection, found: Sequence[Sequence[str]]) -> dict[str, ClaimRecord]:
    """The claims of ids and versions by their ids; rows are read of those alone that are not remembered."""
    dialect = connection.dialect
    known = _REMEMBERED.those(Version(dialect, *one) for one in found)
    if missing := [key for key, _ in found if key not in known]:
        read = list(_WITH_VERSION.rows(connection, ids=missing))
        new = {Version(dialect, row["id"], row["version"]): rows.claim_record(row) for row in read}
        _REMEMBERED.keep(new)
        known |= {one.id: claim for one, claim in new.items()}
    return known
