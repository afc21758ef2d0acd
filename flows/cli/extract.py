"""``extract``: the contract's answer for files, addresses and standard input; it stores nothing."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.inputs import Form, Given, articles_of
from flows.cli.options import SettingsFile, parse_since, settings_of
from flows.clock import utc_now

if TYPE_CHECKING:
    from flows.settings import Settings

Names = Annotated[list[str], typer.Argument(metavar="PATH|URL|-", help="Files, addresses, or - for standard input.")]
Published = Annotated[
    datetime | None,
    typer.Option("--published", metavar="DAY", parser=parse_since, help="When it was published, such as 2024-05-29."),
]


def extract(
    names: Names,
    as_text: Annotated[bool, typer.Option("--text", help="Take the input for plain text.")] = False,
    as_html: Annotated[bool, typer.Option("--html", help="Take the input for an HTML page.")] = False,
    language: Annotated[str | None, typer.Option("--lang", metavar="CODE", help="Its language, such as en.")] = None,
    published: Published = None,
    url: Annotated[str | None, typer.Option("--url", help="The address it was published at.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Who published it.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Extract from articles that are not relevant, too.")
    ] = False,
    settings: SettingsFile = None,
) -> None:
    """Print who says what in articles, one JSON object an article; store nothing."""
    if as_text and as_html:
        raise typer.BadParameter("--text and --html exclude each other")
    form: Form | None = "text" if as_text else "html" if as_html else None
    given = Given(form=form, language=language, published_at=published, url=url, outlet=outlet)
    code = _print_answers(names, given, everything, settings_of(settings))
    raise typer.Exit(code)


def _print_answers(names: list[str], given: Given, everything: bool, settings: Settings) -> int:
    from extractors.answers import answer
    from extractors.extraction import Extractor

    code, extractor = 0, None
    for article in articles_of(names, given, settings, utc_now()):
        if isinstance(article, int):
            code = max(code, article)
            continue
        extractor = extractor or Extractor()
        typer.echo(json.dumps(answer(extractor.extract(article, everything=everything)), ensure_ascii=False))
    return code
