"""What the program could not read for a fault of its own: set aside with its bytes, tried again after an upgrade."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from extractors.records import Feed, InboxEntry, Page
from extractors.records.stored import SetAside
from flows.runtime.faults import Fault

if TYPE_CHECKING:
    from storage.store import Store


def this_version() -> str:
    """The version of this program."""
    return version("recognition-watch")


def set_aside(store: Store, one: InboxEntry, fault: Fault, page: Page | None, reason: str, now: datetime) -> None:
    """Be done with an entry for now, and keep its bytes for who mends the fault."""
    entry = one.entry
    aside = SetAside(
        key=entry.key,
        url=page.url if page else entry.url,
        title=entry.title,
        outlet=entry.outlet,
        error=fault.error,
        traceback=fault.traceback,
        version=this_version(),
        at=now,
    )
    store.set_aside(aside, page, reason)


def keep_feed(store: Store, feed: Feed, fault: Fault, body: Page, now: datetime) -> None:
    """Keep the bytes of a feed for who mends the fault; the feed is polled on."""
    told = (feed.url, body.url, "", feed.outlet, fault.error, fault.traceback, this_version(), now)
    store.keep_feed(SetAside(*told), body)


def try_again(store: Store, now: datetime) -> tuple[str, ...]:
    """Let what another version set aside wait again; the keys of its entries."""
    mine = this_version()
    again = to_be_tried(store.asides(), mine)
    if again:
        store.try_again(again, mine, now)
    return again


def to_be_tried(asides: Iterable[SetAside], mine: str) -> tuple[str, ...]:
    """The keys of the entries that this version has not tried yet: once a version, however often it runs."""
    return tuple(
        aside.key
        for aside in asides
        if aside.status == "set_aside" and aside.version != mine and aside.tried_with != mine
    )
