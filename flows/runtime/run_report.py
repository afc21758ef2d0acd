"""What one pass did: a record for every feed polled, every entry read, and the mails; and the whole of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from extractors.records import Alert, Entry, Feed, FeedState, JudgedClaim
from flows.runtime.delivery_report import DeliveryReport
from flows.runtime.faults import Fault

EntryOutcome = Literal["kept", "known", "irrelevant", "postponed", "given_up", "set_aside"]


@dataclass(frozen=True, slots=True)
class FeedPolled:
    """One feed, asked once. ``entries`` came, ``new`` of them went into the inbox, ``passed_over`` cannot matter.

    ``lasting`` is whether it has now been in trouble for so long that somebody is to hear of it.
    """

    feed: Feed
    state: FeedState
    reason: str = ""
    error: str | None = None
    entries: int = 0
    new: int = 0
    passed_over: int = 0
    problems: tuple[str, ...] = ()
    failing_since: datetime | None = None
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class EntryRead:
    """One entry of the inbox and what became of it, with the reason."""

    entry: Entry
    outcome: EntryOutcome
    reason: str
    statements: int = 0
    claims: tuple[JudgedClaim, ...] = ()
    alerts: tuple[Alert, ...] = ()
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MailsSent:
    """What the outbox brought out, and where to: a server, or a folder."""

    report: DeliveryReport
    to: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the pass as a whole: a fixed word for the log, and the words. A warning wants somebody's eye."""

    event: str
    text: str
    warning: bool = True


Progress = FeedPolled | EntryRead | MailsSent | Fault | Remark
Observer = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class RunReport:
    """One pass as a whole. ``skipped`` says why there was none: another pass was under way on this store.

    ``trouble`` says why it was of no use although it was made: no network, or every feed failing.
    ``again_within_s`` is how soon the next is wanted, None where the schedule will do.
    """

    started_at: datetime
    ended_at: datetime
    feeds: tuple[FeedPolled, ...] = ()
    entries: tuple[EntryRead, ...] = ()
    mails: MailsSent | None = None
    resting: int = 0
    waiting: int = 0
    skipped: str = ""
    operator_mails_failed: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    store: str = ""
    faults: tuple[Fault, ...] = ()
    trouble: str = ""
    again_within_s: float | None = None

    @property
    def failed_feeds(self) -> tuple[FeedPolled, ...]:
        """The feeds that could not be polled or read."""
        return tuple(polled for polled in self.feeds if polled.error)

    @property
    def kept(self) -> tuple[EntryRead, ...]:
        """The articles that were kept."""
        return tuple(read for read in self.entries if read.outcome == "kept")

    @property
    def postponed(self) -> tuple[EntryRead, ...]:
        """The entries whose page failed and will be tried again."""
        return tuple(read for read in self.entries if read.outcome == "postponed")

    @property
    def claims(self) -> tuple[JudgedClaim, ...]:
        """All claims of the kept articles."""
        return tuple(judged for read in self.kept for judged in read.claims)

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """The alerts and corrections that this pass put into the outbox."""
        return tuple(alert for read in self.kept for alert in read.alerts)

    @property
    def mails_waiting(self) -> int:
        """How many mails are still to go out."""
        return self.counts.get("deliveries waiting", 0)

    @property
    def set_aside(self) -> int:
        """How many entries a fault of ours keeps from being read."""
        return self.counts.get("entries set_aside", 0)

    @property
    def all_went_well(self) -> bool:
        """Whether no feed, page or mail failed, and nothing unforeseen came up."""
        mails_went = self.mails is None or self.mails.report.all_went_well
        failed = self.failed_feeds or self.postponed or self.operator_mails_failed or self.faults
        return mails_went and not (failed or self.skipped or self.trouble)

    def headline(self) -> str:
        """What matters of the pass, as short as the name of a run in a list."""
        if self.skipped:
            return f"skipped: {self.skipped.partition(';')[0]}"
        kinds = Counter(judged.novelty.kind for judged in self.claims)
        news = ", ".join(f"{kinds[kind]} {kind}" for kind in ("new", "shift") if kinds[kind]) or "nothing new"
        good = len(self.feeds) - len(self.failed_feeds)
        feeds = f"{good} of {count(len(self.feeds), 'feed')}" if self.feeds else "no feed was due"
        faults = [count(len(self.faults), "fault")] if self.faults else []
        return " · ".join([*([self.trouble] if self.trouble else [news, feeds]), *faults])

    def tags(self) -> tuple[str, ...]:
        """What to find the pass by in a long list of runs."""
        mails_failed = self.operator_mails_failed or not (self.mails is None or self.mails.report.all_went_well)
        found = {
            "alerted": self.alerts,
            "feeds-failed": self.failed_feeds,
            "mails-failed": mails_failed,
            "faults": self.faults,
            "nothing-watched": self.trouble,
        }
        return tuple(tag for tag, is_so in found.items() if is_so)

    def summary(self) -> str:
        """The pass in one line; what was wrong with it as a whole stands first."""
        if self.skipped:
            return self.skipped
        kinds = Counter(judged.novelty.kind for judged in self.claims)
        novelty = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
        parts = [self.trouble] if self.trouble else []
        parts += [
            f"{count(len(self.feeds), 'feed')} polled, {len(self.failed_feeds)} failed",
            f"{count(len(self.entries), 'article')} read, {len(self.kept)} kept",
            count(len(self.claims), "claim") + (f" ({novelty})" if novelty else ""),
            f"{count(len(self.alerts), 'alert')}",
        ]
        if self.mails:
            sent, report = self.mails.report.sent, self.mails.report
            unsent = len(report.failed) + len(report.given_up)
            parts.append(f"{count(len(sent), 'mail')} out" + (f", {unsent} failed" if unsent else ""))
        if self.faults:
            parts.append(count(len(self.faults), "fault"))
        return "; ".join([*parts, *self._left()])

    def _left(self) -> list[str]:
        """What is left for later, in words; what is left to somebody stands last."""
        later = [
            count(number, *noun)
            for number, noun in ((self.waiting, ("entry", "entries")), (self.mails_waiting, ("mail",)))
            if number
        ]
        waits = "waits" if self.waiting + self.mails_waiting == 1 else "wait"
        told = [f"{' and '.join(later)} {waits}"] if later else []
        return told + ([f"{count(self.set_aside, 'entry', 'entries')} set aside"] if self.set_aside else [])


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: 1 feed, 2 feeds."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
