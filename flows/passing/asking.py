"""Asking the feeds: those that are due, side by side, and then whether it is they who fail or our own network."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from extractors.records import Feed, FeedMemory
from extractors.text.addresses import host_of
from flows.passing import steps
from flows.passing.run_context import RunContext
from flows.runtime.clock import utc_now
from flows.runtime.run_report import FeedPolled
from flows.runtime.stages import Stages
from flows.telling.outage import Outage, is_unreachable, nothing_watched, pardoned, shared_outage, witnesses
from flows.telling.outage_news import outage_since, tell_outage

# A stage costs whoever watches it some milliseconds and some kilobytes: a feed has one of its own only among few.
FEW_FEEDS = 20
BATCH = 100
Known = tuple[Feed, FeedMemory]


@dataclass(frozen=True, slots=True)
class Asked:
    """The feeds that were polled; the outage where our own network failed; and why nothing was watched, if so."""

    feeds: tuple[FeedPolled, ...]
    outage: Outage | None = None
    trouble: str = ""


async def ask_feeds(context: RunContext, stages: Stages, *, every_feed: bool) -> Asked:
    """Poll the feeds that are due; where our own network fails, none of them is put off for it."""
    known = steps.known_feeds(context)
    due = steps.due_feeds(context, known, every=every_feed)
    polled = await _poll(context, stages, due)
    # Too few silent hosts prove nothing: a few that rest are asked before our own network is blamed.
    if called := witnesses(polled, _but(known, polled)):
        due += called
        polled += await _poll(context, stages, called)
    with context.faults.boundary("operator mail", "whether our own network fails"):
        return await asyncio.to_thread(_judged, context, known, due, polled)
    return Asked(polled)


async def _poll(context: RunContext, stages: Stages, due: Sequence[Known]) -> tuple[FeedPolled, ...]:
    """Poll side by side: a stage each where the feeds are few, else a stage for several."""
    size = 1 if len(due) <= FEW_FEEDS else max(BATCH, -(-len(due) // FEW_FEEDS))
    groups = [due[start : start + size] for start in range(0, len(due), size)]
    polls = (stages.run(f"poll {_outlets(group)}", partial(_poll_group, context, group)) for group in groups)
    return tuple(one for group in await asyncio.gather(*polls) for one in group)


async def _poll_group(context: RunContext, group: Sequence[Known]) -> list[FeedPolled]:
    return list(await asyncio.gather(*(steps.poll(context, feed, memory) for feed, memory in group)))


def _judged(context: RunContext, known: Sequence[Known], due: Sequence[Known], polled: tuple[FeedPolled, ...]) -> Asked:
    if not polled:
        return Asked((), trouble=nothing_watched((), [memory for _, memory in known]))
    hosts = len({host_of(feed.url) for feed, _ in known})
    memories = [memory for _, memory in due]
    outage = shared_outage(polled, memories, hosts, lasts=outage_since(context.store) is not None)
    if outage is None:
        for one in filter(is_unreachable, polled):
            context.tell(one)
    else:
        _pardon(context, memories, polled)
    if remark := tell_outage(context.store, outage, context.operators, utc_now()):
        context.tell(remark)
    resting = [memory for _, memory in _but(known, polled)]
    return Asked(polled, outage, f"no network: {outage}" if outage else nothing_watched(polled, resting))


def _but(known: Sequence[Known], polled: Sequence[FeedPolled]) -> list[Known]:
    """The known feeds that were not polled."""
    asked = {one.feed.url for one in polled}
    return [(feed, memory) for feed, memory in known if feed.url not in asked]


def _pardon(context: RunContext, memories: Sequence[FeedMemory], polled: Sequence[FeedPolled]) -> None:
    """Remember the feeds that could not be reached as they were before."""
    failed = {one.feed.url for one in polled if is_unreachable(one)}
    now = utc_now()
    before = [(pardoned(memory, now), ()) for memory in memories if memory.url in failed]
    context.store.record_polls(before, now)


def _outlets(group: Sequence[Known]) -> str:
    first, more = group[0][0].outlet, len(group) - 1
    return f"{first} and {more} more" if more else first
