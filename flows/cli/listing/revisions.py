"""The wordings of one article, one after another, each with what it changed in the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import typer

from extractors.errors import StoreError
from extractors.novelty.changes import changes_between
from extractors.records import Change
from flows.runtime.clock import in_utc
from flows.runtime.shown import shown_line

if TYPE_CHECKING:
    from extractors.records.stored import RevisionRecord
    from storage.store import Store


def print_revisions(store: Store, article: str) -> None:
    """What an outlet changed in an article, and when it was seen; the start of its id is enough."""
    record = store.article(article)
    if record is None:
        raise StoreError(f"article {article}", "there is no such article", "list them with `articles`")
    for line in _lines(store.revisions(record.id)):
        typer.echo(line)


def _lines(revisions: Sequence[RevisionRecord]) -> Iterator[str]:
    yield f"1  seen {in_utc(revisions[0].seen_at)}  {shown_line(revisions[0].title or '')}"
    for before, after in pairwise(revisions):
        yield f"{after.number}  seen {in_utc(after.seen_at)}"
        for change in changes_between(before, after):
            yield from _of_change(change)


def _of_change(change: Change) -> Iterator[str]:
    where = "headline " if change.part == "headline" else ""
    if change.before:
        yield f"   - {where}{shown_line(change.before)}"
    if change.after:
        yield f"   + {where}{shown_line(change.after)}"
