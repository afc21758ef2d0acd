"""What a person sees of the demo in the terminal."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from extractors.records import JudgedClaim
from flows.demo.mail_catcher import Caught, MailCatcher
from flows.demo.newsroom.expectations import ToldClaim
from flows.demo.newsroom.server import Newsroom
from flows.runtime.progress import ProgressView
from flows.runtime.run_report import RunReport
from flows.settings.model import Settings


class DemoView:
    """Prints progress while the demo works, and what came out after each pass."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.progress = ProgressView(console)

    def opening(self, newsroom: Newsroom, catcher: MailCatcher, settings: Settings) -> None:
        """Say what is about to happen."""
        self._console.print(
            f"A newsroom of {len(newsroom.outlets)} invented outlets answers at {newsroom.address}, "
            f"a mail catcher at {catcher.host}:{catcher.port}; the store is {_path(settings.database)}."
        )

    def pass_begins(self, title: str) -> None:
        """Head a pass."""
        self._console.print()
        self._console.rule(f"[bold]{escape(title)}", align="left")

    def pass_ends(
        self,
        report: RunReport,
        mails: Sequence[Caught],
        *,
        missing: Collection[ToldClaim],
        unexpected: Collection[ToldClaim],
    ) -> None:
        """Tables of claims and mails, the pass in one line, and whether it alerted what it should."""
        if report.claims:
            self._console.print(_claims_table(report.claims))
        if mails:
            self._console.print(_mails_table(mails))
        self._console.print(f"[bold]{escape(report.summary())}")
        for told in sorted(missing):
            self._console.print(f"[red]should have been alerted:[/] {escape(' · '.join(told))}")
        for told in sorted(unexpected):
            self._console.print(f"[red]should not have been alerted:[/] {escape(' · '.join(told))}")
        if not (missing or unexpected):
            self._console.print("[green]Alerted exactly what a careful reader would be told.[/]")

    def closing(self, database: str, mail_folder: Path, mails: int, report: Path, right: bool) -> None:
        """Say where everything lies."""
        self._console.print()
        self._console.rule("[bold]Where it lies", align="left")
        self._console.print(f"store  {_path(database)}")
        self._console.print(f"mails  {mail_folder} ({mails}, each as .eml and as .html for a browser)")
        self._console.print(f"report {report} (open it in a browser)")
        if not right:
            self._console.print("[red]The passes did not alert exactly what they should; see above.[/]")


def _claims_table(claims: Sequence[JudgedClaim]) -> Table:
    table = Table("who", "claims", "position", "novelty", "words", box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    for judged in claims:
        claim, kind = judged.claim, judged.novelty.kind
        style = "green" if kind in ("new", "shift") else "dim"
        cells = (claim.speaker_name, claim.topic, claim.position, kind, claim.words)
        table.add_row(*(escape(cell) for cell in cells), style=style)
    return table


def _mails_table(mails: Sequence[Caught]) -> Table:
    table = Table("mails delivered over SMTP", box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    for caught in mails:
        table.add_row(escape(str(caught.message["Subject"])))
    return table


def _path(database: str) -> str:
    return database.removeprefix("sqlite:///")
