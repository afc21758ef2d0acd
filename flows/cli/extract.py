"""``extract``: the contract's answer for files, addresses and standard input; it stores nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.records import READ_LANGUAGES
from extractors.records.contract import answer
from flows.cli.terminal.exit_codes import complain
from flows.cli.terminal.inputs import InputForm, StatedFacts, articles_of
from flows.cli.terminal.moments import parse_since
from flows.cli.terminal.options import SettingsFile, settings_of, writable_place
from flows.cli.terminal.patience import Patience
from flows.reading.loading import load_words
from flows.runtime.clock import utc_now
from flows.runtime.shown import shown_json

if TYPE_CHECKING:
    from extractors.records import Extraction
    from flows.settings.model import Settings


def _known_language(text: str) -> str:
    """A code with or without country (``en-GB``), of a language that is read."""
    code = text.strip().lower().replace("_", "-").partition("-")[0]
    if code not in READ_LANGUAGES:
        raise typer.BadParameter(
            f"{text!r} is no language that is read; these are: {', '.join(sorted(READ_LANGUAGES))}"
        )
    return code


Sources = Annotated[list[str], typer.Argument(metavar="PATH|URL|-", help="Files, addresses, or - for standard input.")]
Published = Annotated[
    datetime | None,
    typer.Option("--published", metavar="DAY", parser=parse_since, help="When it was published, such as 2024-05-29."),
]
LanguageIs = Annotated[
    str | None, typer.Option("--lang", metavar="CODE", parser=_known_language, help="Its language, such as en.")
]
HtmlOut = Annotated[
    Path | None,
    typer.Option(
        "--html-out",
        metavar="FILE",
        parser=writable_place,
        help="Write the explanation as a page for a browser, too.",
    ),
]


def extract(
    names: Sources,
    as_text: Annotated[bool, typer.Option("--text", help="Take the input for plain text.")] = False,
    as_html: Annotated[bool, typer.Option("--html", help="Take the input for an HTML page.")] = False,
    language: LanguageIs = None,
    published: Published = None,
    url: Annotated[str | None, typer.Option("--url", help="The address it was published at.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Who published it.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Extract from articles that are not relevant, too.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the text with what was found, by which rule.")
    ] = False,
    html_out: HtmlOut = None,
    settings: SettingsFile = None,
) -> None:
    """Print who says what in articles, one JSON object an article; store nothing."""
    if as_text and as_html:
        raise typer.BadParameter("--text and --html exclude each other")
    form: InputForm | None = "text" if as_text else "html" if as_html else None
    given = StatedFacts(form=form, language=language, published_at=published, url=url, outlet=outlet)
    held, code, found = settings_of(settings), 0, []
    with Patience("reading articles", len(names)) as patience:
        for extraction in _extractions(names, given, everything, held, patience):
            patience.step()
            if isinstance(extraction, int):
                code = max(code, extraction)
                continue
            if explain or html_out:
                found.append(_with_reasons(extraction, held.learned_judge))
            with patience.aside(sys.stdout):
                _explain(found[-1]) if explain else _print_answer(extraction)
    if html_out:
        _write_page(html_out, found)
    raise typer.Exit(code)


def _extractions(
    names: list[str], given: StatedFacts, everything: bool, settings: Settings, patience: Patience
) -> Iterator[Extraction | int]:
    """One extraction an input, or the exit code of an input that gives none; the extractor is loaded when needed."""

    def tell(line: str) -> None:
        with patience.aside(sys.stderr):
            complain(line)

    extractor = None
    for article in articles_of(names, given, settings, utc_now(), tell):
        if isinstance(article, int):
            yield article
            continue
        if extractor is None:
            from flows.reading.loading import load_extractor

            extractor = load_extractor(settings.model, settings.learned_judge)
        extraction = extractor.extract(article, everything=everything)
        _tell_if_cut(extraction)
        yield extraction


def _tell_if_cut(extraction: Extraction) -> None:
    """Says on standard error that a text was too long to be read to its end."""
    if extraction.read_to is not None:
        article, length = extraction.article, len(extraction.article.text)
        name = article.url or article.title or "the text"
        typer.echo(
            f"too long: {name}: only the first {extraction.read_to:,} of {length:,} characters were read", err=True
        )


def _print_answer(extraction: Extraction) -> None:

    typer.echo(shown_json(answer(extraction)))


def _with_reasons(extraction: Extraction, learned: bool) -> Extraction:
    """The extraction as one explains it: with the words that decided what only the learned judge heard, and examples.

    Where the rules judge alone, their rows are the reasons.
    """
    # 0.2 s of CPU to load, only where somebody asks why.
    from extractors.claims.learned.deciding import with_deciding_words
    from extractors.claims.learned.likeness import examples_of, with_examples
    from extractors.claims.learned.transformer import learned_judge

    if not learned or not any(each.claims for each in extraction.statements):
        return extraction
    lexicon, judge = load_words(), learned_judge()
    return with_examples(with_deciding_words(extraction, lexicon, judge), lexicon, judge, examples_of())


def _explain(extraction: Extraction) -> None:
    from rich.console import Console

    from flows.reporting.explanation import print_explanation

    print_explanation(Console(highlight=False), extraction)


def _write_page(file: Path, extractions: list[Extraction]) -> None:
    from flows.reporting.explanation import explanation_page

    file.write_text(explanation_page(extractions), encoding="utf-8")
    typer.echo(f"written: {file}", err=True)
