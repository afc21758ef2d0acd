"""``init``: what a new operator starts from."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from flows.settings.setting_up import NewFile, WatchHome

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="Where settings, feeds and policy go.")]
State = Annotated[
    Path | None,
    typer.Option("--state", metavar="FOLDER", help="Where the watch keeps what it remembers; usually FOLDER/var."),
]
Units = Annotated[
    Path | None,
    typer.Option("--units", metavar="FOLDER", help="Also write units for systemd, into this folder."),
]
User = Annotated[str, typer.Option("--user", metavar="NAME", help="The account that the units run as.")]
Prefect = Annotated[bool, typer.Option("--prefect", help="Also write what a Prefect server with workers needs.")]
ServicesOnly = Annotated[
    bool, typer.Option("--services-only", help="Leave settings, feeds and policy alone, as after an upgrade.")
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite what is there.")]


def init(
    folder: Folder = Path(),
    state: State = None,
    units: Units = None,
    user: User = "recognition-watch",
    prefect: Prefect = False,
    services_only: ServicesOnly = False,
    force: Force = False,
) -> None:
    """Write settings, feeds and policy to start from, and the files of a service where asked."""
    from flows.settings.setting_up import (
        WatchHome,
        make_state_folder,
        prefect_files,
        unit_files,
        usual_files,
        write_files,
    )

    home = folder.resolve()
    place = WatchHome(home, (state or home / "var").resolve(), _program(), user)
    if services_only and units is None and not prefect:
        raise typer.BadParameter("nothing to write; add --units or --prefect", param_hint="'--services-only'")
    new = [] if services_only else [*usual_files(place)]
    if units is not None:
        new += unit_files(place, units.resolve())
    if prefect:
        new += prefect_files(place)
    write_files(new, force=force)
    if units is not None:
        make_state_folder(place)
    _tell_what(new)
    if not services_only:
        _tell_next(place, with_units=units is not None)


def _program() -> Path:
    """This program by the path that it was called by: a link to the version in use stays one in what is written."""
    called = Path(sys.argv[0]).absolute()
    return called if called.name == "recognition-watch" else Path(sys.prefix) / "bin" / "recognition-watch"


def _tell_what(new: list[NewFile]) -> None:
    width = max(len(str(file.path)) for file in new)
    for file in new:
        typer.echo(f"wrote {file.path!s:<{width}}  {file.what}")


def _tell_next(place: WatchHome, *, with_units: bool) -> None:
    named = "" if place.folder == Path.cwd() else f" --settings {quote(str(place.settings))}"
    typer.echo(
        f"\nNext: put your readers into {place.policy.name} (its hours and its digest are examples too), and into\n"
        f"{place.settings.name} your mail server and how outlets can reach you. Without a server, mails are written\n"
        f"to {place.state / 'mail'}. Then:\n\n"
        f"  recognition-watch check{named}\n"
        f"  recognition-watch run{named}"
    )
    if with_units:
        typer.echo("  systemctl daemon-reload")
        typer.echo("  systemctl enable --now recognition-watch.service recognition-watch-watchdog.timer")
