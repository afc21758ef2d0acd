"""``run`` and ``serve``: one pass now, or one every few minutes."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractors.lexicon import load_lexicon
from flows.cli.terminal.exit_codes import FAILED, OK, PARTLY, complain
from flows.cli.terminal.options import SettingsFile, settings_of
from flows.runtime.log import log_to_stderr
from flows.serving.prefect.environment import prepare_prefect
from flows.settings.feeds_file import load_feeds

if TYPE_CHECKING:
    from flows.settings.model import Settings

Backlog = Literal["alert", "digest", "silent"]


def demo(
    folder: Annotated[
        Path, typer.Option("--folder", help="Where store and mails go; those of an earlier demo are replaced.")
    ] = Path("var/demo"),
    web: Annotated[
        bool, typer.Option("--web", help="Afterwards serve the live pages of what came out, until stopped.")
    ] = False,
) -> None:
    """Run the whole job against a newsroom of its own on loopback, and show what came out."""
    # 0.6 s of CPU to load, for which no command waits that fetches nothing; so below.
    from rich.console import Console

    from flows.demo.playing import run_demo
    from flows.serving.once import run_once

    console = Console(highlight=False)
    signal.signal(signal.SIGTERM, _stop)
    went_right = run_demo(folder, console, lambda settings, observe: run_once(settings, observe=observe))
    if web:
        from flows.cli.web import serve_held
        from flows.demo.playing import shown_settings

        serve_held(shown_settings(folder))
    raise typer.Exit(OK if went_right else FAILED)


def run(
    only_due: Annotated[bool, typer.Option("--due", help="Poll only the feeds whose next poll is due.")] = False,
    backlog: Annotated[
        Backlog | None, typer.Option("--backlog", help="What becomes of what is older than a new store.")
    ] = None,
    settings: SettingsFile = None,
) -> None:
    """Make one pass over the feeds: poll, read, judge, store, send what is new."""
    held = settings_of(settings)
    if backlog is not None:
        held = held.model_copy(update={"backlog": backlog})
    from rich.console import Console

    from flows.runtime.progress import ProgressView, print_outcome
    from flows.serving.once import run_seen

    console = Console(highlight=False)
    signal.signal(signal.SIGTERM, _stop)
    prepare_prefect(held.state)  # before Prefect is imported, which reads the environment then
    once = run_seen(held, observe=ProgressView(console), every_feed=not only_due)
    print_outcome(console, once.report)
    if once.unseen:
        complain(f"Prefect does not show this pass: {once.unseen}")
    raise typer.Exit(OK if once.report.all_went_well else PARTLY)


def serve(settings: SettingsFile = None) -> None:
    """Make a pass every few minutes until stopped; a Prefect server and its pages come along where there is none."""
    held = settings_of(settings)
    feeds = _refuse_what_is_wrong(held)
    signal.signal(signal.SIGTERM, _stop)
    from flows.serving.serve import serve_forever

    prepare_prefect(held.state)
    log_to_stderr()
    with suppress(KeyboardInterrupt):
        typer.echo(_opening(held, feeds), err=True)
        serve_forever(held)
    typer.echo("stopped", err=True)


def _refuse_what_is_wrong(settings: Settings) -> int:
    """Read what every pass will read, so that a mistake ends the command, not each pass; how many feeds there are."""
    from flows.telling.audience import policy_of
    from storage.store import open_store

    policy_of(settings, load_lexicon().by_id)
    with open_store(settings.database) as store:
        if store.upgraded:
            complain(f"{store.name}: upgraded {store.upgraded}")
        return len(load_feeds(Path(settings.feeds)))


def _opening(settings: Settings, feeds: int) -> str:
    pause = f"{settings.schedule_s:g} seconds" if settings.schedule_s < 120 else f"{settings.schedule_s / 60:g} minutes"
    named = os.environ.get("PREFECT_API_URL", "").removesuffix("/api")
    return f"watching {feeds} feeds every {pause}; Prefect is at {named or _own(settings)}; Ctrl-C stops"


def _own(settings: Settings) -> str:
    return f"http://127.0.0.1:{settings.ui_port}"


def _stop(_signal: int, _frame: FrameType | None) -> None:
    """SIGTERM ends a command as Ctrl-C does, with what it started; a schedule that runs hears it itself."""
    raise KeyboardInterrupt
