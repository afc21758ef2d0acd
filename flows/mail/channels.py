"""Channels beside mail: Slack, Telegram, ntfy … whatever Apprise can reach, and webhooks that are signed.

A recipient ``channel:NAME`` stands for an address in the policy file, so that tokens in addresses stay out of the store
and out of reports. Each channel has outbox rows of its own, like any recipient.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from extractors.errors import DeliveryError
from flows.mail import webhooks
from flows.mail.transports import Mailer
from flows.runtime.clock import utc_now

PREFIX = "channel:"


def channel_name(recipient: str) -> str | None:
    """The channel that a recipient stands for, None for a mail address."""
    return recipient.removeprefix(PREFIX) if recipient.startswith(PREFIX) else None


def refusal(address: str) -> str | None:
    """Why an address will not do, None if it does; the address itself is not told, it may hold a token."""
    if webhooks.is_hook(address):
        return webhooks.refusal(address)
    scheme, found, _ = address.partition("://")
    if not found:
        return "is no address such as ntfy://topic"
    return None if _service(address) is not None else f"is refused by Apprise: {scheme}:// lacks what it needs"


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A mailer for all recipients: channels by Apprise or signed webhooks, everybody else by mail."""

    mail: Mailer
    channels: Mapping[str, str] = field(default_factory=dict)
    clock: Callable[[], datetime] = utc_now

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Send by the recipient's own way."""
        name = channel_name(recipient)
        if name is None:
            self.mail.send(message, recipient)
        elif name not in self.channels:
            raise DeliveryError(recipient, "the policy file has no such channel")
        elif webhooks.is_hook(self.channels[name]):
            webhooks.post(self.channels[name], message, recipient, self.clock())
        else:
            _notify(self.channels[name], message, recipient)


def _notify(address: str, message: EmailMessage, recipient: str) -> None:
    service = _service(address)
    if service is None:
        raise DeliveryError(recipient, refusal(address) or "is refused by Apprise")
    text = message.get_body(("plain",))
    body = str(text.get_content()) if text else ""
    if not service.notify(title=str(message["Subject"]), body=body):
        raise DeliveryError(recipient, f"{service.service_name} did not take the message")


def _service(address: str) -> Any:
    """Apprise's object for an address; it keeps nothing on disk and shows no addresses in its log."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of the standard library, inside Apprise
        from apprise import Apprise, AppriseAsset, PersistentStoreMode  # a second of imports that few runs need

        asset = AppriseAsset(app_id="recognition-watch", storage_mode=PersistentStoreMode.MEMORY, secure_logging=True)
        return Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
