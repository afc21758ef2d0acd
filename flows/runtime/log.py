"""The steps of a pass as log lines: a fixed event word with keys. A warning means that somebody has work tomorrow."""

from __future__ import annotations

import logging
import sys
import time

from flows.runtime.faults import Fault
from flows.runtime.run_report import EntryRead, FeedPolled, MailsSent, Progress, Remark, RunReport
from flows.runtime.shown import shown, shown_json

Logger = logging.Logger | logging.LoggerAdapter[logging.Logger]
NAME = "recognition_watch"
_NEEDS_SOMEBODY = ("gone", "blocked", "not_a_feed")


def log_to_stderr() -> None:
    """Write what this program logs to standard error, a line each, with the time in UTC."""
    form = logging.Formatter("%(asctime)sZ %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S")
    form.converter = time.gmtime
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(form)
    logger = logging.getLogger(NAME)
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(logging.INFO)


def log_progress(logger: Logger, progress: Progress) -> None:
    """Log one step."""
    if isinstance(progress, FeedPolled):
        _log_feed(logger, progress)
    elif isinstance(progress, EntryRead):
        _log_entry(logger, progress)
    elif isinstance(progress, Fault):
        _log_fault(logger, progress)
    elif isinstance(progress, Remark):
        logger.log(logging.WARNING if progress.warning else logging.INFO, line(progress.event, what=progress.text))
    else:
        _log_mails(logger, progress)


def log_end(logger: Logger, report: RunReport) -> None:
    """Log what a pass came to, and what is left for later."""
    if report.skipped:
        logger.info(line("pass-skipped", reason=report.skipped))
        return
    for reason in report.operator_mails_failed:
        logger.warning(line("operator-mail-failed", reason=reason))
    # Of no network is told where it begins; it may last for many passes.
    level = logging.WARNING if report.trouble and report.again_within_s is None else logging.INFO
    logger.log(
        level,
        line(
            "pass-done",
            **({"trouble": report.trouble} if report.trouble else {}),
            feeds=len(report.feeds),
            failed=len(report.failed_feeds),
            articles=len(report.entries),
            kept=len(report.kept),
            claims=len(report.claims),
            alerts=len(report.alerts),
            waiting=report.waiting,
            faults=len(report.faults),
            mails_waiting=report.mails_waiting,
            set_aside=report.set_aside,
            seconds=round((report.ended_at - report.started_at).total_seconds(), 1),
        ),
    )


def _log_feed(logger: Logger, polled: FeedPolled) -> None:
    outlet, url = polled.feed.outlet, polled.feed.url
    if polled.error:
        level = logging.WARNING if polled.state in _NEEDS_SOMEBODY else logging.INFO
        logger.log(level, line("feed-failed", outlet=outlet, url=url, state=polled.state, reason=polled.error))
    else:
        logger.info(line("feed-polled", outlet=outlet, state=polled.state, entries=polled.entries, new=polled.new))
    if polled.lasting:
        why = polled.error or polled.reason
        logger.warning(line("feed-in-trouble", outlet=outlet, url=url, state=polled.state, reason=why))
    for problem in polled.problems:
        logger.info(line("feed-oddity", outlet=outlet, reason=problem))


def _log_entry(logger: Logger, read: EntryRead) -> None:
    event = f"article-{read.outcome.replace('_', '-')}"
    logger.info(line(event, outlet=read.entry.outlet, url=read.entry.url, claims=len(read.claims), reason=read.reason))
    for alert in read.alerts:
        logger.info(line("alert-made", kind=alert.kind, alert=alert.id, claims=len(alert.claims)))


def _log_mails(logger: Logger, sent: MailsSent) -> None:
    for one in sent.report.sent:
        logger.info(line("mail-sent", recipient=one.recipient, subject=one.subject, message_id=one.message_id))
    for failed in sent.report.failed:
        logger.warning(
            line("mail-failed", recipient=failed.recipient, again=failed.next_attempt_at, reason=failed.error)
        )
    for lost in sent.report.given_up:
        logger.warning(line("mail-given-up", recipient=lost.recipient, reason=lost.error))


def _log_fault(logger: Logger, fault: Fault) -> None:
    """Its traceback follows, set in: what it quotes of foreign text cannot be taken for a line of this log."""
    first = line("fault", kind=fault.kind, subject=fault.subject, error=fault.error, place=fault.place)
    logger.error("\n".join([first, *(f"    {told}" for told in shown(fault.traceback).splitlines())]))


def line(event: str, **keys: object) -> str:
    """A fixed event word with keys; no value can forge another key or line."""
    return " ".join([event, *(f"{key}={_value(value)}" for key, value in keys.items())])


def _value(value: object) -> str:
    """A value that stays one word: quoted where it has blanks, so that nothing foreign can forge a line."""
    text = str(value)
    plain = text.isprintable() and not any(c in text for c in ' "=')
    return text if plain and text else shown_json(text)
