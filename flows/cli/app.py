"""The commands by name. Each imports what it needs when it runs, so that the quick ones stay quick."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated

import typer

from flows.cli import (
    check,
    extract,
    feeds,
    init,
    leaving,
    report,
    reprocess,
    review,
    running,
    store,
    trace,
    watchdog,
    web,
)
from flows.cli.listing import lists, search

app = typer.Typer(
    name="recognition-watch",
    help="Watches the news on Russia-IEA relations and tells when somebody says something new about recognition.",
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    pretty_exceptions_enable=False,  # they may print the values of variables, passwords among them
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


_COMMANDS: tuple[tuple[str, Callable[..., None], str], ...] = (
    ("demo", running.demo, "The whole job against a newsroom of its own on loopback."),
    ("init", init.init, "Write settings, feeds and policy to start from."),
    ("check", check.check, "Is all of it reachable and right? Each mend with it."),
    ("run", running.run, "One pass over the feeds: poll, read, judge, store, tell."),
    ("serve", running.serve, "A pass every few minutes, until stopped."),
    ("watchdog", watchdog.watchdog, "Tell the operators, from outside, when the watch stands still."),
    ("extract", extract.extract, "Who says what in an article, as JSON; stores nothing."),
    ("claims", lists.claims, "List who stands where on what, in which words."),
    ("statements", lists.statements, "List who said what, where."),
    ("articles", lists.articles, "List the articles that were kept; give their pages back."),
    ("alerts", lists.alerts, "List what was told to whom, and what still waits."),
    ("search", search.search, "Search articles, statements and claims by words."),
    ("feeds", feeds.feeds, "List every feed, and how it was last found."),
    ("report", report.report, "Write an HTML page: timeline, positions, latest claims."),
    ("trace", trace.trace, "Show and verify the chain from a mail down to the bytes."),
    ("reprocess", reprocess.reprocess, "Read stored articles again after an upgrade."),
    ("web", web.web, "The report live in a browser, with search and review."),
    ("review", review.review, "Say of alerted claims whether they were right."),
)
for _name, _command, _in_short in _COMMANDS:
    app.command(_name, short_help=_in_short)(_command)
store.app.command("export", short_help="Everything out, whole or as other tools take it.")(leaving.export_store)
store.app.command("import", short_help="Fill an empty store with what was exported.")(leaving.import_store)
app.add_typer(store.app, name="store", short_help="Look after the store: verify, back up, copy, prune, upgrade.")
