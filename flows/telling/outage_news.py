"""What is told of an outage of our own network: once when it begins, once when it lasts, once when it is over.

The operator's mails go through the outbox: without a network they wait there, and where the outage is over before the
first of them went out, one mail tells both.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from extractors.records import Alert
from extractors.records.identity import alert_id
from flows.runtime.clock import in_utc, span
from flows.runtime.run_report import Remark
from flows.telling.outage import Outage

if TYPE_CHECKING:
    from storage.store import Store

BEGAN, ENDED = "no network since", "network back"
# Shorter ones (a router that starts again, a line that is renewed at night) are over before anybody could act.
LASTING = timedelta(minutes=15)


def outage_since(store: Store) -> datetime | None:
    """When the outage that was not over yet at the end of the last pass began, None where there was none."""
    began, ended = store.moment(BEGAN), store.moment(ENDED)
    return began if began is not None and (ended is None or ended < began) else None


def tell_outage(store: Store, outage: Outage | None, recipients: Sequence[str], now: datetime) -> Remark | None:
    """Remember what a pass that asked feeds has met, and put what the operator hears of it into the outbox.

    The remark is for log and terminal; None where there is nothing to say.
    """
    since = outage_since(store)
    if outage is not None and since is None:
        store.set_moment(BEGAN, now)
        return Remark("no-network", f"{outage}; none is put off for it")
    if outage is not None and since is not None:
        if now - since >= LASTING:
            for recipient in recipients:
                store.put_alert(_notice("lasts", since, recipient, now, _lasting(outage, since)), [recipient])
        return Remark("no-network", f"{outage}; since {in_utc(since)}", warning=False)
    if since is None:
        return None
    store.set_moment(ENDED, now)
    if now - since >= LASTING:
        _tell_end(store, since, recipients, now)
    return Remark("network-back", f"after {span(now - since)}; it was away since {in_utc(since)}", warning=False)


def _tell_end(store: Store, since: datetime, recipients: Sequence[str], now: datetime) -> None:
    for recipient in recipients:
        over = _notice("over", since, recipient, now, _over(since, now))
        store.batch_deliveries(over, recipient, [_id("lasts", since, recipient)])


def _notice(what: str, since: datetime, recipient: str, now: datetime, words: tuple[str, str]) -> Alert:
    title, text = words
    return Alert(_id(what, since, recipient), now, "", "", title, None, (), kind="notice", text=text)


def _lasting(outage: Outage, since: datetime) -> tuple[str, str]:
    return (
        "No network",
        f"Since {in_utc(since)} no feed can be reached.\nIn the last pass {outage}.\n"
        "Look at this machine's line, name server, proxy and clock.\n"
        "No feed is put off for it; they are asked again every minute.",
    )


def _over(since: datetime, now: datetime) -> tuple[str, str]:
    return (
        "The network is back",
        f"From {in_utc(since)} to {in_utc(now)}, for {span(now - since)}, no feed could be reached.\n"
        "What the feeds still hold of that time is read now; what has left them since is lost.",
    )


def _id(what: str, since: datetime, recipient: str) -> str:
    return alert_id(f"network {what}", [since.isoformat(), recipient])
