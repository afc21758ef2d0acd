"""The outbox: alerts that were stored with their claims and are still to be told to somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from extractors.records import Alert, Delivery, DeliveryStatus, Filter, JudgedClaim
from extractors.records.stored import DeliveryAttempt
from storage.claims.history import record_attempt
from storage.claims.listing import judged_claims
from storage.layout import rows
from storage.layout.base import Verbs, add_all, among, mappings, put
from storage.layout.prepared import OneOf, Prepared, Unindexed
from storage.layout.tables import alert_claims, alerts, claims, deliveries
from storage.polling.watching import put_moment
from storage.searching.indexing import index_told
from storage.searching.narrowing import alerts_matching, alerts_to_look_at

_MOST_SENT = 1000
_CLAIMS_TOLD = Prepared(
    sa.select(alert_claims.c.alert_id, *rows.JUDGED_COLUMNS)
    .join(claims, claims.c.id == alert_claims.c.claim_id)
    .where(OneOf(alert_claims.c.alert_id, "ids"))
    .order_by(alert_claims.c.place)
)
_ALERTS = Prepared(sa.select(alerts).where(OneOf(alerts.c.id, "ids")))


class OutboxVerbs(Verbs):
    """Alerts and deliveries."""

    def has_due_deliveries(self, now: datetime) -> bool:
        """Whether there is any delivery that ``lease_deliveries`` would take."""
        with self._database.reading() as connection:
            return connection.scalar(sa.select(deliveries.c.alert_id).where(*_due(now)).limit(1)) is not None

    def lease_deliveries(self, now: datetime, holder: str, lease_s: float, limit: int) -> tuple[Delivery, ...]:
        """Take due deliveries that nobody else is sending; they are ``holder``'s for ``lease_s`` seconds."""
        due = (
            sa.select(deliveries.c.alert_id, deliveries.c.recipient)
            .where(*_due(now))
            .order_by(deliveries.c.next_attempt_at, deliveries.c.alert_id, deliveries.c.recipient)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        with self._database.writing() as connection:
            keys = [(row.alert_id, row.recipient) for row in connection.execute(due)]
            mine = _these(keys)
            taken = {"lease_holder": holder, "lease_until": now + timedelta(seconds=lease_s)}
            connection.execute(sa.update(deliveries).where(mine).values(taken))
            return read_deliveries(connection, sa.select(deliveries).where(mine).order_by(deliveries.c.next_attempt_at))

    def mark_sent(self, alert_id: str, recipient: str, now: datetime) -> None:
        """A delivery has arrived. Only the first time counts."""
        change = {"status": "sent", "sent_at": now, "error": None, "attempts": deliveries.c.attempts + 1}
        self._settle(alert_id, recipient, change, ("sent", None, now))

    def mark_failed(
        self, alert_id: str, recipient: str, error: str, next_attempt_at: datetime | None, now: datetime
    ) -> None:
        """A delivery failed: it waits until ``next_attempt_at``, or is given up where that is None."""
        change = {
            "status": "waiting" if next_attempt_at else "given_up",
            "error": rows.storable(error),
            "attempts": deliveries.c.attempts + 1,
            "next_attempt_at": next_attempt_at or now,
        }
        self._settle(alert_id, recipient, change, ("failed" if next_attempt_at else "given_up", error, now))

    def postpone_delivery(self, alert_id: str, recipient: str, next_attempt_at: datetime) -> None:
        """Give a leased delivery back untried: it waits for quiet hours or a rate limit to end."""
        self._settle(alert_id, recipient, {"next_attempt_at": next_attempt_at})

    def put_alert(self, alert: Alert, recipients: Sequence[str], *, moment: tuple[str, datetime] | None = None) -> bool:
        """Put a digest or a notice into the outbox; False, and nothing changes, where it is there already.

        ``moment`` (a name and when) is remembered in the same transaction.
        """
        with self._database.writing() as connection:
            if not put_into_outbox(connection, alert, recipients):
                return False
            if moment is not None:
                put_moment(connection, *moment)
            return True

    def batch_deliveries(self, alert: Alert, recipient: str, batched: Sequence[str]) -> None:
        """Tell ``recipient`` by one alert what waits for him in several (by their ids), in one transaction."""
        waiting = (deliveries.c.recipient == recipient) & (deliveries.c.status == "waiting")
        with self._database.writing() as connection:
            if put_into_outbox(connection, alert, [recipient]):
                change = {"status": "batched", "lease_holder": None, "lease_until": None}
                these = waiting & deliveries.c.alert_id.in_(batched)
                connection.execute(sa.update(deliveries).where(these).values(change))

    def sent_counts(self, since: datetime) -> dict[str, int]:
        """How many alerts each recipient was sent from ``since`` on."""
        query = sa.select(deliveries.c.recipient, sa.func.count()).where(deliveries.c.sent_at >= since)
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query.group_by("recipient"))}

    def sent_since(self, since: datetime) -> tuple[Delivery, ...]:
        """What was sent to anybody after ``since``, the latest first."""
        query = sa.select(deliveries).where(deliveries.c.sent_at > since).order_by(deliveries.c.sent_at.desc())
        with self._database.reading() as connection:
            return read_deliveries(connection, query.limit(_MOST_SENT))

    def deliveries(self, narrow: Filter, status: DeliveryStatus | None = None) -> tuple[Delivery, ...]:
        """Deliveries, the latest alert first; narrowed to those that tell such a claim, and to one status."""
        query = sa.select(deliveries, alerts).join(alerts, alerts.c.id == deliveries.c.alert_id)
        if status is not None:
            query = query.where(deliveries.c.status == status)
        order = (alerts.c.created_at.desc(), deliveries.c.alert_id, deliveries.c.recipient)
        found: dict[tuple[str, str], dict[str, Any]] = {}
        with self._database.reading() as connection:
            fitting = query.where(*alerts_matching(narrow))
            for ids in alerts_to_look_at(connection, narrow, status):
                these = (among(connection, key, ids) for key in (alerts.c.id, deliveries.c.alert_id))
                some = fitting.where(*these).order_by(*order)
                for row in mappings(connection, some.limit(narrow.limit)):
                    found.setdefault((row["alert_id"], row["recipient"]), row)
                if len(found) >= narrow.limit:
                    break
            latest = sorted(found.items(), key=lambda one: (-one[1]["created_at"].timestamp(), one[0]))
            listed = [row for _, row in latest[: narrow.limit]]
            told = _claims_of(connection, sorted({row["alert_id"] for row in listed}))
        known = {row["alert_id"]: rows.alert_from_row(row, told[row["alert_id"]]) for row in listed}
        return tuple(rows.delivery(row, known[row["alert_id"]]) for row in listed)

    def _settle(
        self,
        alert_id: str,
        recipient: str,
        change: dict[str, Any],
        attempt: tuple[str, str | None, datetime] | None = None,
    ) -> None:
        this = _these([(alert_id, recipient)]) & (deliveries.c.status == "waiting")
        with self._database.writing() as connection:
            free = {"lease_holder": None, "lease_until": None}
            changed = sa.update(deliveries).where(this).values(change | free).returning(deliveries.c.attempts)
            number = connection.scalar(changed)
            if attempt is not None and number is not None:
                outcome, error, at = attempt
                record_attempt(connection, alert_id, recipient, DeliveryAttempt(number, at, outcome, error))


def put_into_outbox(
    connection: sa.Connection, alert: Alert, recipients: Sequence[str], stored_as: Mapping[str, str] | None = None
) -> bool:
    """Write an alert and one delivery a recipient, within the transaction that stores its claims.

    ``stored_as`` leads from ids of the alert's claims to those they are stored under. False where it is there already.
    """
    known = stored_as or {}
    ids = list(dict.fromkeys(known.get(one.claim.id, one.claim.id) for one in alert.claims))
    row = rows.alert_row(alert)
    if not put(connection, alerts, row | {"more": row["more"] | {"told": len(ids)}}):  # by which a lost claim is missed
        return False
    told = [{"alert_id": alert.id, "claim_id": claim, "place": place} for place, claim in enumerate(ids)]
    add_all(connection, alert_claims, told)
    if ids:
        index_told(connection, ids)
    waiting = [
        rows.delivery_row(alert, recipient) | {"in_reply_to": _thread_root(connection, ids, recipient)}
        for recipient in dict.fromkeys(recipients)
    ]
    add_all(connection, deliveries, waiting)
    return True


def _thread_root(connection: sa.Connection, ids: Sequence[str], recipient: str) -> str | None:
    """The Message-ID of the first mail to ``recipient`` that told of one of these claims or of what they follow."""
    told = deliveries.join(alert_claims, alert_claims.c.alert_id == deliveries.c.alert_id)
    told = told.join(claims, claims.c.id == alert_claims.c.claim_id).join(alerts, alerts.c.id == deliveries.c.alert_id)
    threads = sa.select(claims.c.thread_id).where(claims.c.id.in_(ids)).correlate(None)
    query = sa.select(deliveries.c.message_id).select_from(told)
    query = query.where(claims.c.thread_id.in_(threads), deliveries.c.recipient == recipient)
    query = query.where(Unindexed(deliveries.c.status).in_(("waiting", "sent")), alerts.c.kind != "digest")
    # Alerts of one pass may have one time: then the claim that began the thread comes first.
    first = (alerts.c.created_at, claims.c.id != claims.c.thread_id, alerts.c.id)
    return connection.scalar(query.order_by(*first).limit(1))


def _due(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    free = sa.or_(deliveries.c.lease_until.is_(None), deliveries.c.lease_until <= now)
    return deliveries.c.status == "waiting", deliveries.c.next_attempt_at <= now, free


def _these(keys: Sequence[tuple[str, str]]) -> sa.ColumnElement[bool]:
    # One by one: SQLite goes through the whole table for a list of pairs.
    each = ((deliveries.c.alert_id == alert) & (deliveries.c.recipient == recipient) for alert, recipient in keys)
    return sa.or_(sa.false(), *each)


def read_deliveries(connection: sa.Connection, query: sa.Select[Any]) -> tuple[Delivery, ...]:
    """Deliveries with their alerts, in the order of the query."""
    return _with_alerts(connection, list(mappings(connection, query)))


def _with_alerts(connection: sa.Connection, found: Sequence[dict[str, Any]]) -> tuple[Delivery, ...]:
    known = alerts_by_key(connection, sorted({row["alert_id"] for row in found}))
    return tuple(rows.delivery(row, known[row["alert_id"]]) for row in found)


def alerts_by_key(connection: sa.Connection, ids: Sequence[str]) -> dict[str, Alert]:
    """Alerts with their claims, by their ids, within a transaction."""
    told = _claims_of(connection, ids)
    found = _ALERTS.rows(connection, ids=ids) if ids else ()
    return {row["id"]: rows.alert_from_row(row, told[row["id"]]) for row in found}


def _claims_of(connection: sa.Connection, ids: Sequence[str]) -> defaultdict[str, tuple[JudgedClaim, ...]]:
    """What alerts tell, by their ids."""
    found = list(_CLAIMS_TOLD.rows(connection, ids=ids)) if ids else []
    told: defaultdict[str, tuple[JudgedClaim, ...]] = defaultdict(tuple)
    for row, judged in zip(found, judged_claims(connection, found), strict=True):
        told[row["alert_id"]] += (judged,)
    return told
