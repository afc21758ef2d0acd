"""The lists of what is stored: claims, statements, articles, alerts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractors.records import DeliveryStatus, Filter
from flows.cli.listing import flat_rows as rows
from flows.cli.listing.raw import print_aside, print_raw, write_archive
from flows.cli.listing.revisions import print_revisions
from flows.cli.terminal.actors import actors_of
from flows.cli.terminal.options import (
    ActorIs,
    FormatIs,
    LimitIs,
    PositionIs,
    Search,
    SettingsFile,
    Since,
    TopicIs,
    settings_of,
    store_of,
    writable_place,
)
from flows.cli.terminal.tables import show

NOTHING = "nothing stored that fits; `recognition-watch run` fills the store"


def claims(
    since: Since = None,
    actor: ActorIs = None,
    topic: TopicIs = None,
    position: PositionIs = None,
    search: Search = None,
    limit: LimitIs = 100,
    how: FormatIs = "table",
    settings: SettingsFile = None,
) -> None:
    """List the claims: who stands where on what, in which words, and whether that was new."""
    with store_of(settings_of(settings)) as store:
        narrow = Filter(since, actors_of(actor, store), topic, position, search, limit)
        found = [rows.claim_row(judged) for judged in store.claims(narrow)]
    show(found, rows.CLAIM_COLUMNS, how, fields=rows.CLAIM_FIELDS, nothing=NOTHING)


def statements(
    since: Since = None,
    actor: ActorIs = None,
    topic: TopicIs = None,
    position: PositionIs = None,
    search: Search = None,
    limit: LimitIs = 100,
    how: FormatIs = "table",
    settings: SettingsFile = None,
) -> None:
    """List the statements: who said what, where."""
    with store_of(settings_of(settings)) as store:
        narrow = Filter(since, actors_of(actor, store), topic, position, search, limit)
        found = [rows.statement_row(record) for record in store.statements(narrow)]
    show(found, rows.STATEMENT_COLUMNS, how, fields=rows.STATEMENT_FIELDS, nothing=NOTHING)


def articles(
    since: Since = None,
    actor: ActorIs = None,
    topic: TopicIs = None,
    position: PositionIs = None,
    search: Search = None,
    limit: LimitIs = 100,
    raw: Annotated[
        str | None, typer.Option("--raw", metavar="ID", help="The page of one article as it was served.")
    ] = None,
    revisions: Annotated[
        str | None, typer.Option("--revisions", metavar="ID", help="What its outlet changed in one article, and when.")
    ] = None,
    warc: Annotated[
        Path | None,
        typer.Option("--warc", metavar="FILE", parser=writable_place, help="Write all kept pages as a WARC file."),
    ] = None,
    set_aside: Annotated[
        bool, typer.Option("--set-aside", help="What a fault of the program keeps from being read; --raw gives it.")
    ] = False,
    how: FormatIs = "table",
    settings: SettingsFile = None,
) -> None:
    """List the articles that were kept, with how much was found in each."""
    if raw is not None and warc is not None:
        raise typer.BadParameter("--raw and --warc exclude each other")
    with store_of(settings_of(settings)) as store:
        if revisions is not None:
            return print_revisions(store, revisions)
        if raw is not None:
            return print_aside(store, raw) if set_aside else print_raw(store, raw)
        if set_aside:
            asides = [rows.aside_row(aside) for aside in store.asides()[:limit] if since is None or aside.at >= since]
            return show(asides, rows.ASIDE_COLUMNS, how, fields=rows.ASIDE_FIELDS, nothing="nothing was set aside")
        if warc is not None:
            return write_archive(store, warc, since)
        narrow = Filter(since, actors_of(actor, store), topic, position, search, limit)
        found = [rows.article_row(record) for record in store.articles(narrow)]
    return show(found, rows.ARTICLE_COLUMNS, how, fields=rows.ARTICLE_FIELDS, nothing=NOTHING)


def alerts(
    since: Since = None,
    actor: ActorIs = None,
    topic: TopicIs = None,
    position: PositionIs = None,
    search: Search = None,
    status: Annotated[DeliveryStatus | None, typer.Option("--status", help="Only with this status.")] = None,
    limit: LimitIs = 100,
    how: FormatIs = "table",
    settings: SettingsFile = None,
) -> None:
    """List the alerts, one row a recipient: what was told to whom, and what still waits."""
    with store_of(settings_of(settings)) as store:
        narrow = Filter(since, actors_of(actor, store), topic, position, search, limit)
        found = [rows.alert_row(delivery) for delivery in store.deliveries(narrow, status)]
    show(found, rows.ALERT_COLUMNS, how, fields=rows.ALERT_FIELDS, nothing="no alert that fits")
