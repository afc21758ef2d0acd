"""Who is told of what in one pass: the policy, and from when on; and the digests that are put together after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flows.telling.digest import begun_at, put_backlog, put_digests
from flows.telling.offices import roles_on
from flows.telling.policy import Policy, Readership, default_policy
from flows.telling.policy_file import load_policy

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from extractors.lexicon import Lexicon
    from flows.runtime.faults import FaultLog
    from flows.settings.model import MailSettings, Settings
    from storage.store import Store


@dataclass(frozen=True, slots=True)
class TellingContext:
    """The policy, when the watch on this store began, whether what is older alerts, and who is what."""

    policy: Policy
    begun: datetime
    backlog: str
    zone: ZoneInfo
    roles: Mapping[str, str]

    @property
    def begun_at(self) -> datetime | None:
        """What was published before is history; None where everything alerts."""
        return None if self.backlog == "alert" else self.begun

    @property
    def readers(self) -> Readership:
        """Who may be told of an article."""
        return Readership(policy=self.policy, begun_at=self.begun_at)

    def put_digests(self, store: Store, now: datetime, faults: FaultLog) -> None:
        """Put into the outbox what is due: the first pass's history once it is all read, then the groups' digests."""
        if self.backlog == "digest":
            with faults.boundary("digest", "what was known when the watch began"):
                # What no feed has answered yet is not all read: a first pass without a network has found nothing.
                if not store.due_entries(now, 1) and store.coverage(self.begun).answered:
                    put_backlog(store, self.begun, self.policy, now, faults)
        put_digests(store, self.policy, now, self.zone, faults)


def telling_of(settings: Settings, store: Store, lexicon: Lexicon, now: datetime) -> TellingContext:
    """Read the policy; SettingsError says what is wrong in it. On a new store the watch begins now."""
    return TellingContext(
        policy=policy_of(settings, lexicon.by_id),
        begun=begun_at(store, now),
        backlog=settings.backlog,
        zone=ZoneInfo(settings.time_zone),
        roles=roles_on(lexicon, now),
    )


def policy_of(settings: Settings, actors: Collection[str] | None) -> Policy:
    """The policy file's, else one group of the mail's readers; ``actors`` are the lexicon's keys."""
    if not settings.policy:
        return default_policy(settings.mail.readers)
    return load_policy(Path(settings.policy), actors)


def operators_of(mail: MailSettings, policy: Policy) -> tuple[str, ...]:
    """Who is told how the watch itself is: the operators, else the recipients, else the policy's mail addresses."""
    return mail.operators or mail.recipients or policy.mail_addresses
