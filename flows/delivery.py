"""Carries the outbox to its recipients: each mail on its own, each failure with its next attempt or its end."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from extractors.errors import DeliveryError
from extractors.records import Delivery
from flows.mail import Letterhead, render
from flows.mailers import Mailer

if TYPE_CHECKING:
    from storage.store import Store

BATCH = 10
LEASE_S = 900.0
JITTER = 0.2


@dataclass(frozen=True, slots=True)
class RetryRule:
    """How long to wait after a failure, doubling from first to longest, and when to give up."""

    first_s: float = 60.0
    longest_s: float = 3600.0
    give_up_after_s: float = 172_800.0


@dataclass(frozen=True, slots=True)
class Sent:
    """One mail that went out."""

    recipient: str
    subject: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Unsent:
    """One mail that did not, and when it is tried again; never when given up."""

    recipient: str
    error: str
    next_attempt_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What became of all deliveries that were due."""

    sent: tuple[Sent, ...] = ()
    failed: tuple[Unsent, ...] = ()
    given_up: tuple[Unsent, ...] = ()

    @property
    def all_went_well(self) -> bool:
        """Whether nothing failed."""
        return not self.failed and not self.given_up


def deliver_due(
    store: Store,
    mailer: Mailer,
    now: datetime,
    *,
    letterhead: Letterhead,
    holder: str,
    rule: RetryRule | None = None,
    dice: random.Random | None = None,
) -> DeliveryReport:
    """Lease what is due, batch by batch, and send it; a failure of one keeps none of the others back."""
    rule, dice = rule or RetryRule(), dice or random.Random()  # noqa: S311 - jitter needs no secrecy
    outcomes: list[Sent | Unsent] = []
    while batch := store.lease_deliveries(now, holder, LEASE_S, BATCH):
        for delivery in batch:
            outcome = _deliver(delivery, mailer, letterhead, rule, dice, now)
            _record(store, delivery, outcome, now)
            outcomes.append(outcome)
    return DeliveryReport(
        sent=tuple(one for one in outcomes if isinstance(one, Sent)),
        failed=tuple(one for one in outcomes if isinstance(one, Unsent) and one.next_attempt_at),
        given_up=tuple(one for one in outcomes if isinstance(one, Unsent) and not one.next_attempt_at),
    )


def _deliver(
    delivery: Delivery, mailer: Mailer, letterhead: Letterhead, rule: RetryRule, dice: random.Random, now: datetime
) -> Sent | Unsent:
    try:
        message = render(delivery, letterhead, now)
        mailer.send(message, delivery.recipient)
    except DeliveryError as error:
        again = None if error.permanent else next_attempt(delivery, rule, dice, now)
        return Unsent(delivery.recipient, str(error), again)
    return Sent(delivery.recipient, str(message["Subject"]), delivery.message_id)


def _record(store: Store, delivery: Delivery, outcome: Sent | Unsent, now: datetime) -> None:
    if isinstance(outcome, Sent):
        store.mark_sent(delivery.alert.id, delivery.recipient, now)
    else:
        store.mark_failed(delivery.alert.id, delivery.recipient, outcome.error, outcome.next_attempt_at, now)


def next_attempt(delivery: Delivery, rule: RetryRule, dice: random.Random, now: datetime) -> datetime | None:
    """When to try again: pauses double and vary by a fifth, up to the longest; None once it has taken too long."""
    pause = min(rule.first_s * 2.0 ** min(delivery.attempts, 32), rule.longest_s)
    again = now + timedelta(seconds=pause * dice.uniform(1 - JITTER, 1 + JITTER))
    too_late = delivery.alert.created_at + timedelta(seconds=rule.give_up_after_s)
    return again if again <= too_late else None
