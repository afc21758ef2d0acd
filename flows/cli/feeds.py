"""``feeds``: every feed of the feeds file with the state it was last found in, the troubled ones first.

``--probe`` asks each once instead; ``feeds add URL`` finds the feed of a page and writes its row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractors.errors import FetchError, NoStoreError
from extractors.records import Covers, Feed, FeedMemory, FeedState
from extractors.text.folding import fold
from flows.cli.terminal.exit_codes import FAILED, PARTLY, complain
from flows.cli.terminal.options import Format, FormatIs, Search, SettingsFile, settings_of, store_of
from flows.cli.terminal.tables import Column, show
from flows.runtime.clock import ago
from flows.settings.feeds_file import load_feeds

if TYPE_CHECKING:
    from flows.checking.probing import Probe
    from flows.settings.model import Settings

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


PROBED = (
    Column("entries", ("entries",)),
    Column("may matter", ("mattering",)),
    Column("newest", ("newest",), form=ago),
    Column("feed, and its row", ("outlet", "row", "problem"), 400, wide=True),
)
PROBED_FIELDS = ("outlet", "url", "title", "entries", "mattering", "newest", "problem", "row")


def feeds(
    action: Annotated[str | None, typer.Argument(metavar="[add]", help="add: find a feed, and write its row.")] = None,
    url: Annotated[str | None, typer.Argument(metavar="[URL]", help="Of a feed, or of a page that has one.")] = None,
    probe: Annotated[bool, typer.Option("--probe", help="Ask each feed once, and show what it is worth.")] = False,
    state: Annotated[FeedState | None, typer.Option("--state", help="Only feeds found in this state.")] = None,
    search: Search = None,
    covers: Annotated[Covers, typer.Option("--covers", help="add: what the feed takes for granted.")] = "world",
    language: Annotated[str, typer.Option("--language", help="add: the language of its entries.")] = "en",
    country: Annotated[str, typer.Option("--country", help="add: where the outlet sits.")] = "INT",
    outlet: Annotated[str, typer.Option("--outlet", help="add: who publishes it; by default its title.")] = "",
    how: FormatIs = "table",
    settings: SettingsFile = None,
) -> None:
    """List the feeds: how each was last found, since when, why, and when it is polled next."""

    held = settings_of(settings)
    if action is not None:
        _add(held, action, Feed(url or "", outlet, language, country, covers))
        return
    known = load_feeds(Path(held.feeds))
    memories = {} if probe else _memories(held)
    rows = [feed_row(feed, memories.get(feed.url) or FeedMemory(feed.url)) for feed in known]
    fitting = [row for row in rows if state in (None, row["state"]) and _has(row, search)]
    if probe:
        chosen = {row["url"] for row in fitting}
        _show_probes(held, [feed for feed in known if feed.url in chosen], how)
        return
    fitting.sort(key=lambda row: URGENCY.index(row["state"]))
    show(fitting, COLUMNS, how, fields=FIELDS, nothing="no feed that fits")


def _show_probes(settings: Settings, chosen: Sequence[Feed], how: Format) -> None:
    # 0.7 s of CPU to load, for which nobody waits who only lists feeds.
    from flows.checking.probing import probe_all

    probes = sorted(probe_all(settings, chosen), key=lambda one: (not one.problem, one.mattering), reverse=True)
    show([_probe_row(one) for one in probes], PROBED, how, fields=PROBED_FIELDS, nothing="no feed that fits")
    if any(one.problem for one in probes):
        raise typer.Exit(PARTLY)


def _add(settings: Settings, action: str, wanted: Feed) -> None:
    """Find the feeds at an address, and write the row of the one with most entries that may matter."""
    # 0.7 s of CPU to load, for which nobody waits who only lists feeds.
    from flows.checking.probing import add_feed, find_feeds

    if action != "add" or not wanted.url:
        raise typer.BadParameter("`feeds add URL` adds a feed; without words the feeds are listed")
    try:
        probes = find_feeds(settings, wanted)
    except FetchError as error:
        complain(str(error))
        raise typer.Exit(FAILED) from None
    best = max(probes, key=lambda one: (not one.problem, one.mattering, one.entries))
    show([_probe_row(one) for one in probes], PROBED, "table", fields=PROBED_FIELDS, nothing="no feed")
    if best.problem:
        complain(f"{wanted.url}: no feed was found there; look for one on the outlet's pages")
        raise typer.Exit(FAILED)
    add_feed(Path(settings.feeds), best)
    typer.echo(f"added to {settings.feeds}: {best.row}")


def _probe_row(probe: Probe) -> dict[str, Any]:
    return {
        "outlet": probe.feed.outlet,
        "url": probe.feed.url,
        "title": probe.title,
        "entries": probe.entries,
        "mattering": probe.mattering,
        "newest": probe.newest,
        "problem": probe.problem,
        "row": "" if probe.problem else probe.row,
    }


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
    text = fold(f"{row['outlet']} {row['url']} {row['reason']} {row['note']}")
    return not search or fold(search) in text
