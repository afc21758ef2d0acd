"""``search``: what is stored that answers words, the best first, with the words that do."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from extractors.records import ArticleRecord, Filter, JudgedClaim, StatementRecord
from extractors.records.stored import Hit, SearchKind
from extractors.text.querying import Query, parse_query
from extractors.text.snippets import snippet
from flows.cli.listing import flat_rows as rows
from flows.cli.terminal.actors import actors_of
from flows.cli.terminal.options import (
    ActorIs,
    FormatIs,
    PositionIs,
    SettingsFile,
    Since,
    TopicIs,
    Until,
    settings_of,
    store_of,
)
from flows.cli.terminal.tables import Column, show
from flows.runtime.shown import shown_line

COLUMNS = (
    Column("when", ("day",)),
    Column("what", ("kind", "claim")),
    Column("who", ("speaker", "outlet"), 60, narrow=26),
    Column("words", ("snippet",), 400, wide=True, marked="marks"),
)
FIELDS = (
    "kind",
    "id",
    "score",
    "day",
    "speaker",
    "actor",
    "claim",
    "party",
    "certainty",
    "outlet",
    "title",
    "url",
    "published_at",
    "snippet",
    "marks",
)
NOTHING = "nothing stored holds all these words; leave one out, or give its beginning and a *"
NOTHING_SO_NARROW = "nothing stored so narrowed holds all these words; leave an option out, or a word"


def search(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS", help="Words, \"phrases\", begin* and -words that must not be there, best within '…'."
        ),
    ],
    kind: Annotated[SearchKind | None, typer.Option("--kind", help="Only among these.")] = None,
    since: Since = None,
    until: Until = None,
    actor: ActorIs = None,
    topic: TopicIs = None,
    position: PositionIs = None,
    party: Annotated[str | None, typer.Option("--party", metavar="KEY", help="Only of what it would do.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Only of this outlet.")] = None,
    language: Annotated[str | None, typer.Option("--lang", metavar="CODE", help="Only in this language.")] = None,
    certainty: Annotated[
        float | None, typer.Option("--certainty", metavar="SHARE", min=0, max=1, help="At least so sure, 0 to 1.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=600, help="At most so many.")] = 20,
    how: FormatIs = "table",
    settings: SettingsFile = None,
) -> None:
    """Search articles, statements and claims: whatever holds all the words, the best answers first."""
    asked = " ".join(words)
    query = parse_query(asked)  # before the store is looked for: a slip of the pen is told at once
    more: dict[str, Any] = {"party": party, "outlet": outlet, "language": language, "certainty": certainty}
    with store_of(settings_of(settings)) as store:
        narrow = Filter(since, actors_of(actor, store), topic, position, asked, limit, until, **more)
        found = store.search(narrow, [kind] if kind else ())
    nothing = NOTHING if narrow == Filter(search=asked, limit=limit) and kind is None else NOTHING_SO_NARROW
    show([_row(hit, query) for hit in found.hits], COLUMNS, how, fields=FIELDS, nothing=nothing)
    if found.more:
        typer.echo("only the latest that hold the words were weighed; --since and --until look further back", err=True)


def _row(hit: Hit, query: Query) -> dict[str, Any]:
    told, text = _told(hit.found)
    part = snippet(query, shown_line(text))
    marks = [[mark.start, mark.end] for mark in part.marks]
    return told | {"score": hit.place.score, "snippet": part.text, "marks": marks}


def _told(found: ArticleRecord | StatementRecord | JudgedClaim) -> tuple[dict[str, Any], str]:
    """What a list tells of a thing, and the text that was searched."""
    nobody = dict.fromkeys(("speaker", "actor", "claim", "party", "certainty"))
    if isinstance(found, JudgedClaim):
        told, text, kind = rows.claim_row(found), found.claim.words, "claim"
        told["claim"] = f"{found.claim.topic} {found.claim.position}"
    elif isinstance(found, StatementRecord):
        told, text, kind = rows.statement_row(found), found.statement.text, "statement"
        told |= {"claim": "; ".join(told["claims"]) or None, "party": None, "certainty": None}
    else:
        told, text, kind = rows.article_row(found), found.article.text, "article"
        told |= nobody | {"day": (found.article.published_at or found.seen_at).date()}
        text = f"{found.article.title} — {text}" if found.article.title else text
    return {name: told.get(name) for name in FIELDS} | {"kind": kind}, text
