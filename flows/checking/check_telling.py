"""The part of ``check`` that sees whether anybody would be told: the policy and its channels, and the way for mails."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path

from extractors.errors import LexiconError, SettingsError
from extractors.lexicon import load_lexicon
from flows.mail.webhooks import is_hook
from flows.runtime.finding import Finding
from flows.runtime.run_report import count
from flows.settings.feeds_file import load_feeds
from flows.settings.model import Settings
from flows.telling.audience import policy_of
from flows.telling.policy import Policy


def check_telling(settings: Settings) -> Iterator[Finding]:
    """Read the policy as a pass does, and try the mail server or the folder. Nothing is sent, no channel is asked."""
    recipients = settings.mail.recipients
    try:
        policy = policy_of(settings, _actors())
    except SettingsError as error:
        yield Finding("policy", "bad", str(error))
        yield check_mail(settings, recipients or None)
        return
    if settings.policy:
        yield from _check_policy(settings, policy)
        recipients = policy.mail_addresses or recipients
    yield check_mail(settings, recipients)


def _actors() -> Collection[str] | None:
    """The lexicon's keys; what is wrong with a lexicon that cannot be read is told where it is looked at itself."""
    try:
        return load_lexicon().by_id
    except LexiconError:
        return None


def _check_policy(settings: Settings, policy: Policy) -> Iterator[Finding]:
    who = f"{count(len(policy.groups), 'group')}, {count(len(policy.recipients), 'recipient')}"
    yield Finding("policy", "ok", f"{settings.policy}: {who}")
    # Reading it has refused every other.
    for name, address in policy.channels.items():
        what = "a signed webhook" if is_hook(address) else "Apprise accepts its address"
        yield Finding("policy", "ok", f"channel {name}: {what}; nothing was sent there")
    yield from _unknown_outlets(settings, policy)
    if settings.mail.recipients:
        hear = "" if settings.mail.operators else "; these hear only of feeds in trouble"
        what = f"the policy's groups are told of claims, mail.recipients are not{hear}"
        yield Finding("policy", "note", what, "put who is missing into a group, or empty mail.recipients")


def _unknown_outlets(settings: Settings, policy: Policy) -> Iterator[Finding]:
    """Outlets that no feed has: an aggregator's feed may still bring them, so that they are only worth a note."""
    try:
        known = {feed.outlet for feed in load_feeds(Path(settings.feeds))}
    except SettingsError:
        return
    for group in policy.groups:
        for outlet in group.outlets:
            if outlet not in known:
                close = get_close_matches(outlet, known, n=1)
                mend = f"did you mean {close[0]}?" if close else f"write it as {settings.feeds} does"
                yield Finding("policy", "note", f"group {group.name}: no feed has the outlet {outlet!r}", mend)


def check_mail(settings: Settings, addresses: Collection[str] | None) -> Finding:
    """Connect and log in at the mail server without sending, or try the folder.

    ``addresses`` get the mails, None where a wrong policy leaves that open.
    """
    mail = settings.mail
    if not mail.sends:
        return _check_folder(settings)
    place = f"{mail.host}:{mail.port}"
    if addresses is not None and not addresses:
        what = f"{place}: nobody would get a mail"
        if settings.policy:
            return Finding("mail", "note", f"{what}, channels alone are told", "put a mail address into a group")
        return Finding("mail", "bad", what, "set mail.recipients")
    try:
        _log_in(settings)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        why = " ".join(str(error).split()) or type(error).__name__
        return Finding("mail", "bad", f"{place}: {why}", "see mail.host, mail.port, mail.tls, mail.user, mail.password")
    whom = f" for {count(len(addresses), 'recipient')}" if addresses else ""
    return Finding("mail", "ok", f"{place} takes mail{whom}")


def _log_in(settings: Settings) -> None:
    mail = settings.mail
    if mail.tls == "tls":
        secure = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, mail.port, timeout=mail.timeout_s, context=secure)
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=mail.timeout_s)
    with server:
        if mail.tls == "starttls":
            server.starttls(context=ssl.create_default_context())
        if mail.user:
            server.login(mail.user, mail.password.get_secret_value())
        server.noop()


def _check_folder(settings: Settings) -> Finding:
    """Whether the folder could be written, without writing to it: it is made by the first mail."""
    folder = Path(settings.mail.folder)
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    why = "" if os.access(there, os.W_OK | os.X_OK) else "may not be written by this user"
    if not there.is_dir():
        why = "is a file and no folder"
    if why:
        return Finding("mail", "bad", f"{folder}: {there} {why}", "name another mail.folder, or set mail.host")
    mend = "set mail.host" if settings.policy else "set mail.host and mail.recipients"
    return Finding("mail", "note", f"no server set: alerts are written to {folder}", mend)
