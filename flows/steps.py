"""The steps of one pass as plain functions: poll a feed, read entries, deliver. They know no Prefect.

A step takes what it works with (``Desk``) and one piece of work, and answers with a record of what became of it. What
goes wrong with one feed, page or mail is in that record; only what nobody foresaw leaves a step as an exception.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from extractors.articles import read_article
from extractors.errors import ArticleError, FetchError, RecognitionWatchError
from extractors.records import Article, Feed, FeedMemory, InboxEntry, Page
from extractors.relevance import may_matter
from flows.channels import Dispatch
from flows.clock import utc_now
from flows.delivery import deliver_due
from flows.desk import Desk
from flows.feed_news import tell_operator
from flows.judging import Judgement, judge_article
from flows.mail import Letterhead
from flows.moments import LATEST_RUN as LATEST_RUN
from flows.outage import is_unreachable
from flows.pages import fetch_page, is_permanent, next_attempt
from flows.polling import is_due, poll_feed
from flows.rules import mailer_of, poll_rules, retry_rule
from flows.run_report import EntryRead, FeedPolled, MailsSent

_DICE = random.Random()  # noqa: S311 - jitter needs no secrecy


def due_feeds(desk: Desk, *, every: bool) -> tuple[tuple[Feed, FeedMemory], ...]:
    """The feeds to poll now, each with what is remembered of it; all of them if ``every``."""
    memories, now, rules = desk.store.feed_memories(), utc_now(), poll_rules(desk.settings)
    known = [(feed, memories.get(feed.url) or FeedMemory(feed.url)) for feed in desk.feeds]
    return tuple((feed, memory) for feed, memory in known if every or is_due(memory, now, rules))


async def poll(desk: Desk, feed: Feed, memory: FeedMemory) -> FeedPolled:
    """Poll one feed, remember how it was found, and put what may matter into the inbox."""
    rules = poll_rules(desk.settings)
    outcome = await poll_feed(desk.fetcher, feed, memory, utc_now(), rules=rules, jitter=_DICE.random())
    mattering = tuple(e for e in outcome.entries if may_matter(e, feed, desk.extractor.lexicon).matters)
    new = await desk.polls.record(outcome.memory, mattering)
    polled = FeedPolled(
        feed=feed,
        state=outcome.memory.state,
        reason=outcome.memory.reason,
        error=str(outcome.error) if outcome.error else None,
        entries=len(outcome.entries),
        new=len(new),
        passed_over=len(outcome.entries) - len(mattering),
        problems=outcome.problems,
        failing_since=outcome.memory.failing_since,
    )
    # Whether it is the feed's own fault that it cannot be reached, only all polls together can tell.
    if not is_unreachable(polled):
        desk.tell(polled)
    return polled


async def read(desk: Desk, batch: Sequence[InboxEntry]) -> tuple[EntryRead, ...]:
    """Fetch the pages of a batch side by side, then read and judge them one by one in their order."""
    pages = await asyncio.gather(*(_page(desk, waiting) for waiting in batch))
    done: list[EntryRead] = []
    for waiting, page in zip(batch, pages, strict=True):
        done.append(await asyncio.to_thread(_read_one, desk, waiting, page))
        desk.tell(done[-1])
    return tuple(done)


def deliver(desk: Desk) -> MailsSent:
    """Send what waits in the outbox."""
    settings = desk.settings
    state_owned = frozenset(feed.outlet for feed in desk.feeds if feed.state_owned)
    letterhead = Letterhead(settings.mail.sender, settings.time_zone, state_owned, desk.telling.roles)
    desk.telling.put_digests(desk.store, utc_now())
    report = deliver_due(
        desk.store,
        Dispatch(mailer_of(settings), desk.telling.policy.channels),
        utc_now(),
        letterhead=letterhead,
        holder=desk.holder,
        rule=retry_rule(settings),
        policy=desk.telling.policy,
    )
    mail = settings.mail
    to = f"{mail.host}:{mail.port}" if mail.sends else f"no server is set, written to the folder {mail.folder}"
    sent = MailsSent(report, to)
    desk.tell(sent)
    return sent


def tell_of_feeds(desk: Desk, polled: Sequence[FeedPolled]) -> tuple[str, ...]:
    """Mail the operator about feeds that stayed bad or came back; a line for each mail that could not be sent."""
    settings = desk.settings
    refused = tell_operator(
        desk.store,
        mailer_of(settings),
        sender=settings.mail.sender,
        recipients=desk.operators,
        polled={one.feed.url for one in polled},
        now=utc_now(),
        rules=poll_rules(settings),
    )
    return tuple(str(error) for error in refused)


def finish(desk: Desk) -> None:
    """Drop the raw pages that have been kept for long enough, and remember that a pass was made."""
    now = utc_now()
    desk.store.forget_pages(now - timedelta(days=desk.settings.keep_pages_days))
    desk.store.set_moment(LATEST_RUN, now)


async def _page(desk: Desk, waiting: InboxEntry) -> Page | FetchError:
    try:
        return await fetch_page(desk.fetcher, waiting.entry)
    except FetchError as error:
        return error


def _read_one(desk: Desk, waiting: InboxEntry, page: Page | FetchError) -> EntryRead:
    now = utc_now()
    if isinstance(page, FetchError):
        return _not_read(desk, waiting, page, now)
    try:
        article = read_article(page, waiting.entry, now)
    except ArticleError as error:
        return _not_read(desk, waiting, error, now)
    try:
        judgement = _judged(desk, waiting, article, page, now)
    except RecognitionWatchError:
        raise
    except Exception:
        # A fault of ours on this one article: put it behind the others before the run stops over it.
        _put_off(desk, waiting, "unforeseen error while judging; the run that met it tells which", None, now)
        raise
    return _outcome(waiting, judgement)


def _judged(desk: Desk, waiting: InboxEntry, article: Article, page: Page, now: datetime) -> Judgement:
    return judge_article(
        article,
        extractor=desk.extractor,
        store=desk.store,
        recipients=desk.settings.mail.readers,
        entry_key=waiting.entry.key,
        now=now,
        policy=desk.telling.policy,
        begun_at=desk.telling.begun_at,
        page=page if desk.settings.keep_pages_days else None,
    )


def _outcome(waiting: InboxEntry, judgement: Judgement) -> EntryRead:
    relevance, statements = judgement.extraction.relevance, judgement.extraction.statements
    if not relevance.relevant:
        return EntryRead(waiting.entry, "irrelevant", relevance.reason)
    if not judgement.stored:
        return EntryRead(waiting.entry, "known", "this article is stored already, word for word")
    return EntryRead(waiting.entry, "kept", relevance.reason, len(statements), judgement.judged, judgement.alerts)


def _not_read(desk: Desk, waiting: InboxEntry, error: FetchError | ArticleError, now: datetime) -> EntryRead:
    if is_permanent(error):
        desk.store.settle_entry(waiting.entry.key, "given_up", str(error), now)
        return EntryRead(waiting.entry, "given_up", str(error))
    return _put_off(desk, waiting, str(error), getattr(error, "retry_after_s", None), now)


def _put_off(desk: Desk, waiting: InboxEntry, reason: str, retry_after_s: float | None, now: datetime) -> EntryRead:
    most, attempts = desk.settings.attempts, waiting.attempts + 1
    again_at = next_attempt(attempts, now, _DICE.random(), most=most, retry_after_s=retry_after_s)
    if again_at is None:
        why = f"{reason} (after {attempts} attempts)"
        desk.store.settle_entry(waiting.entry.key, "given_up", why, now)
        return EntryRead(waiting.entry, "given_up", why)
    desk.store.postpone_entry(waiting.entry.key, reason, again_at)
    return EntryRead(waiting.entry, "postponed", reason, again_at=again_at)
