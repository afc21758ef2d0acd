"""The steps of one pass as plain functions: poll a feed, deliver, tell the operator. They know no Prefect.

A step takes what it works with (``RunContext``) and one piece of work, and answers with a record of what became of it.
What goes wrong with one feed or mail is in that record, what nobody foresaw in the context's log of faults; only a
store or settings that cannot be used leave a step as an exception. Reading entries: ``flows/passing/inbox.py``.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from extractors.records import Feed, FeedMemory, Page
from flows.mail.channels import Dispatch
from flows.mail.message import Letterhead
from flows.passing.run_context import RunContext, keep_robots
from flows.passing.setting_aside import keep_feed, this_version
from flows.passing.subscribing import subscribe
from flows.passing.workings import mailer_of, poll_rules, retry_rule
from flows.polling import PollOutcome, is_due, poll_feed, unforeseen
from flows.polling.news import news_of
from flows.reading.messages import FeedRead
from flows.runtime.clock import utc_now
from flows.runtime.faults import Fault
from flows.runtime.moments import LATEST_RUN as LATEST_RUN
from flows.runtime.run_report import FeedPolled, MailsSent
from flows.telling import fault_news
from flows.telling.delivery import deliver_due
from flows.telling.fault_news import known_fault
from flows.telling.feed_news import tell_operator
from flows.telling.outage import is_unreachable

_DICE = random.Random()  # noqa: S311 - jitter needs no secrecy


def known_feeds(context: RunContext) -> tuple[tuple[Feed, FeedMemory], ...]:
    """All feeds, each with what is remembered of it."""
    memories: dict[str, FeedMemory] = {}
    with context.faults.boundary("upkeep", "what is remembered of feeds"):
        memories = context.store.feed_memories()
    return tuple((feed, memories.get(feed.url) or FeedMemory(feed.url)) for feed in context.feeds)


def due_feeds(
    context: RunContext, known: Sequence[tuple[Feed, FeedMemory]], *, every: bool
) -> tuple[tuple[Feed, FeedMemory], ...]:
    """Those of the ``known`` feeds to poll now; all of them if ``every``."""
    now, rules = utc_now(), poll_rules(context.settings)
    return tuple((feed, memory) for feed, memory in known if every or is_due(memory, now, rules))


async def poll(context: RunContext, feed: Feed, memory: FeedMemory) -> FeedPolled:
    """Poll one feed, remember how it was found, and put what may matter into the inbox."""
    rules, now = poll_rules(context.settings), utc_now()
    bodies: list[Page] = []

    async def read(body: Page, of: Feed, at: datetime) -> FeedRead:
        bodies.append(body)
        return await context.crew.read_feed(body, of, at)

    with context.faults.boundary("feed", feed.url) as met:
        outcome = await poll_feed(context.fetcher, feed, memory, now, rules=rules, jitter=_DICE.random(), read=read)
        polled = await _recorded(context, outcome)
        await subscribe(context, outcome.memory)
    if met.fault is not None:
        polled = await _failed(context, feed, memory, met.fault.error)
    _keep_or_forget(context, feed, memory, met.fault, bodies)
    # Whether it is the feed's own fault that it cannot be reached, only all polls together can tell.
    if not is_unreachable(polled):
        context.tell(polled)
    return polled


def _keep_or_forget(
    context: RunContext, feed: Feed, memory: FeedMemory, fault: Fault | None, bodies: Sequence[Page]
) -> None:
    """Keep the bytes of a feed that a fault came up in; those of before, as soon as it is read again, no longer."""
    with context.faults.boundary("upkeep", f"the bytes of {feed.url}"):
        if fault is not None and bodies:
            keep_feed(context.store, feed, fault, bodies[-1], utc_now())
        elif fault is None and bodies and memory.reason == "unforeseen":
            context.store.forget_feed(feed.url)


async def _recorded(context: RunContext, outcome: PollOutcome) -> FeedPolled:
    new = await context.polls.record(outcome.memory, outcome.mattering)
    return FeedPolled(
        feed=outcome.feed,
        state=outcome.memory.state,
        reason=outcome.memory.reason,
        error=str(outcome.error) if outcome.error else None,
        entries=len(outcome.entries),
        new=len(new),
        passed_over=len(outcome.entries) - len(outcome.mattering),
        problems=outcome.problems,
        failing_since=outcome.memory.failing_since,
        lasting=news_of(outcome.memory, poll_rules(context.settings)) == "bad",
    )


async def _failed(context: RunContext, feed: Feed, memory: FeedMemory, why: str) -> FeedPolled:
    """A feed that a fault came up in is a failing one: it is asked less often, and the operator hears of it."""
    with context.faults.boundary("feed", feed.url):
        rules = poll_rules(context.settings)
        return await _recorded(context, unforeseen(feed, memory, why, utc_now(), rules=rules, jitter=_DICE.random()))
    return FeedPolled(feed, "failing", "unforeseen", error=why)


def fill_outbox(context: RunContext) -> bool:
    """Put the digests that are due into the outbox; whether anything is to go out now."""
    context.telling.put_digests(context.store, utc_now(), context.faults)
    with context.faults.boundary("mail", "the outbox"):
        return context.store.has_due_deliveries(utc_now())
    return True


def deliver(context: RunContext) -> MailsSent:
    """Send what waits in the outbox."""
    settings = context.settings
    state_owned = frozenset(feed.outlet for feed in context.feeds if feed.state_owned)
    roles, pages = context.telling.roles, settings.web.public_address
    letterhead = Letterhead(settings.mail.sender, settings.time_zone, state_owned, roles, pages)
    report = deliver_due(
        context.store,
        Dispatch(mailer_of(settings), context.telling.policy.channels),
        utc_now(),
        letterhead=letterhead,
        holder=context.holder,
        rule=retry_rule(settings),
        policy=context.telling.policy,
        faults=context.faults,
    )
    mail = settings.mail
    to = f"{mail.host}:{mail.port}" if mail.sends else f"no server is set, written to the folder {mail.folder}"
    sent = MailsSent(report, to)
    context.tell(sent)
    return sent


def tell_of_feeds(context: RunContext, polled: Sequence[FeedPolled]) -> tuple[str, ...]:
    """Mail the operator about feeds that stayed bad or came back; a line for each mail that could not be sent."""
    settings = context.settings
    with context.faults.boundary("operator mail", "news of feeds"):
        refused = tell_operator(
            context.store,
            mailer_of(settings),
            sender=settings.mail.sender,
            recipients=context.operators,
            polled={one.feed.url for one in polled},
            now=utc_now(),
            rules=poll_rules(settings),
        )
        return tuple(str(error) for error in refused)
    return ("news of feeds: not sent for a fault of this program, tried again by the next pass",)


def tell_of_faults(context: RunContext) -> tuple[str, ...]:
    """Remember what nobody foresaw and mail it to the operator, each fault once; a line for each mail not sent."""
    met = [known_fault(fault, this_version()) for fault in context.faults.faults]
    with context.faults.boundary("operator mail", "news of faults"):
        if met:
            context.store.record_faults(met)
        refused = fault_news.tell_of_faults(
            context.store,
            mailer_of(context.settings),
            sender=context.settings.mail.sender,
            recipients=context.operators,
            now=utc_now(),
        )
        return tuple(str(error) for error in refused)
    return ("news of faults: not sent for a fault of this program, tried again by the next pass",)


def end_pass(context: RunContext) -> None:
    """Drop raw pages that were kept for long enough, keep what robots.txt said, remember that a pass was made."""
    now = utc_now()
    with context.faults.boundary("upkeep", "pages kept for long enough"):
        context.store.forget_pages(now - timedelta(days=context.settings.keep_pages_days))
    with context.faults.boundary("upkeep", "what robots.txt said"):
        keep_robots(context.settings, context.fetcher.robots)
    context.store.set_moment(LATEST_RUN, now)
