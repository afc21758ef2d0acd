"""The operator's mail about faults of the program: one for all that nobody was told of, each fault once a version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from typing import TYPE_CHECKING

from extractors.errors import DeliveryError
from extractors.records.identity import digest, fault_id
from extractors.records.stored import KnownFault
from extractors.text.addresses import host_of
from flows.mail.transports import Mailer
from flows.runtime.clock import in_utc
from flows.runtime.faults import Fault
from flows.runtime.run_report import count
from flows.telling.feed_news import operator_mail, refusal_of

if TYPE_CHECKING:
    from storage.store import Store

_MOST_TOLD = 20  # with a traceback each; one cause often shows in many
_DONE = {
    "feed": "the feed counts as failing and is asked again later",
    "entry": "the article is tried again later, and set aside with its bytes if that goes on",
    "revisit": "what was told stands; the article is read again at its next look",
    "digest": "the next pass makes the digest",
    "mail": "the mail is tried again later; all others went out",
}
_DONE_ELSE = "the rest of the pass was done; the next one tries again"
_MEND = """\
These are faults of the program, not of its settings: nothing is lost, and the watch goes on. Please show them to its
developers, with this mail and, for articles, the bytes: `recognition-watch articles --set-aside` lists what was set
aside, with `--raw ID` it gives the bytes. What was set aside is tried again by itself after an upgrade.
"""


def known_fault(fault: Fault, version: str) -> KnownFault:
    """A fault as it is remembered."""
    raised = fault.error.partition(":")[0]
    key = fault_id(fault.kind, raised, fault.place, host_of(fault.subject) or "", version)
    return KnownFault(
        id=key,
        kind=fault.kind,
        subject=fault.subject,
        error=fault.error,
        traceback=fault.traceback,
        place=fault.place,
        version=version,
        first_seen=fault.at,
        last_seen=fault.at,
    )


def tell_of_faults(
    store: Store, mailer: Mailer, *, sender: str, recipients: Sequence[str], now: datetime
) -> tuple[DeliveryError, ...]:
    """Mail the faults that nobody was told of; what could not be sent comes back and is tried the next time.

    A fault counts as told once one recipient has the mail.
    """
    news = store.known_faults(untold=True)
    if not news:
        return ()
    refusals = [refusal_of(mailer, _message(news, sender, recipient, now)) for recipient in recipients]
    if any(refusal is None for refusal in refusals):
        store.mark_told([fault.id for fault in news], now)
    return tuple(refusal for refusal in refusals if refusal is not None)


def fault_text(news: Sequence[KnownFault]) -> str:
    """What the mail says: what it was working on, what was done about it, and the mend."""
    parts = [_told(fault) for fault in news[:_MOST_TOLD]]
    if len(news) > _MOST_TOLD:
        parts.append(f"… and {len(news) - _MOST_TOLD} more")
    return "\n\n".join([*parts, _MEND])


def _told(fault: KnownFault) -> str:
    times = f", {fault.times} times" if fault.times > 1 else ""
    lines = [
        f"{fault.kind}: {fault.subject}",
        f"  {fault.error}",
        f"  at {in_utc(fault.first_seen)}{times}, version {fault.version}",
        f"  what was done: {_DONE.get(fault.kind, _DONE_ELSE)}",
        *(f"    {line}" for line in fault.traceback.splitlines()),
    ]
    return "\n".join(lines)


def _message(news: Sequence[KnownFault], sender: str, recipient: str, now: datetime) -> EmailMessage:
    kinds = ", ".join(dict.fromkeys(fault.kind for fault in news))
    subject = f"[recognition-watch] {count(len(news), 'fault')} of the program: {kinds}"
    identity = digest(recipient, *(fault.id for fault in news))
    return operator_mail(subject, fault_text(news), sender, recipient, identity, now)
