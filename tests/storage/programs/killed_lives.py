"""Lives a run again and again, each time killed some steps later: ``killed_lives.py URL FOLDER STEPS``.

A step is a statement or a commit that is about to go to the database, or a mail that is about to be counted as sent.
What the store held after each kill, and after the run that followed it, is printed as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from extractors.records import (
    Alert,
    Article,
    Claim,
    ClaimRecord,
    Entry,
    Extraction,
    FeedMemory,
    JudgedClaim,
    Novelty,
    Page,
    Relevance,
    Span,
    Statement,
)
from extractors.records.identity import alert_id, claim_id, statement_id
from storage.layout.tables import metadata
from storage.store import Store, open_store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
RECIPIENTS = ("one@example.org", "other@example.org")
CLAIM = Claim("recognition", "supports", "russia", "iea", False, True, None, ())


def live(store: Store, mails: Path, now: datetime) -> None:
    """One run: poll, read, judge, store, deliver."""
    if not store.acquire_lease("run", str(now), now, 60):
        raise SystemExit("the lease of the killed run has not ended")
    url = "https://outlet.example/1"
    store.record_poll(FeedMemory("feed", "ok"), [Entry(url, "feed", url, "Synthetic", "", "Outlet", "en", NOON)], now)
    for waiting in store.due_entries(now, 10):
        read(store, waiting.entry, now)
    while due := store.lease_deliveries(now, "me", 60, 1):
        with mails.open("a") as outgoing:
            outgoing.write(f"{due[0].message_id}\n")
        step()
        store.mark_sent(due[0].alert.id, due[0].recipient, now)
    store.release_lease("run", str(now))


def read(store: Store, entry: Entry, now: datetime) -> None:
    """Judge and store the article of an entry."""
    article = Article(entry.url, None, "Synthetic", None, "Outlet", NOON, "en", f"Words of {entry.url}")
    said = Statement(None, None, (Span(0, 5),), article.text, "narrative", claims=(CLAIM,))
    key = statement_id(article, said)
    record = ClaimRecord(
        id=claim_id(key, CLAIM), statement_id=key, speaker_key="outlet:Outlet", speaker_name="Outlet", actor=None,
        topic="recognition", position="supports", party="russia", target="iea", negated=False, confirmed=True,
        cameo=None, kind="narrative", words=said.text, context=said.text, said_on=None, addressee=None, via=(),
        place=None, outlet="Outlet", url=entry.url, title="Synthetic", published_at=NOON, seen_at=now,
    )  # fmt: skip
    with store.recalling() as recollection:
        known = recollection.candidates(record)
    told = (JudgedClaim(record, Novelty("restated" if known else "new", "because")),)
    alert = Alert(alert_id("news", [record.id]), now, entry.url, "Outlet", "Synthetic", NOON, told)
    page = Page(entry.url, 200, (), b"<p>Words</p>", now)
    extraction = Extraction(article, Relevance(True, 1, (), ""), (said,))
    store.save(extraction, told, alert, RECIPIENTS, entry.key, now, page=page)


left = -1


def step(*_: Any) -> None:
    """Die here if it is this step's turn."""
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)


def killed_at(number: int, store: Store, mails: Path) -> bool:
    """Live in a process of its own that dies at its step ``number``; False where it came to its end before."""
    global left
    store.close()  # the child makes its own connections
    child = os.fork()
    if child == 0:
        left = number
        live(store, mails, NOON)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def state(store: Store, mails: Path) -> dict[str, Any]:
    """What the store holds, and which mails went out."""
    sent = mails.read_text().split() if mails.exists() else []
    return {**store.counts(), "mails": sent}


def emptied(store: Store, mails: Path) -> None:
    """Start anew."""
    mails.unlink(missing_ok=True)
    with store._database.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(sa.delete(table))


def main() -> None:
    """Die at one step after the other, until one life comes to its end."""
    store, mails = open_store(sys.argv[1]), Path(sys.argv[2]) / "mails"
    live(store, mails, NOON)  # what it compiles and loads is there for all lives after it
    event.listen(sa.Engine, "before_cursor_execute", step)
    event.listen(sa.Engine, "commit", step)
    lives = []
    number, alive = 1, False
    while not alive:
        emptied(store, mails)
        alive = not killed_at(number, store, mails)
        after = state(store, mails)
        live(store, mails, NOON + timedelta(minutes=2))
        lives.append({"step": number, "after": after, "end": state(store, mails)})
        number += int(sys.argv[3])
    json.dump(lives, sys.stdout)


if __name__ == "__main__":
    main()
