"""The commands by name. Each imports what it needs when it runs, so that the quick ones stay quick."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from flows.cli import check, extract, feeds, init, lists, report, review, running, watchdog

app = typer.Typer(
    name="recognition-watch",
    help="Watches the news on Russia-IEA relations and tells when somebody says something new about recognition.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(version("recognition-watch"))
        raise typer.Exit


@app.callback()
def options(
    _: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Watches the news on Russia-IEA relations and tells when somebody says something new about recognition."""


app.command("demo")(running.demo)
app.command("run")(running.run)
app.command("serve")(running.serve)
app.command("extract")(extract.extract)
app.command("claims")(lists.claims)
app.command("statements")(lists.statements)
app.command("articles")(lists.articles)
app.command("alerts")(lists.alerts)
app.command("feeds")(feeds.feeds)
app.command("report")(report.report)
app.command("check")(check.check)
app.command("watchdog")(watchdog.watchdog)
app.command("review")(review.review)
app.command("init")(init.init)
