"""The operator's mail about feeds: one for all that went bad and stayed so, or came back, since the last."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from extractors.errors import DeliveryError
from extractors.records import FeedMemory
from flows.mail.transports import Mailer
from flows.polling.intervals import USUAL, PollRules
from flows.polling.news import news_of, operator_message, told
from storage.store import Store


def tell_operator(
    store: Store,
    mailer: Mailer,
    *,
    sender: str,
    recipients: Sequence[str],
    polled: Collection[str],
    now: datetime,
    rules: PollRules = USUAL,
) -> tuple[DeliveryError, ...]:
    """Mail what is new of the ``polled`` feeds' health; what could not be sent comes back and is tried the next time.

    A feed counts as told once one recipient has the mail.
    """
    memories = [memory for url, memory in store.feed_memories().items() if url in polled]
    news = sorted((memory for memory in memories if news_of(memory, rules)), key=lambda memory: memory.url)
    refusals = [refusal_of(mailer, message) for message in _messages(news, sender, recipients, now, rules)]
    if any(refusal is None for refusal in refusals):
        for memory in news:
            store.record_poll(told(memory), (), now)
    return tuple(refusal for refusal in refusals if refusal is not None)


def refusal_of(mailer: Mailer, message: EmailMessage) -> DeliveryError | None:
    """Send a mail; what kept it from going out, None where nothing did."""
    try:
        mailer.send(message, str(message["To"]))
    except DeliveryError as error:
        return error
    return None


def _messages(
    news: Sequence[FeedMemory], sender: str, recipients: Sequence[str], now: datetime, rules: PollRules
) -> list[EmailMessage]:
    words = operator_message(news, rules)
    if words is None:
        return []
    return [operator_mail(*words, sender, recipient, _identity(news, recipient), now) for recipient in recipients]


def operator_mail(subject: str, text: str, sender: str, recipient: str, identity: str, now: datetime) -> EmailMessage:
    """A mail about the watch itself; ``identity`` is equal for the same news to the same recipient."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, recipient, subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{identity}@recognition-watch>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def _identity(news: Sequence[FeedMemory], recipient: str) -> str:
    """Equal for the same news to the same recipient, so that a repeated mail is known as one."""
    facts = [f"{memory.url} {memory.state} {memory.last_ok_at} {memory.failing_since}" for memory in news]
    return hashlib.sha256("\n".join([recipient, *facts]).encode()).hexdigest()[:32]
