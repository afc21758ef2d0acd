"""A shared outage: whether it is the feeds that fail, or our own network. Pure decisions.

An answer of any kind, a refusal too, proves that there is a network. Hosts count, not feeds: one host that carries many
feeds and is down is that host's outage and not ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from extractors.records import Feed, FeedMemory
from extractors.text.addresses import host_of
from flows.runtime.run_report import FeedPolled, count

# What a machine without a network, name server, way through its proxy or right clock meets at every host alike.
REASONS: dict[str, str] = {
    "dns": "name not found",
    "unreachable": "cannot connect",
    "timeout": "no answer in time",
    "reset": "connection broken",
    "tls": "TLS failed",
}
# That three hosts with nothing in common go down within one pass is rarer than that our own line does.
LEAST_HOSTS = 3
# Of ten hosts one may answer: a feed within the own network, say.
LEAST_SHARE = 0.9
# With what a pass needs until its first request, feeds are asked again within a minute.
AGAIN_S = 45.0


@dataclass(frozen=True, slots=True)
class Outage:
    """No network: how many feeds at how many hosts could not be reached, and why, the most frequent reason first."""

    feeds: int
    hosts: int
    reasons: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        why = ", ".join(f"{REASONS[reason]}: {number}" for reason, number in self.reasons)
        return f"none of {count(self.feeds, 'feed')} at {count(self.hosts, 'host')} can be reached ({why})"


def is_unreachable(polled: FeedPolled) -> bool:
    """Whether nothing came back from a feed's host at all."""
    return polled.error is not None and polled.reason in REASONS


def shared_outage(
    polled: Sequence[FeedPolled], memories: Sequence[FeedMemory], hosts: int, *, lasts: bool = False
) -> Outage | None:
    """The outage of ours that a pass has met, None where the feeds' failures are their own.

    ``memories`` are those from before the polls; ``hosts`` is how many all feeds lie at. A feed that had been failing
    before proves nothing. An outage that ``lasts`` ends with the first answers, however few were asked.
    """
    sound = {memory.url for memory in memories if memory.failures == 0}
    failed = [one for one in polled if is_unreachable(one)]
    silent = {host_of(one.feed.url) for one in failed if lasts or one.feed.url in sound}
    answering = {host_of(one.feed.url) for one in polled if not is_unreachable(one)}
    silent -= answering
    # Where all feeds lie at two hosts, both tell; one host alone proves nothing.
    least = 1 if lasts else min(LEAST_HOSTS, max(hosts, 2))
    if len(silent) < least or len(silent) < LEAST_SHARE * len(silent | answering):
        return None
    reasons = Counter(one.reason for one in failed)
    return Outage(len(failed), len({host_of(one.feed.url) for one in failed}), tuple(reasons.most_common()))


def witnesses(
    polled: Sequence[FeedPolled], resting: Iterable[tuple[Feed, FeedMemory]]
) -> tuple[tuple[Feed, FeedMemory], ...]:
    """Feeds at other hosts to ask as well, where all that were due failed and are too few to tell by."""
    silent = {host_of(one.feed.url) for one in polled}
    if not polled or len(silent) >= LEAST_HOSTS or not all(map(is_unreachable, polled)):
        return ()
    called: dict[str, tuple[Feed, FeedMemory]] = {}
    for feed, memory in resting:
        if memory.failures == 0 and (host := host_of(feed.url)) not in silent:
            called.setdefault(host, (feed, memory))
    return tuple(called.values())[: LEAST_HOSTS - len(silent)]


def pardoned(memory: FeedMemory, now: datetime) -> FeedMemory:
    """The memory of a feed that could not be asked for an outage of ours: as before, to be asked within a minute."""
    return replace(memory, polled_at=now, next_poll_at=now + timedelta(seconds=AGAIN_S))


def nothing_watched(polled: Sequence[FeedPolled], resting: Sequence[FeedMemory]) -> str:
    """Why a pass watched nothing: every feed fails or rests after a failure; empty where one at least is in order."""
    failed = [one for one in polled if one.error]
    waiting = [memory for memory in resting if memory.failures > 0]
    if not failed + waiting or len(failed) < len(polled) or len(waiting) < len(resting):
        return ""
    rest = f", {len(waiting)} rest after a failure" if waiting else ""
    return f"every feed is in trouble: {len(failed)} failed{rest}"
