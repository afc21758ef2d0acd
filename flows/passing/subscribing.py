"""Asking a feed's hub for pushes, and again before they run out, as part of the feed's poll."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import FetchError
from flows.polling.websub.subscription import LEASE, Subscription, is_wanted, key_in, subscription_of
from flows.runtime.clock import utc_now
from flows.runtime.run_report import Remark

if TYPE_CHECKING:
    from extractors.records import FeedMemory
    from flows.passing.run_context import RunContext


async def subscribe(context: RunContext, memory: FeedMemory) -> None:
    """Ask the hub that a feed names to push, where the operator has a public address for it and it is time to."""
    callback = context.settings.websub.callback
    if not callback or not memory.hub or not memory.topic:
        return
    own = await asyncio.to_thread(_to_ask, context, memory.url)
    if own is None:
        return
    form = {
        "hub.mode": "subscribe",
        "hub.topic": memory.topic,
        "hub.callback": f"{callback.rstrip('/')}/{own.id}",
        "hub.secret": own.secret,
        "hub.lease_seconds": str(int(LEASE.total_seconds())),
    }
    try:
        status = await context.fetcher.send(memory.hub, form)
    except FetchError as error:
        context.tell(Remark("websub-refused", str(error), warning=False))
        return
    if not 200 <= status < 300:
        context.tell(Remark("websub-refused", f"{memory.hub}: answers {status} for {memory.topic}", warning=False))


def _to_ask(context: RunContext, url: str) -> Subscription | None:
    """The subscription of a feed, remembered as asked for now; None where it need not be."""
    own, now = subscription_of(url, key_in(Path(context.settings.state))), utc_now()
    if not is_wanted(context.store.moment(own.until), context.store.moment(own.asked), now):
        return None
    context.store.set_moment(own.asked, now)
    return own
