"""The lists of what is stored: claims, statements, articles, alerts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractors.records import Filter
from flows.cli import rows
from flows.cli.options import (
    Actor,
    FormatIs,
    Limit,
    PositionIs,
    Search,
    SettingsFile,
    Since,
    TopicIs,
    settings_of,
    store_of,
    writable_place,
)
from flows.cli.raw import print_raw, write_archive
from flows.cli.tables import show

NOTHING = "nothing stored that fits; `recognition-watch run` fills the store"


def claims(
    since: Since = None,
    actor: Actor = None,
    topic: TopicIs = None,
    position: PositionIs = None,
    search: Search = None,
    limit: Limit = 100,
    how: FormatIs = "table",
    settings: SettingsFile = None,
) -> None:
    """List the claims: who stands where on what, in which words, and whether that was new."""
    narrow = Filter(since, actor, topic, position, search, limit)
    with store_of(settings_of(settings)) as store:
        found = [rows.claim_row(judged) for judged in store.claims(narrow)]
    show(found, rows.CLAIM_COLUMNS, how, nothing=NOTHING)


def statements(
    since: Since = None,
    actor: Actor = None,
    topic: TopicIs = None,
    position: PositionIs = None,
    search: Search = None,
    limit: Limit = 100,
    how: FormatIs = "table",
    settings: SettingsFile = None,
) -> None:
    """List the statements: who said what, where."""
    narrow = Filter(since, actor, topic, position, search, limit)
    with store_of(settings_of(settings)) as store:
        found = [rows.statement_row(record) for record in store.statements(narrow)]
    show(found, rows.STATEMENT_COLUMNS, how, nothing=NOTHING)


def articles(
    since: Since = None,
    actor: Actor = None,
    topic: TopicIs = None,
    position: PositionIs = None,
    search: Search = None,
    limit: Limit = 100,
    raw: Annotated[
        str | None, typer.Option("--raw", metavar="ID", help="The page of one article as it was served.")
    ] = None,
    warc: Annotated[
        Path | None,
        typer.Option("--warc", metavar="FILE", parser=writable_place, help="Write all kept pages as a WARC file."),
    ] = None,
    how: FormatIs = "table",
    settings: SettingsFile = None,
) -> None:
    """List the articles that were kept, with how much was found in each."""
    narrow = Filter(since, actor, topic, position, search, limit)
    with store_of(settings_of(settings)) as store:
        if raw is not None:
            return print_raw(store, raw)
        if warc is not None:
            return write_archive(store, warc, since)
        found = [rows.article_row(record) for record in store.articles(narrow)]
    return show(found, rows.ARTICLE_COLUMNS, how, nothing=NOTHING)


def alerts(
    since: Since = None,
    actor: Actor = None,
    topic: TopicIs = None,
    position: PositionIs = None,
    search: Search = None,
    status: Annotated[str | None, typer.Option("--status", help="Only waiting, sent or given_up.")] = None,
    limit: Limit = 100,
    how: FormatIs = "table",
    settings: SettingsFile = None,
) -> None:
    """List the alerts, one row a recipient: what was told to whom, and what still waits."""
    narrow = Filter(since, actor, topic, position, search, limit)
    with store_of(settings_of(settings)) as store:
        found = [rows.alert_row(delivery) for delivery in store.deliveries(narrow)]
    kept = [row for row in found if status in (None, row["status"])]
    show(kept, rows.ALERT_COLUMNS, how, nothing="no alert that fits")
