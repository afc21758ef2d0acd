"""The watchdog: looks at what the watch left behind, from outside, and tells the operator of each state once.

It needs neither Prefect nor a pass. A state that is over is told once more. What could not be told to anybody is told
at the next look.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from extractors.errors import DeliveryError, SettingsError, StoreError
from extractors.records import Alert, Delivery
from extractors.records.identity import alert_id, message_id
from flows.checking.health import check_disks, disks_of, health, is_missing, traces_of
from flows.checking.watchdog_memory import Clocks, OpenFinding, WatchdogMemory, jumped
from flows.mail.channels import PREFIX, Dispatch
from flows.mail.message import Letterhead, render
from flows.passing.workings import mailer_of
from flows.runtime.clock import in_utc, span
from flows.runtime.finding import Finding
from flows.settings.model import Settings
from flows.telling.audience import operators_of, policy_of
from flows.telling.policy import default_policy

# What only a store that can be read tells of.
_FROM_STORE = ("passes", "clock", "outbox", "set aside")


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be told now, and what is to be remembered once it is told."""

    new: tuple[Finding, ...]
    over: tuple[str, ...]
    still: tuple[Finding, ...]
    after: WatchdogMemory

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.new or self.over)


def look(settings: Settings, memory: WatchdogMemory, clocks: Clocks) -> Iterator[Finding]:
    """Everything that the watchdog looks at, good or bad. Nothing is made or changed."""
    try:
        traces = traces_of(settings, clocks.at)
    except StoreError as error:
        early = is_missing(error) and not memory.seen
        yield Finding("database", "note" if early else "bad", str(error))
    else:
        yield Finding("database", "ok", traces.store)
        yield from health(traces, settings, clocks.at)
    yield from check_disks(disks_of(settings), settings.watchdog)
    yield from check_jump(memory.clocks, clocks, settings.watchdog.clock_slack_s)


def check_jump(before: Clocks | None, after: Clocks, slack_s: float) -> Iterator[Finding]:
    """Whether the clock was set since the last look; nothing to say where it was not."""
    by = jumped(before, after) if before else None
    if before and by and abs(by.total_seconds()) > slack_s:
        way = "forward" if by.total_seconds() > 0 else "back"
        what = f"the clock was set {way} by {span(by)} since {in_utc(before.at)}"
        yield Finding("clock", "bad", what, "see whether time synchronisation runs", "jump")


def alarms(finding: Finding) -> bool:
    """Whether somebody has to hear of it."""
    return finding.verdict == "bad" or finding.part == "set aside"


def news_of(findings: Sequence[Finding], memory: WatchdogMemory, clocks: Clocks) -> Notice:
    """What was not told yet, and what that was told is over. What cannot be seen now is left as it was."""
    wrong = {_name(one): one for one in findings if alarms(one)}
    readable = any(one.part == "database" and one.verdict == "ok" for one in findings)
    hidden = () if readable else _FROM_STORE
    over = {name: told for name, told in memory.told.items() if name not in wrong and _part(name) not in hidden}
    known = {name: memory.told[name].number for name in wrong if name in memory.told}
    new = tuple(one for name, one in wrong.items() if known.get(name, -1) < one.number)
    kept = {name: told for name, told in memory.told.items() if name not in over}
    after = kept | {name: OpenFinding(one.what, one.number) for name, one in wrong.items()}
    return Notice(
        new=new,
        over=tuple(told.what for told in over.values()),
        still=tuple(one for one in wrong.values() if one not in new),
        after=WatchdogMemory(after, memory.seen or readable, clocks),
    )


def memory_after(news: Notice, memory: WatchdogMemory, *, told: bool) -> WatchdogMemory:
    """What to remember: where nobody could be told, all but that."""
    return news.after if told or not news else replace(news.after, told=memory.told)


def tell(settings: Settings, news: Notice, now: datetime) -> tuple[DeliveryError, ...]:
    """Mail the operators, and the channels that are set; what went wrong comes back, none of it where all went out."""
    channels = {f"watchdog-{n}": one.get_secret_value() for n, one in enumerate(settings.watchdog.channels, 1)}
    dispatch = Dispatch(mailer_of(settings), channels)
    letterhead = Letterhead(settings.mail.sender, settings.time_zone)
    notice = _notice(news, now)
    refused = []
    for recipient in recipients_of(settings):
        delivery = Delivery(notice, recipient, message_id(notice.id, recipient), "waiting", 0, now)
        try:
            dispatch.send(render(delivery, letterhead, now), recipient)
        except DeliveryError as error:
            refused.append(error)
    return tuple(refused)


def recipients_of(settings: Settings) -> tuple[str, ...]:
    """Whom the watchdog tells; a policy that cannot be read keeps nobody from hearing."""
    try:
        policy = policy_of(settings, None)
    except SettingsError:
        policy = default_policy(settings.mail.readers)
    channels = (f"{PREFIX}watchdog-{n}" for n in range(1, len(settings.watchdog.channels) + 1))
    return (*operators_of(settings.mail, policy), *channels)


def state_of(settings: Settings) -> Path:
    """The folder that the memory lies in."""
    return Path(settings.state)


def _notice(news: Notice, now: datetime) -> Alert:
    lines = [*map(_words, news.new), *(f"Over: {what}" for what in news.over)]
    lines += [*(f"Still: {_words(one)}" for one in news.still), f"This is {socket.gethostname()}."]
    first = news.new[0].what if news.new else f"over: {news.over[0]}"
    more = len(news.new) + len(news.over) - 1
    title = f"Watchdog: {first}" + (f" (+{more} more)" if more else "")
    id_ = alert_id("watchdog", [now.isoformat()])
    return Alert(id_, now, "", "", title, None, (), kind="notice", text="\n".join(lines))


def _words(finding: Finding) -> str:
    return finding.what + (f"; {finding.mend}" if finding.mend else "")


def _name(finding: Finding) -> str:
    return f"{finding.part}/{finding.about}" if finding.about else finding.part


def _part(name: str) -> str:
    return name.partition("/")[0]
