"""The store: everything that is remembered, behind verbs that speak records."""

from __future__ import annotations

from typing import Self

from storage.articles import ArticleVerbs
from storage.by_key import KeyVerbs
from storage.claims import ClaimVerbs
from storage.database import Database
from storage.facets import FacetVerbs
from storage.feeds import FeedVerbs
from storage.leases import LeaseVerbs
from storage.leaving import LeavingVerbs
from storage.looking import LookVerbs
from storage.outbox import OutboxVerbs
from storage.overview import OverviewVerbs
from storage.pages import PageVerbs
from storage.quality import QualityVerbs
from storage.reprocessing import ReprocessingVerbs
from storage.reviews import ReviewVerbs
from storage.schema import Upgrade, ensure_schema
from storage.search import SearchVerbs
from storage.set_aside import FaultVerbs
from storage.tracing import TraceVerbs
from storage.voices import VoiceVerbs
from storage.watching import WatchVerbs


class Store(
    FeedVerbs,
    KeyVerbs,
    LookVerbs,
    ArticleVerbs,
    ClaimVerbs,
    VoiceVerbs,
    OutboxVerbs,
    OverviewVerbs,
    ReviewVerbs,
    PageVerbs,
    LeaseVerbs,
    WatchVerbs,
    FaultVerbs,
    TraceVerbs,
    ReprocessingVerbs,
    LeavingVerbs,
    SearchVerbs,
    FacetVerbs,
    QualityVerbs,
):
    """All verbs on one database, safe to use from several threads and processes. Close it, or use it with ``with``.

    ``upgraded`` says how its schema was changed when it was opened, None where it was not.
    """

    def __init__(self, database: Database, upgraded: Upgrade | None = None) -> None:
        super().__init__(database)
        self.upgraded = upgraded

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The database's address without the password."""
        return self._database.name

    def close(self) -> None:
        """Give the connections back."""
        self._database.close()


def open_store(url: str, *, upgrade: bool = True, busy_timeout_s: float = 10) -> Store:
    """Open the store at ``sqlite:///path`` or ``postgresql://…``; its schema is made or upgraded where
    needed (of a SQLite file that is upgraded a copy is made first).

    Raises StoreError where the database is locked, read-only, newer than the program, unreachable or none at all.
    """
    database = Database(url, busy_timeout_s, create=upgrade)
    try:
        upgraded = ensure_schema(database, upgrade)
    except BaseException:
        database.close()
        raise
    return Store(database, upgraded)
