"""Options that several commands share."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractors.records import Position, Topic
from flows.cli.terminal.actors import complete_actor
from flows.cli.terminal.moments import parse_since

if TYPE_CHECKING:
    from flows.settings.model import Settings
    from storage.store import Store

Format = Literal["table", "json", "csv"]


def writable_place(text: str) -> Path:
    """A file to be written, in a folder that is there: one that a slip of the pen made would not be found again."""
    path = Path(text)
    if not path.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {path.parent}; make it, or name another place")
    return path


SettingsFile = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE", help="Settings file, instead of recognition-watch.toml.")
]
Since = Annotated[
    datetime | None,
    typer.Option(
        "--since",
        metavar="WHEN",
        parser=parse_since,
        help="Not older than a day (2024-05-29, yesterday) or a time ago (36h, 7d, '3 weeks ago').",
    ),
]
Until = Annotated[
    datetime | None,
    typer.Option("--until", metavar="WHEN", parser=parse_since, help="Older than a day or a time ago, likewise."),
]
ActorIs = Annotated[
    str | None,
    typer.Option(
        "--actor",
        metavar="WHO",
        autocompletion=complete_actor,
        help="Only of whoever has this key, name or part of a name, such as kabulov.",
    ),
]
TopicIs = Annotated[Topic | None, typer.Option("--topic", help="Only on this topic.")]
PositionIs = Annotated[Position | None, typer.Option("--position", help="Only with this position on the ladder.")]
Search = Annotated[
    str | None, typer.Option("--search", metavar="WORDS", help='Only with all these words, "phrases" and begin*.')
]
LimitIs = Annotated[
    int, typer.Option("--limit", metavar="N", min=1, max=100_000, help="At most so many, the latest first.")
]
FormatIs = Annotated[Format, typer.Option("--format", help="How the list is written.")]


def settings_of(file: Path | None) -> Settings:
    """The settings as they hold for this command."""
    from flows.settings.settings_file import load_settings

    return load_settings(file)


def store_of(settings: Settings, *, mapped: bool = False) -> Store:
    """The store that the settings name, as it is: who looks for it in the wrong folder makes none there.

    ``mapped`` as ``open_store`` has it.
    """
    # 0.3 s of CPU for SQLAlchemy, which --help and a wrong option do not wait for.
    from storage.store import open_store

    return open_store(settings.database, upgrade=False, mapped=mapped)
