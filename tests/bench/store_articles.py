"""Synthetic articles for `make bench-store`: words, voices and topics as unevenly heard as the news has them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import get_args

from extractors.claims.stored_claims import claim_records
from extractors.records import (
    Alert,
    Article,
    Claim,
    Entry,
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

START = datetime(2000, 1, 1, tzinfo=UTC)
APART = timedelta(minutes=90)  # 16 articles on the subject a day
SAID = 10  # statements an article
CLAIMING = 3  # of them
OUTLETS = 40
READER = "reader@example.org"
FEED = "https://feed.example/all"
_WORDS = [f"word{number}" for number in range(30_000)]
_HEARD = list(accumulate(1 / (number + 10) for number in range(len(_WORDS))))  # Zipf's law
TOPICS: tuple[Topic, ...] = get_args(Topic)
POSITIONS: tuple[Position, ...] = get_args(Position)
ACTORS = tuple(f"actor-{number}" for number in range(400))


def words(rank: int) -> str:
    """A word by how common it is, 0 the commonest."""
    return _WORDS[rank]


def article(number: int) -> Extraction:
    """Article ``number``, the same at every call."""
    dice = random.Random(number)
    said = tuple(_statement(dice, number, place) for place in range(SAID))
    text = "\n".join(one.text for one in said) + "\n" + _sentences(dice, 18)
    title = f"Synthetic story {number} on {_some(dice, 3)}"
    at, url = START + number * APART, f"https://outlet{number % OUTLETS}.example/{number}"
    made = Article(url, url, title, None, f"Outlet {number % OUTLETS}", at, "en", text)
    return Extraction(made, Relevance(True, 0.9, (), "synthetic"), said)


def entry(number: int) -> Entry:
    """The entry of a feed that leads to article ``number``."""
    url = f"https://outlet{number % OUTLETS}.example/{number}"
    return Entry(url, FEED, url, f"Synthetic story {number}", "", f"Outlet {number % OUTLETS}", "en", START)


def judged(of: Extraction) -> tuple[JudgedClaim, ...]:
    """Its claims, each new."""
    now = of.article.published_at or START
    return tuple(JudgedClaim(one, Novelty("new", "synthetic")) for one in claim_records(of, now))


def alert(number: int, told: Sequence[JudgedClaim]) -> Alert | None:
    """What is told of article ``number``: of one in ten something."""
    if number % 10 or not told:
        return None
    one = told[0].claim
    at = one.published_at or START
    return Alert(alert_id("news", [one.id]), at, one.url, one.outlet, one.title, at, (told[0],))


def _statement(dice: random.Random, number: int, place: int) -> Statement:
    told = f"{_some(dice, 22)}{' recognition' if dice.random() < 0.6 else ''} n{number}x{place}."
    who = ACTORS[min(int(dice.paretovariate(0.7)) - 1, len(ACTORS) - 1)]
    speaker = Speaker(who, 0, len(who), who.replace("-", " ").title(), who)
    evidence = (Evidence(0, 4, told[:4], "synthetic"),)
    claim = Claim(dice.choice(TOPICS), dice.choice(POSITIONS), "russia", "iea", False, True, None, evidence)
    return Statement(
        speaker=speaker,
        cue=None,
        content=(Span(0, len(told)),),
        text=told,
        kind="indirect",
        claims=(claim,) if place < CLAIMING else (),
    )


def _some(dice: random.Random, many: int) -> str:
    return " ".join(dice.choices(_WORDS, cum_weights=_HEARD, k=many))


def _sentences(dice: random.Random, many: int) -> str:
    return " ".join(f"{_some(dice, 14)}." for _ in range(many))
