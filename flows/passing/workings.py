"""The settings as the plain values that the other parts of this room work by."""

from __future__ import annotations

from pathlib import Path

from flows.fetching.results import FetchRules
from flows.mail.transports import BoundedMailer, FolderMailer, Mailer, SmtpMailer
from flows.polling import PollRules
from flows.reading.crew import CrewRules, usable_cores
from flows.settings.model import Settings
from flows.telling.delivery import RetryRule

# So many mails may wait in vain for a server that hangs before a pass leaves it alone.
MOST_TIMEOUTS = 3


def fetch_rules(settings: Settings) -> FetchRules:
    """How the HTTP client behaves."""
    poll = settings.poll
    return FetchRules(
        contact=settings.contact,
        timeout_s=poll.timeout_s,
        connect_timeout_s=min(poll.connect_timeout_s, poll.timeout_s),
        max_bytes=poll.max_bytes,
        concurrency=poll.concurrency,
        per_host=poll.per_host,
        pause_s=poll.pause_s,
        allow_private_addresses=poll.allow_private_addresses,
    )


def poll_rules(settings: Settings) -> PollRules:
    """When feeds are polled, and when they count as bad."""
    poll = settings.poll
    return PollRules(shortest_s=poll.shortest_s, longest_s=poll.longest_s, bad_after=poll.bad_after)


def crew_rules(settings: Settings) -> CrewRules:
    """How many workers read pages and feeds, and what bounds them."""
    workers = settings.workers
    number = workers.number or usable_cores()
    return CrewRules(number, workers.article_s, workers.memory_mb, settings.model, settings.learned_judge)


def retry_rule(settings: Settings) -> RetryRule:
    """When a mail that failed is tried again."""
    mail = settings.mail
    return RetryRule(mail.retry_first_s, mail.retry_longest_s, mail.give_up_after_s)


def mailer_of(settings: Settings) -> Mailer:
    """The mail server, or the folder where none is set."""
    mail = settings.mail
    if not mail.sends:
        return FolderMailer(Path(mail.folder))
    server = SmtpMailer(
        host=mail.host,
        port=mail.port,
        tls=mail.tls,
        user=mail.user,
        password=mail.password.get_secret_value(),
        timeout_s=mail.timeout_s,
    )
    return BoundedMailer(server, MOST_TIMEOUTS * mail.timeout_s)
