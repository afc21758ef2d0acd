"""``report``: the page that a person opens in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractors.lexicon import load_lexicon
from extractors.records import Filter
from flows.cli.terminal.actors import actors_of
from flows.cli.terminal.options import ActorIs, Search, SettingsFile, Since, TopicIs, settings_of, store_of
from flows.cli.terminal.patience import Patience
from flows.runtime.clock import utc_now
from flows.runtime.collecting import kept_to_the_end
from flows.telling.offices import roles_on
from storage.engine.private import open_private, private_folder

Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write it; - is standard output.")]


def report(
    out: Out = None,
    since: Since = None,
    actor: ActorIs = None,
    topic: TopicIs = None,
    search: Search = None,
    settings: SettingsFile = None,
) -> None:
    """Write a self-contained HTML page: positions of every actor, pictures, each claim with its sources."""
    # 0.06 s of CPU to load, for which no other command waits.
    from flows.reporting import gather, report_page

    held, now = settings_of(settings), utc_now()
    with store_of(held) as store, Patience("reading claims"), kept_to_the_end():
        narrow = Filter(since=since, actors=actors_of(actor, store), topic=topic, search=search)
        page = report_page(gather(store, narrow, now, roles_on(load_lexicon(), now)), now, held.time_zone)
    if out == Path("-"):
        typer.echo(page, nl=False)
        return
    typer.echo(_written(page, out, Path(held.state)))


def _written(page: str, out: Path | None, state: Path) -> Path:
    """Where the page was written: what the caller names has the rights that the caller's files have."""
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(page, encoding="utf-8")
        return out
    private_folder(state)
    with open_private(state / "report.html") as file:
        file.write(page.encode())
    return state / "report.html"
