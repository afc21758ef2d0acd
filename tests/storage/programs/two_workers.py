"""Two workers on one store, each killed again and again at a random step: ``two_workers.py URL FOLDER KILLS``.

Both store the same articles and send what waits; what they sent stands in FOLDER/mails. Prints how many were killed.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from extractors.claims.stored_claims import claim_records
from extractors.records import Alert, Article, Claim, Evidence, Extraction, JudgedClaim, Novelty, Relevance, Span
from extractors.records import Statement as Said
from extractors.records.identity import alert_id
from storage.store import Store, open_store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ARTICLES = 40
RECIPIENTS = ("a@example.org", "b@example.org")
LONGEST_LIFE = 120  # steps
left = -1


def work(store: Store, mails: Path, holder: str, dice: random.Random) -> None:
    """Store every article that is not stored yet, in an order of one's own, and send what waits after each."""
    for number in dice.sample(range(ARTICLES), ARTICLES):
        store_article(store, number)
        send(store, mails, holder)


def store_article(store: Store, number: int) -> None:
    """Store an article with its claim, and an alert of it to everybody."""
    words = f"Word {number} must be done"
    url = f"https://outlet{number}.example/a"
    article = Article(url, url, f"Synthetic {number}", None, "Outlet", NOON, "en", words)
    claim = Claim("recognition", "supports", "russia", "iea", False, True, None, (Evidence(0, 4, "Word", "row"),))
    said = Said(None, None, (Span(0, len(words)),), words, "narrative", claims=(claim,))
    extraction = Extraction(article, Relevance(True, 1.0, (), ""), (said,))
    (record,) = claim_records(extraction, NOON)
    told = (JudgedClaim(record, Novelty("new", "because")),)
    alert = Alert(alert_id("news", [record.id]), NOON, url, "Outlet", "Synthetic", NOON, told)
    store.save(extraction, told, alert, RECIPIENTS, None, NOON)


def send(store: Store, mails: Path, holder: str) -> None:
    """Send what nobody else is sending, three at a time."""
    while batch := store.lease_deliveries(NOON, holder, 3600, 3):
        for one in batch:
            with mails.open("a") as file:
                file.write(f"{one.message_id} {holder}\n")
            store.mark_sent(one.alert.id, one.recipient, NOON)


def step(*_: Any) -> None:
    """Die here if it is this step's turn."""
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)


def begun(store: Store, mails: Path, holder: str, lives: int) -> int:
    """Begin a life in a process of its own; its number."""
    global left
    child = os.fork()
    if child == 0:
        dice = random.Random(lives)
        left = dice.randint(1, LONGEST_LIFE)
        while True:  # until it is killed: what is done is done again, and must change nothing
            work(store, mails, holder, dice)
    return child


def main() -> None:
    """Keep two workers alive until so many were killed; then one works in peace."""
    store, folder, kills = open_store(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    mails = folder / "mails"
    store_article(store, 0)  # what it compiles and loads is there for all lives after it
    store.close()
    event.listen(sa.Engine, "before_cursor_execute", step)
    event.listen(sa.Engine, "commit", step)
    alive: dict[int, str] = {}
    lives = killed = 0
    while killed < kills:
        while len(alive) < 2:
            lives += 1
            alive[begun(store, mails, f"life{lives}", lives)] = f"life{lives}"
        number, ended = os.wait()
        killed += os.WIFSIGNALED(ended)
        store.release_all(alive.pop(number))
        store.close()  # the next child makes its own connections
    for number, holder in alive.items():
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
        store.release_all(holder)
    work(store, mails, "last", random.Random(0))
    sys.stdout.write(str(killed))


if __name__ == "__main__":
    main()
