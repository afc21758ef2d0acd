"""Leases: of several processes on one store, one at a time does a thing."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.layout.base import Verbs, insert
from storage.layout.tables import deliveries, leases


class LeaseVerbs(Verbs):
    """Leases."""

    def acquire_lease(self, name: str, holder: str, now: datetime, ttl_s: float) -> bool:
        """Take or prolong the lease ``name``; False while somebody else holds it. It ends by itself after ``ttl_s``."""
        until = now + timedelta(seconds=ttl_s)
        with self._database.writing() as connection:
            taken = insert(connection, leases).values(name=name, holder=holder, until=until)
            # Within the insert itself: between looking and taking another could take it.
            free = sa.or_(leases.c.until <= now, leases.c.holder == holder)
            change = {"holder": holder, "until": until}
            taken = taken.on_conflict_do_update(index_elements=["name"], set_=change, where=free)
            return connection.execute(taken.returning(leases.c.name)).first() is not None

    def release_lease(self, name: str, holder: str) -> None:
        """Give the lease back; nothing happens where somebody else holds it."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(leases).where(leases.c.name == name, leases.c.holder == holder))

    def release_all(self, holder: str) -> None:
        """Give back all that ``holder`` leased, deliveries too; for one that is known to have ended."""
        mine = (deliveries.c.status == "waiting") & (deliveries.c.lease_holder == holder)
        with self._database.writing() as connection:
            connection.execute(sa.delete(leases).where(leases.c.holder == holder))
            connection.execute(sa.update(deliveries).where(mine).values(lease_holder=None, lease_until=None))
