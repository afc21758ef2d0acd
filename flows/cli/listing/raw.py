"""The bytes behind articles: one page as it was served, or all of them as an archive."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from extractors.errors import StoreError
from flows.cli.terminal.patience import Patience
from flows.runtime.run_report import count

if TYPE_CHECKING:
    from extractors.records import Page
    from storage.store import Store


def print_raw(store: Store, article: str) -> None:
    """The page of an article's latest revision, byte for byte, on standard output; the start of its id is enough."""
    known = store.article(article)
    page = store.page(known.id) if known else None
    if page is None:
        why = "the page of this article is not kept" if known else "there is no such article, or several begin so"
        raise StoreError(
            f"article {article}", why, "list them with `articles`; keep_pages_days says how long they stay"
        )
    sys.stdout.buffer.write(page.body)
    sys.stdout.buffer.flush()


def print_aside(store: Store, aside: str) -> None:
    """The page that was set aside, byte for byte, on standard output; the start of its id is enough."""
    fitting = [one.id for one in store.asides() if one.id.startswith(aside)]
    what, mend = f"set aside {aside}", "list them with `articles --set-aside`"
    if len(fitting) != 1:
        why = f"{len(fitting)} ids begin so" if fitting else "there is nothing set aside by this id"
        raise StoreError(what, why, "give more of the id" if fitting else mend)
    page = store.aside_page(fitting[0])
    if page is None:
        raise StoreError(what, "its page never came, so there are no bytes", "its traceback is in --format json")
    sys.stdout.buffer.write(page.body)
    sys.stdout.buffer.flush()


def write_archive(store: Store, file: Path, since: datetime | None) -> None:
    """All kept pages as a gzipped WARC file, the oldest first."""
    from flows.fetching.warc import write_warc

    keys = store.page_keys(since)
    with file.open("wb") as stream, Patience("writing pages", len(keys)) as patience:
        written = write_warc(_pages(store, keys, patience), stream)
    typer.echo(f"{count(written, 'page')} in {file}", err=True)


def _pages(store: Store, keys: Sequence[tuple[str, str]], patience: Patience) -> Iterator[Page]:
    for article, revision in keys:
        if page := store.page(article, revision):
            yield page
        patience.step()
