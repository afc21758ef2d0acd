"""A pass as it happens, and what came of it, for a person at a terminal or for a log."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from extractors.records import JudgedClaim
from flows.runtime.faults import Fault
from flows.runtime.run_report import EntryRead, FeedPolled, MailsSent, Progress, Remark, RunReport, count
from flows.runtime.shown import shown, shown_line

_MARKS = {
    "kept": ("green", "kept"),
    "known": ("dim", "known"),
    "irrelevant": ("dim", "passed over"),
    "postponed": ("yellow", "tried again"),
    "given_up": ("yellow", "given up"),
    "set_aside": ("bold red", "set aside"),
}
_NOVELTY = {"new": "bold green", "shift": "bold magenta", "restated": "cyan", "repeat": "dim"}


class ProgressView:
    """Prints a line for each step of a pass, as soon as it is done."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def __call__(self, progress: Progress) -> None:
        """Hear of one step."""
        if isinstance(progress, FeedPolled):
            self._line(*feed_line(progress))
        elif isinstance(progress, EntryRead):
            self._line(*entry_line(progress))
        elif isinstance(progress, Fault):
            self._line("bold red", "fault", f"{progress.kind} {progress.subject}: {progress.error}")
            self._console.print(Text(_plain_lines(progress.traceback), style="dim"), soft_wrap=True)
        elif isinstance(progress, Remark):
            self._line("yellow" if progress.warning else "green", progress.event.replace("-", " "), progress.text)
        else:
            for line in mail_lines(progress):
                self._line(*line)

    def _line(self, style: str, head: str, text: str) -> None:
        line = Text.assemble((f"{head:<12}", style), " ", shown_line(text))
        self._console.print(line, soft_wrap=True)


def _plain_lines(text: str) -> str:
    """Lines set in, with nothing in them that moves a terminal's cursor."""
    return "\n".join(f"    {line}" for line in shown(text).splitlines())


def feed_line(polled: FeedPolled) -> tuple[str, str, str]:
    """A feed: polled with how much, or failed with the reason."""
    if polled.error:
        return "red", "feed failed", f"{polled.feed.outlet}: {polled.error}"
    came = count(polled.entries, "entry", "entries")
    news = f"{came}, {polled.new} new to read" if polled.entries else polled.state
    oddity = f" ({polled.problems[0]})" if polled.problems else ""
    return "green", "feed polled", f"{polled.feed.outlet}: {news}{oddity}"


def entry_line(read: EntryRead) -> tuple[str, str, str]:
    """An article: kept or not, and why."""
    style, word = _MARKS[read.outcome]
    found = (
        f" [{count(read.statements, 'statement')}, {count(len(read.claims), 'claim')}]"
        if read.outcome == "kept"
        else ""
    )
    return style, word, f"{read.entry.outlet}: {read.entry.title}{found} — {read.reason}"


def mail_lines(sent: MailsSent) -> Iterator[tuple[str, str, str]]:
    """Each mail: sent, waiting for another attempt, or given up."""
    for one in sent.report.sent:
        yield "green", "mail sent", f"{one.subject} → {one.recipient}"
    for failed in sent.report.failed:
        again = f"{failed.next_attempt_at:%H:%M} UTC" if failed.next_attempt_at else ""
        yield "yellow", "mail waits", f"{failed.recipient}: {failed.error}; tried again at {again}"
    for lost in sent.report.given_up:
        yield "red", "mail given up", f"{lost.recipient}: {lost.error}"


def claim_line(judged: JudgedClaim) -> Text:
    """A claim in one line: who, what, where on the ladder, in which words."""
    claim, kind = judged.claim, judged.novelty.kind
    return Text.assemble(
        (f"{kind:<9}", _NOVELTY[kind]),
        (shown_line(claim.speaker_name), "bold"),
        f": {claim.topic} ",
        (claim.position, "bold"),
        f" — “{shown_line(claim.words)}” ",
        (f"({shown_line(claim.outlet)})", "dim"),
    )


def print_outcome(console: Console, report: RunReport) -> None:
    """The end of a pass: its claims, where everything lies, and its numbers."""
    for judged in report.claims:
        console.print(claim_line(judged), soft_wrap=True)
    if report.resting:
        console.print(f"[dim]{count(report.resting, 'feed')} not due[/dim]", soft_wrap=True)
    mails = f"; mails: {report.mails.to}" if report.mails else ""
    console.print(f"[dim]store: {escape(report.store + mails)}[/dim]", soft_wrap=True)
    # Last, where the eye rests: what became of it, and what waits.
    style = "green" if report.all_went_well else "yellow"
    console.print(Text(report.summary(), style=style), soft_wrap=True)
