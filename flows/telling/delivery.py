"""Carries the outbox to its recipients: each mail on its own, each failure with its next attempt or its end."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from extractors.errors import DeliveryError
from extractors.records import Delivery
from flows.mail.message import Letterhead, render
from flows.mail.transports import Mailer
from flows.runtime.delivery_report import DeliveryReport, Sent, Unsent
from flows.runtime.faults import Fault, FaultLog
from flows.telling.events import DAY, sift
from flows.telling.pacing import HOUR, batch_alert, plan
from flows.telling.policy import Policy, narrowed

if TYPE_CHECKING:
    from storage.store import Store

BATCH = 10  # mails, as many as the lease is reckoned for
# Each mail of a batch may run into the mail server's time-out (30 s) three times, and none is sent by another pass.
LEASE_S = 900.0
JITTER = 0.2  # what one outage kept back does not come back all at once


@dataclass(frozen=True, slots=True)
class RetryRule:
    """How long to wait after a failure, doubling from first to longest, and when to give up.

    As it stands a mail is tried six times in the first hour and every hour then, for two days.
    """

    first_s: float = 60.0
    longest_s: float = 3600.0
    give_up_after_s: float = 172_800.0


def deliver_due(
    store: Store,
    mailer: Mailer,
    now: datetime,
    *,
    letterhead: Letterhead,
    holder: str,
    rule: RetryRule | None = None,
    policy: Policy | None = None,
    dice: random.Random | None = None,
    faults: FaultLog | None = None,
) -> DeliveryReport:
    """Lease what is due, batch by batch, and send it; a failure or fault of one keeps none of the others back.

    With a policy each recipient gets what their groups want, outside their quiet hours and not too much of it.
    """
    met, chance = faults or FaultLog(), dice or random.Random()  # noqa: S311
    clerk = _Clerk(store, mailer, now, letterhead, rule or RetryRule(), policy, chance, met)
    outcomes: list[Sent | Unsent] = []
    kept = 0
    seen: set[str] = set()
    while batch := clerk.leased(holder):
        # Whatever comes back in one call after it was dealt with would come back for ever.
        if seen >= {one.message_id for one in batch}:
            break
        seen |= {one.message_id for one in batch}
        to_send, unsent = clerk.paced(batch) if policy else (batch, [])
        kept += len(batch) - len(to_send) - len(unsent)
        outcomes += [*unsent, *(clerk.deliver(delivery) for delivery in to_send)]
    return DeliveryReport(
        sent=tuple(one for one in outcomes if isinstance(one, Sent)),
        failed=tuple(one for one in outcomes if isinstance(one, Unsent) and one.next_attempt_at),
        given_up=tuple(one for one in outcomes if isinstance(one, Unsent) and not one.next_attempt_at),
        kept=kept,
    )


@dataclass(frozen=True, slots=True)
class _Clerk:
    """Everything that one delivery needs."""

    store: Store
    mailer: Mailer
    now: datetime
    letterhead: Letterhead
    rule: RetryRule
    policy: Policy | None
    dice: random.Random
    faults: FaultLog

    def leased(self, holder: str) -> tuple[Delivery, ...]:
        """The next few that are due; none where they cannot even be read."""
        with self.faults.boundary("mail", "the outbox"):
            return self.store.lease_deliveries(self.now, holder, LEASE_S, BATCH)
        return ()

    def paced(self, batch: Sequence[Delivery]) -> tuple[list[Delivery], list[Unsent]]:
        """What goes out now, and what failed; the rest is put off, or into one mail that is due at once."""
        sent, told = self.store.sent_counts(self.now - HOUR), self.store.sent_since(self.now - DAY)
        to_send: list[Delivery] = []
        unsent: list[Unsent] = []
        for recipient in dict.fromkeys(delivery.recipient for delivery in batch):
            mine = [delivery for delivery in batch if delivery.recipient == recipient]
            with self.faults.boundary("mail", recipient) as met:
                sifted = self._sifted(mine, recipient, [one for one in told if one.recipient == recipient])
                to_send += self._planned(sifted, recipient, sent.get(recipient, 0))
            if met.fault is not None:
                unsent += [self._put_off(delivery, met.fault) for delivery in mine]
        return to_send, unsent

    def deliver(self, delivery: Delivery) -> Sent | Unsent:
        """Send one mail and write down what became of it."""
        with self.faults.boundary("mail", f"{delivery.recipient}: {delivery.alert.title}") as met:
            outcome = self._attempt(delivery)
        if met.fault is not None:
            return self._put_off(delivery, met.fault)
        _record(self.store, delivery, outcome, self.now)
        return outcome

    def _put_off(self, delivery: Delivery, fault: Fault) -> Unsent:
        """A fault of ours in one mail: it is tried again after the others, and given up in the end like any."""
        again = next_attempt(delivery, self.rule, self.dice, self.now)
        unsent = Unsent(delivery.recipient, f"unforeseen: {fault.error}", again)
        _record(self.store, delivery, unsent, self.now)
        return unsent

    def _sifted(self, mine: Sequence[Delivery], recipient: str, told: Sequence[Delivery]) -> Sequence[Delivery]:
        """What may go out to a recipient: of one event one mail a day; the rest waits, and is told in one."""
        assert self.policy is not None  # noqa: S101 - for the type checker
        sifted = sift(mine, self.policy.groups_of(recipient), told)
        for delivery, until in sifted.wait:
            self.store.postpone_delivery(delivery.alert.id, recipient, until)
        for mails in sifted.together:
            self._put_together(mails, recipient)
        return sifted.free

    def _put_together(self, mails: Sequence[Delivery], recipient: str) -> None:
        told = batch_alert([self._as_asked(delivery) for delivery in mails], self.now)
        self.store.batch_deliveries(told, recipient, [delivery.alert.id for delivery in mails])

    def _planned(self, mine: Sequence[Delivery], recipient: str, sent: int) -> Sequence[Delivery]:
        """What one recipient gets now; the rest is put off, or into one mail."""
        assert self.policy is not None  # noqa: S101 - for the type checker
        zone = ZoneInfo(self.letterhead.time_zone)
        decided = plan(mine, self.policy.groups_of(recipient), sent, self.now, zone)
        for delivery in decided.keep:
            self.store.postpone_delivery(delivery.alert.id, recipient, decided.until or self.now + HOUR)
        if decided.together:
            self._put_together(decided.together, recipient)
        return decided.send

    def _as_asked(self, delivery: Delivery) -> Delivery:
        """The delivery with those claims that its recipient's groups asked for; a digest is made for its group."""
        if self.policy is None or delivery.alert.kind not in ("claims", "correction"):
            return delivery
        languages = self.store.languages([one.claim.id for one in delivery.alert.claims])
        groups = self.policy.groups_of(delivery.recipient)
        return replace(delivery, alert=narrowed(delivery.alert, groups, languages))

    def _attempt(self, delivery: Delivery) -> Sent | Unsent:
        delivery = self._as_asked(delivery)
        reports = {one.claim.id: found for one in delivery.alert.claims if (found := self.store.reports(one.claim.id))}
        try:
            message = render(delivery, self.letterhead, self.now, reports)
            self.mailer.send(message, delivery.recipient)
        except DeliveryError as error:
            again = None if error.permanent else next_attempt(delivery, self.rule, self.dice, self.now)
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
