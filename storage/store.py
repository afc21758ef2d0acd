"""The store: everything that is remembered, behind verbs that speak records."""

from __future__ import annotations

from typing import Self

from storage.articles.by_key import KeyVerbs
from storage.articles.leaving import LeavingVerbs
from storage.articles.pages import PageVerbs
from storage.articles.reprocessing import ReprocessingVerbs
from storage.articles.search import SearchVerbs
from storage.articles.storing import ArticleVerbs
from storage.articles.tracing import TraceVerbs
from storage.claims.listing import ClaimVerbs
from storage.claims.overview import OverviewVerbs
from storage.claims.reviews import ReviewVerbs
from storage.claims.voices import VoiceVerbs
from storage.engine.database import Database
from storage.engine.schema import Upgrade, ensure_schema
from storage.polling.feeds import FeedVerbs
from storage.polling.looking import LookVerbs
from storage.polling.set_aside import FaultVerbs
from storage.polling.watching import WatchVerbs
from storage.searching.facets import FacetVerbs
from storage.telling.leases import LeaseVerbs
from storage.telling.outbox import OutboxVerbs
from storage.telling.quality import QualityVerbs


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


def open_store(url: str, *, upgrade: bool = True, busy_timeout_s: float = 10, mapped: bool = False) -> Store:
    """Open the store at ``sqlite:///path`` or ``postgresql://…``; its schema is made or upgraded where
    needed (a SQLite file is copied before it is changed). What mostly reads has a SQLite file ``mapped``
    into memory, which is twice as quick.

    Raises StoreError where the database is locked, read-only, newer than the program, unreachable or none at all.
    """
    database = Database(url, busy_timeout_s, create=upgrade, mapped=mapped)
    try:
        upgraded = ensure_schema(database, upgrade)
    except BaseException:
        database.close()
        raise
    return Store(database, upgraded)
