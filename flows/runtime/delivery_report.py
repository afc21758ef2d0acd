"""What one look at the outbox brought out: what was sent, what failed, and what was put off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
    """What became of all deliveries that were due; ``kept`` were put off by the policy, or told together."""

    sent: tuple[Sent, ...] = ()
    failed: tuple[Unsent, ...] = ()
    given_up: tuple[Unsent, ...] = ()
    kept: int = 0

    @property
    def all_went_well(self) -> bool:
        """Whether nothing failed."""
        return not self.failed and not self.given_up
