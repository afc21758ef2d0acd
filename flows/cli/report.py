"""``report``: the page that a person opens in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractors.records import Filter
from flows.cli.actors import actors_of
from flows.cli.options import Actor, Search, SettingsFile, Since, TopicIs, settings_of, store_of
from flows.cli.patience import Patience
from flows.clock import utc_now
from storage.private import open_private, private_folder

_MOST = 20_000

Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write it; - is standard output.")]


def report(
    out: Out = None,
    since: Since = None,
    actor: Actor = None,
    topic: TopicIs = None,
    search: Search = None,
    settings: SettingsFile = None,
) -> None:
    """Write a self-contained HTML page: timeline, positions of every actor, the latest claims with their sources."""
    from flows.reporting import report_page

    held = settings_of(settings)
    with store_of(held) as store, Patience("reading claims"):
        claims = store.claims(
            Filter(since=since, actors=actors_of(actor, store), topic=topic, search=search, limit=_MOST)
        )
        page = report_page(claims, store.counts(), utc_now(), held.time_zone)
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
