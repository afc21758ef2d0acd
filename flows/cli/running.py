"""``run`` and ``serve``: one pass now, or one every few minutes."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.cli.ends import OK, PARTLY
from flows.cli.options import SettingsFile, settings_of


def run(
    only_due: Annotated[bool, typer.Option("--due", help="Poll only the feeds whose next poll is due.")] = False,
    settings: SettingsFile = None,
) -> None:
    """Make one pass over the feeds: poll, read, judge, store, send what is new."""
    held = settings_of(settings)
    from rich.console import Console

    from flows.cli.progress import ProgressView, print_outcome
    from flows.prefect_env import prepare_prefect

    console = Console(highlight=False)
    prepare_prefect(held.state, quiet=True, temporary_server=True)
    console.print("Starting Prefect; the first time it sets up its own database.", style="dim")
    from flows.monitor import run_once

    report = run_once(held, observe=ProgressView(console), every_feed=not only_due)
    print_outcome(console, report, database=without_password(held.database))
    raise typer.Exit(OK if report.all_went_well else PARTLY)


def without_password(database: str) -> str:
    """A database address as it may be shown."""
    scheme, mark, rest = database.partition("://")
    user, at, place = rest.rpartition("@")
    return f"{scheme}{mark}{user.partition(':')[0]}{at}{place}"
