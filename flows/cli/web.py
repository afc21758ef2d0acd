"""``web``: the live pages, and who may sign in to them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.lexicon import load_lexicon
from flows.cli.terminal.exit_codes import complain
from flows.cli.terminal.options import SettingsFile, settings_of, store_of
from flows.runtime.clock import utc_now
from flows.serving.web.scopes import Scope

if TYPE_CHECKING:
    from flows.settings.model import Settings

Host = Annotated[str | None, typer.Option("--host", help="Where to listen, instead of web.host.")]
Port = Annotated[int | None, typer.Option("--port", min=1, max=65535, help="At which port, instead of web.port.")]
Reviewer = Annotated[
    str, typer.Option("--add-reviewer", metavar="NAME", help="Ask for a password, and let NAME sign in with it.")
]
AddToken = Annotated[str, typer.Option("--add-token", metavar="NAME", help="Print a token for a program.")]
Scoped = Annotated[Scope, typer.Option("--scope", help="What the token may: read, or review, too.")]


def web(
    host: Host = None,
    port: Port = None,
    add_reviewer: Reviewer = "",
    add_token: AddToken = "",
    scope: Scoped = "review",
    settings: SettingsFile = None,
) -> None:
    """Serve the report live, with search, review, an API and feeds, until stopped."""
    held = settings_of(settings)
    if add_reviewer or add_token:
        _add(Path(held.state), add_reviewer, add_token, scope)
        return
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    serve_held(held.model_copy(update={"web": held.web.model_copy(update=given)}))


def serve_held(settings: Settings) -> None:
    """Serve the live pages of the store that the settings name, until stopped."""
    # 0.7 s of CPU to load, for which no other command waits.
    from flows.serving.web.accounts import load_accounts
    from flows.serving.web.app import serve_pages
    from flows.serving.web.site import Site

    with store_of(settings, mapped=True) as store:
        complain(f"http://{settings.web.host}:{settings.web.port}/ shows {store.name}; Ctrl-C stops")
        serve_pages(Site(store, settings, load_lexicon(), load_accounts(Path(settings.state)), utc_now))


def _add(state: Path, reviewer: str, token: str, scope: Scope) -> None:
    # 0.2 s of CPU for the hashing of passwords, which no other command needs.
    from flows.serving.web.accounts import add_reviewer, add_token

    if reviewer:
        asked = sys.stdin.isatty()
        password = (
            typer.prompt("password", hide_input=True, confirmation_prompt=True) if asked else sys.stdin.readline()
        )
        add_reviewer(state, reviewer, str(password).rstrip("\n"))
        typer.echo(f"{reviewer} can sign in; a server that runs is to be started again")
    if token:
        typer.echo(add_token(state, token, scope))
