"""Digests: what was restated and repeated, and how well the watch watched; also what a first run found as history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from extractors.records import Alert, Filter, JudgedClaim
from extractors.records.identity import alert_id
from extractors.records.stored import Coverage
from flows.runtime.faults import FaultLog
from flows.telling.policy import Group, Policy
from flows.telling.rewordings import rewordings_of

if TYPE_CHECKING:
    from storage.store import Store

BEGUN = "begun"
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # articles are dated from 1995 on
BACKLOG = "backlog told"
MOST_SEEN = 5000  # claims that a digest looks through for the 200 that it tells at most
MOST_CLAIMS = 200  # such a mail has 101 kB; of one over 102 kB Gmail shows the beginning
PERIODS = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}


def begun_at(store: Store, now: datetime) -> datetime:
    """When the watch on this store began; on its first pass that is now, and is remembered.

    A store that was filled before beginnings were remembered has begun with the first article in it.
    """
    known = store.moment(BEGUN)
    if known is None:
        known = now if store.is_empty() else EARLIEST
        store.set_moment(BEGUN, known)
    return known


def put_backlog(store: Store, begun: datetime, policy: Policy, now: datetime, faults: FaultLog) -> tuple[Alert, ...]:
    """Sum up, once, for each group what a first pass found to be said before the watch began, if there is anything."""
    if store.moment(BACKLOG) is not None:
        return ()
    found = store.claims(Filter(until=begun, limit=MOST_SEEN))
    put: list[Alert] = []
    before = len(faults.faults)
    for group in policy.groups:
        with faults.boundary("digest", group.name):
            claims = _asked_for(store, group, found)
            alert = _backlog(group, claims, begun, now) if claims else None
            if alert and store.put_alert(alert, group.recipients):
                put.append(alert)
    # Where a pass is cut off or meets a fault, the next one puts the same alerts, and only those not there count.
    if len(faults.faults) == before:
        store.set_moment(BACKLOG, now)
    return tuple(put)


def _backlog(group: Group, claims: tuple[JudgedClaim, ...], begun: datetime, now: datetime) -> Alert:
    which = "The latest of the" if len(claims) == MOST_CLAIMS else "All"
    text = f"{which} claims that were published before the watch began: {len(claims)}. They are known history now."
    key = [begun.isoformat(), group.name]
    return _digest("backlog", key, "What was known when the watch began", claims, text, now)


def put_digests(store: Store, policy: Policy, now: datetime, zone: ZoneInfo, faults: FaultLog) -> tuple[Alert, ...]:
    """Put the digests that are due into the outbox; each tells the time since the one before."""
    put: list[Alert] = []
    for group in policy.groups:
        with faults.boundary("digest", group.name):
            since = _due_since(store, group, now, zone)
            if since and (alert := _put_digest(store, group, since, now, zone)):
                put.append(alert)
    return tuple(put)


def _due_since(store: Store, group: Group, now: datetime, zone: ZoneInfo) -> datetime | None:
    """From when on a digest is due to tell, None if it is not; a new group's first one comes a period later."""
    if group.digest == "never":
        return None
    last = store.moment(_name(group))
    if last is None:
        store.set_moment(_name(group), now)
        return None
    return last if now >= next_digest_at(group, last, zone) else None


def next_digest_at(group: Group, last: datetime, zone: ZoneInfo) -> datetime:
    """The first time of day set for digests that is nearly a period after the last one."""
    # One that came up to half a day late does not put off the next.
    earliest = (last + PERIODS[group.digest] - timedelta(hours=12)).astimezone(zone)
    at = datetime.combine(earliest.date(), group.digest_at, zone)
    return at if at >= earliest else datetime.combine(earliest.date() + timedelta(days=1), group.digest_at, zone)


def _put_digest(store: Store, group: Group, since: datetime, now: datetime, zone: ZoneInfo) -> Alert | None:
    claims = _asked_for(store, group, store.claims(Filter(seen_since=since, limit=MOST_SEEN)))
    text = "\n".join(coverage_lines(store.coverage(since), claims, group.certainty))
    title = f"{group.digest.capitalize()} digest, {now.astimezone(zone):%-d %B %Y}"
    alert = _digest("digest", [group.name, since.isoformat()], title, claims, text, now)
    alert = replace(alert, changes=rewordings_of(store, claims))
    return alert if store.put_alert(alert, group.recipients, moment=(_name(group), now)) else None


def _asked_for(store: Store, group: Group, found: Sequence[JudgedClaim]) -> tuple[JudgedClaim, ...]:
    """What a digest tells a group: all it covers, whether it alerts or not, but for mere repeats; the newest of it."""
    said = [one for one in found if one.novelty.kind != "repeat"]
    languages = store.languages([one.claim.id for one in said]) if group.languages else {}
    return tuple(one for one in said if group.covers(one.claim, languages.get(one.claim.id)))[:MOST_CLAIMS]


def coverage_lines(coverage: Coverage, claims: Iterable[JudgedClaim], sure: float = 0.0) -> list[str]:
    """What came of the watch, and how well it watched: nothing to tell is only said together with what answered.

    Claims under the certainty ``sure`` are counted apart: nobody was told of them at once.
    """
    news = [one for one in claims if one.novelty.kind in ("new", "shift")]
    possible = sum(one.claim.certainty < sure for one in news)
    counted = dict(coverage.claims)
    told = f"{len(news) - possible} new claims or shifts" if len(news) > possible else "Nothing new was said"
    told += f", {possible} too unsure to be told at once" if possible else ""
    lines = [
        f"{told}; {coverage.answered} of {coverage.feeds} feeds answered.",
        f"{coverage.entries} entries seen, {coverage.articles} articles kept, "
        f"{counted.get('restated', 0)} claims restated, {counted.get('repeat', 0)} further reports of known claims.",
    ]
    lines += [f"{memory.state}: {memory.url} ({memory.reason})" for memory in coverage.troubled]
    return lines


def _digest(kind: str, key: list[str], title: str, claims: tuple[JudgedClaim, ...], text: str, now: datetime) -> Alert:
    return Alert(
        id=alert_id(kind, key),
        created_at=now,
        url="",
        outlet="",
        title=title,
        published_at=None,
        claims=claims,
        kind="digest",
        text=text,
    )


def _name(group: Group) -> str:
    return f"digest {group.name}"
