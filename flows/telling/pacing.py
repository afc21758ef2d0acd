"""When one recipient's mails go out: quiet hours, and at most so many an hour. A pure decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from extractors.records import Alert, Change, Delivery
from extractors.records.identity import alert_id
from flows.telling.policy import Group

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with a recipient's due mails: send, send in one, or keep until a moment."""

    send: tuple[Delivery, ...] = ()
    together: tuple[Delivery, ...] = ()
    keep: tuple[Delivery, ...] = ()
    until: datetime | None = None


def plan(due: Sequence[Delivery], groups: Sequence[Group], sent: int, now: datetime, zone: ZoneInfo) -> Plan:
    """Decide by the recipient's groups and how many mails went to them within the last hour.

    With room for some but not all, the last one that fits tells all the rest. Quiet hours are the readers': a notice of
    how the watch itself is goes out at any hour.
    """
    notices = tuple(one for one in due if one.alert.kind == "notice")
    quiet_until = [end for group in groups if group.quiet_hours and (end := group.quiet_hours.end_of(now, zone))]
    if quiet_until:
        return Plan(send=notices, keep=tuple(one for one in due if one not in notices), until=max(quiet_until))
    # The strictest of a reader's groups counts: each was promised that there are no more.
    room = max(min(group.alerts_per_hour for group in groups) - sent, 0)
    free = tuple(one for one in due if one.alert.kind in ("digest", "notice"))
    counted = tuple(one for one in due if one not in free)
    if len(counted) <= room:
        return Plan(send=tuple(due))
    if room == 0:
        return Plan(send=free, keep=counted, until=now + HOUR)
    return Plan(send=free + counted[: room - 1], together=counted[room - 1 :])


def batch_alert(batched: Sequence[Delivery], now: datetime) -> Alert:
    """One alert that tells the claims of several."""
    claims = tuple(one for delivery in batched for one in delivery.alert.claims)
    first = batched[0].alert
    return Alert(
        id=alert_id("batch", [batched[0].recipient, *(delivery.alert.id for delivery in batched)]),
        created_at=now,
        url=first.url,
        outlet=first.outlet,
        title=f"{len(batched)} alerts in one",
        published_at=None,
        claims=claims,
        kind="digest",
        text="\n".join(f"{delivery.alert.outlet}: {delivery.alert.title}" for delivery in batched),
        changes=tuple(change for delivery in batched for change in _changes(delivery.alert)),
    )


def _changes(alert: Alert) -> Iterator[Change]:
    """What changed in the article of an alert, below the first of its claims."""
    for change in alert.changes if alert.claims else ():
        yield replace(change, statement=alert.claims[0].claim.statement_id)
