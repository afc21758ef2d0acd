"""Live pages for benches: over a small invented store, served on loopback."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import uvicorn
from starlette.types import ASGIApp

from extractors.claims.stored_claims import claim_records
from extractors.lexicon import load_lexicon
from extractors.records import (
    Alert,
    Article,
    Claim,
    Evidence,
    Extraction,
    JudgedClaim,
    Novelty,
    Position,
    Relevance,
    Span,
    Speaker,
    Statement,
    Topic,
)
from extractors.records.identity import alert_id
from flows.serving.web.accounts import add_token, load_accounts
from flows.serving.web.app import application
from flows.serving.web.site import Site
from flows.settings.model import Settings
from storage.store import open_store

NOW = datetime(2026, 5, 5, 8, 0, tzinfo=UTC)
ARTICLES = 120
_SEED = 5
_VOICES = (("Zamir Kabulov", "zamir-kabulov"), ("Dmitry Peskov", "dmitry-peskov"), ("Some Body/Odd ?x=<1>", None))
_OUTLETS = ("Tin Post", "Zinc Herald", "Lead <b>Daily</b>")
_WHEN = ("too early", "time", "possible")


@contextmanager
def small_store(folder: Path) -> Iterator[tuple[Site, str]]:
    """A site over articles that nobody wrote, and a token for its API."""
    settings = Settings(database=f"sqlite:///{folder}/s.sqlite3", state=str(folder))
    token, dice = add_token(folder, "bench"), random.Random(_SEED)
    with open_store(settings.database) as store:
        for number in range(ARTICLES):
            found = _article(number, dice)
            told = tuple(JudgedClaim(one, Novelty("new", "first of its kind")) for one in claim_records(found, NOW))
            key, first = alert_id("claims", [one.claim.id for one in told]), told[0].claim
            alert = Alert(key, NOW, first.url, first.outlet, first.title, first.published_at, told)
            store.save(found, told, alert, ["editor@example.org"], None, NOW)
        yield Site(store, settings, load_lexicon(), load_accounts(folder), lambda: datetime.now(UTC)), token


@contextmanager
def served(app: ASGIApp | Site) -> Iterator[str]:
    """The address at which an application is served until the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    served = application(app) if isinstance(app, Site) else app
    server = uvicorn.Server(uvicorn.Config(served, "127.0.0.1", port, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def _article(number: int, dice: random.Random) -> Extraction:
    words = [f"It is {dice.choice(_WHEN)} to speak of case {number} {place}" for place in range(3)]
    text = "\n".join(f"He said: {one}." for one in words)
    article = Article(
        url=f"https://outlet.example/{number}",
        canonical_url=None,
        title=f"Synthetic story {number}",
        byline=None,
        outlet=dice.choice(_OUTLETS),
        published_at=NOW - timedelta(hours=7 * number),
        language="en",
        text=text,
    )
    return Extraction(
        article, Relevance(True, 0.9, (), "both sides"), tuple(_said(one, text.index(one), dice) for one in words)
    )


def _said(words: str, at: int, dice: random.Random) -> Statement:
    name, actor = dice.choice(_VOICES)
    evidence = (Evidence(at, at + 3, words[:3], "row"),)
    topic, position = dice.choice(get_args(Topic)), dice.choice(get_args(Position))
    claim = Claim(topic, position, "russia", "iea", False, True, None, evidence, certainty=round(dice.random(), 2))
    speaker = Speaker("the envoy", 0, 9, name, actor)
    return Statement(speaker, None, (Span(at, at + len(words)),), words, "direct", claims=(claim,))
