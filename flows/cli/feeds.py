"""``feeds``: every feed of the feeds file with the state it was last found in, the troubled ones first."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractors.errors import NoStoreError
from extractors.records import Feed, FeedMemory, FeedState
from flows.cli.ends import complain
from flows.cli.options import FormatIs, Search, SettingsFile, settings_of, store_of
from flows.cli.tables import Column, show
from flows.clock import ago

if TYPE_CHECKING:
    from flows.settings import Settings

COLUMNS = (
    Column("state", ("state",)),
    Column("last good", ("last_ok_at",), form=ago),
    Column("last news", ("last_new_at",), form=ago),
    Column("bad since", ("failing_since",), form=ago),
    Column("next poll", ("next_poll_at",), form=ago),
    Column("feed", ("outlet", "url", "reason"), 200, wide=True),
)
FIELDS = (
    "state",
    "outlet",
    "url",
    "language",
    "country",
    "covers",
    "state_owned",
    "grade",
    "reason",
    "polls",
    "failures",
    "bad_polls",
    "failing_since",
    "polled_at",
    "next_poll_at",
    "last_ok_at",
    "last_new_at",
    "usual_entries",
    "usual_gap_s",
    "moved_to",
    "note",
)
# The first needs an operator; the last is as it should be.
URGENCY: tuple[FeedState, ...] = (
    "gone",
    "blocked",
    "not_a_feed",
    "failing",
    "silent",
    "shrunken",
    "empty",
    "unknown",
    "ok",
    "unchanged",
)


def feeds(
    state: Annotated[FeedState | None, typer.Option("--state", help="Only feeds found in this state.")] = None,
    search: Search = None,
    how: FormatIs = "table",
    settings: SettingsFile = None,
) -> None:
    """List the feeds: how each was last found, since when, why, and when it is polled next."""
    from flows.feeds_file import load_feeds

    held = settings_of(settings)
    known = load_feeds(Path(held.feeds))
    memories = _memories(held)
    rows = [feed_row(feed, memories.get(feed.url) or FeedMemory(feed.url)) for feed in known]
    fitting = [row for row in rows if state in (None, row["state"]) and _has(row, search)]
    fitting.sort(key=lambda row: URGENCY.index(row["state"]))
    show(fitting, COLUMNS, how, fields=FIELDS, nothing="no feed that fits")


def _memories(settings: Settings) -> Mapping[str, FeedMemory]:
    """What is remembered of feeds; where there is no store yet, none was ever polled."""
    try:
        with store_of(settings) as store:
            return store.feed_memories()
    except NoStoreError as error:
        complain(str(error))
        return {}


def feed_row(feed: Feed, memory: FeedMemory) -> dict[str, Any]:
    """A feed as it is set, and what is remembered of it."""
    return {
        "state": memory.state,
        "outlet": feed.outlet,
        "url": feed.url,
        "language": feed.language,
        "country": feed.country,
        "covers": feed.covers,
        "state_owned": feed.state_owned,
        "grade": feed.grade,
        "reason": memory.reason or ("never polled" if memory.state == "unknown" else ""),
        "polls": memory.polls,
        "failures": memory.failures,
        "bad_polls": memory.bad_polls,
        "failing_since": memory.failing_since,
        "polled_at": memory.polled_at,
        "next_poll_at": memory.next_poll_at,
        "last_ok_at": memory.last_ok_at,
        "last_new_at": memory.last_new_at,
        "usual_entries": memory.usual_entries,
        "usual_gap_s": memory.usual_gap_s,
        "moved_to": memory.moved_to,
        "note": feed.note,
    }


def _has(row: dict[str, Any], search: str | None) -> bool:
    text = f"{row['outlet']} {row['url']} {row['reason']} {row['note']}".casefold()
    return not search or search.casefold() in text
