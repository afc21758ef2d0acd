"""The nouns of telling: an alert, and its delivery to one recipient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from extractors.records.judged import JudgedClaim

DeliveryStatus = Literal["waiting", "sent", "given_up", "batched"]
AlertKind = Literal["claims", "correction", "digest", "notice"]


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that an outlet changed in its article: empty before where it is new, after where it was taken out.

    ``statement`` is the id of the one that came with it, where claims of several articles are told of in one mail.
    """

    before: str
    after: str
    part: Literal["text", "headline"] = "text"
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to be told: the new claims of one article, their correction, a digest, or a notice to the operator.

    ``text`` says in a sentence why there is a correction, or is a notice's own words. ``changes`` are what changed in
    an article that had been read before, ``more_changes`` how many others there are.
    """

    id: str
    created_at: datetime
    url: str
    outlet: str
    title: str
    published_at: datetime | None
    claims: tuple[JudgedClaim, ...]
    kind: AlertKind = "claims"
    text: str = ""
    changes: tuple[Change, ...] = ()
    more_changes: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """One alert for one recipient, as it stands in the outbox.

    ``in_reply_to`` is the Message-ID of the first mail that told this recipient of one of its claims.
    """

    alert: Alert
    recipient: str
    message_id: str
    status: DeliveryStatus
    attempts: int
    next_attempt_at: datetime
    sent_at: datetime | None = None
    error: str | None = None
    in_reply_to: str | None = None
