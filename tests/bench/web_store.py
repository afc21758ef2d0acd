"""Fills a store with many claims in minutes, for `make bench-web`: the rows that ``save`` would leave, put in bulk.

What only novelty looks at (sketches of claims and articles) is left out: the live pages never ask for it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any, get_args

import sqlalchemy as sa

from extractors.claims.stored_claims import claim_records
from extractors.records import (
    Alert,
    Article,
    Claim,
    Evidence,
    Extraction,
    JudgedClaim,
    Novelty,
    NoveltyKind,
    Position,
    Relevance,
    Span,
    Speaker,
    Statement,
    Topic,
)
from extractors.records.identity import alert_id, article_id, revision_of, statement_ids
from storage.articles.saving import statement_row
from storage.layout import rows
from storage.layout.tables import (
    alert_claims,
    alerts,
    article_index,
    articles,
    claims,
    deliveries,
    revision_statements,
    revisions,
    statement_index,
    statements,
    vocabulary,
)
from storage.searching.documents import article_document, first_number, statement_document
from storage.searching.indexing import put_voices
from storage.store import Store

NOW = datetime(2026, 5, 5, 8, 0, tzinfo=UTC)
SAID = 5  # statements an article, a claim each
SPAN = timedelta(days=5 * 365)
OUTLETS = 40
READER = "editor@example.org"
_AT_ONCE = 500  # articles
_ALERTED = 20  # of so many articles one
_WORDS = [f"word{number}" for number in range(20_000)]
_HEARD = list(accumulate(1 / (number + 10) for number in range(len(_WORDS))))  # Zipf's law
ACTORS = tuple(f"actor-{number}" for number in range(300))
_TOPICS: tuple[Topic, ...] = get_args(Topic)
_POSITIONS: tuple[Position, ...] = get_args(Position)
_KINDS: tuple[tuple[NoveltyKind, float], ...] = (("new", 0.1), ("shift", 0.15), ("restated", 0.4), ("repeat", 1.0))


def fill(store: Store, begin: int, end: int, apart: timedelta) -> None:
    """Put articles ``begin`` to ``end`` (exclusive), each ``apart`` before the one before it."""
    for start in range(begin, end, _AT_ONCE):
        with store._database.writing() as connection:
            found: dict[sa.Table, list[dict[str, Any]]] = {}
            for number in range(start, min(start + _AT_ONCE, end)):
                for table, row in _rows(article(number, apart), number):
                    found.setdefault(table, []).append(row)
            for table, several in found.items():
                connection.execute(sa.insert(table), several)
            _put_words(connection, found[article_index], found[statement_index])
            put_voices(connection, [(key, key.replace("-", " ").title()) for key in ACTORS])


def article(number: int, apart: timedelta) -> Extraction:
    """Article ``number``, the same at every call; 0 is the newest."""
    dice = random.Random(number)
    words = [f"{_some(dice, 14)}{' recognition' if dice.random() < 0.6 else ''}." for _ in range(SAID)]
    text = "\n".join(words) + "\n" + _some(dice, 40)
    url, at = f"https://outlet{number % OUTLETS}.example/{number}", NOW - number * apart
    title = f"Synthetic story {number} on {_some(dice, 3)}"
    told = Article(url, url, title, None, f"Outlet {number % OUTLETS}", at, "en", text)
    return Extraction(told, Relevance(True, 0.9, (), "synthetic"), tuple(_statement(one, text, dice) for one in words))


def _statement(words: str, text: str, dice: random.Random) -> Statement:
    who, at = ACTORS[min(int(dice.paretovariate(0.7)) - 1, len(ACTORS) - 1)], text.index(words)
    speaker = Speaker(who, 0, len(who), who.replace("-", " ").title(), who)
    evidence, sure = (Evidence(at, at + 4, words[:4], "synthetic"),), round(dice.random(), 2)
    topic, position = dice.choice(_TOPICS), dice.choice(_POSITIONS)
    claim = Claim(topic, position, "russia", "iea", False, True, None, evidence, certainty=sure)
    return Statement(speaker, None, (Span(at, at + len(words)),), words, "indirect", claims=(claim,))


def _some(dice: random.Random, many: int) -> str:
    return " ".join(dice.choices(_WORDS, cum_weights=_HEARD, k=many))


def _rows(found: Extraction, number: int) -> Iterator[tuple[sa.Table, dict[str, Any]]]:
    told, key, revision = found.article, article_id(found.article), revision_of(found.article)
    at, ids = told.published_at or NOW, statement_ids(found)
    dated = {"seen_at": at, "dated_at": at}
    yield articles, rows.article_row(told) | {"id": key, "revision": revision, "group_id": key} | dated
    relevance = rows.to_json(Relevance, found.relevance)
    wording = {"number": 1, "title": told.title, "text": told.text, "relevance": relevance, "seen_at": at}
    yield revisions, {"article_id": key, "revision": revision} | wording
    for place, (one, statement) in enumerate(zip(ids, found.statements, strict=True)):
        yield statements, statement_row(told, statement, at) | {"id": one, "place_in_text": place}
        yield revision_statements, {"article_id": key, "revision": revision, "statement_id": one}
    judged = [_judged(one, random.Random(number * SAID + n)) for n, one in enumerate(claim_records(found, at))]
    made = [_claim(one, key) for one in judged]
    yield from ((claims, row) for row in made)
    alerted = number % _ALERTED == 0
    yield from _indexed(found, key, ids, [row | {"told": alerted and not place} for place, row in enumerate(made)])
    if alerted:
        yield from _alerted(judged, at)


def _judged(claim: Any, dice: random.Random) -> JudgedClaim:
    cast = dice.random()
    return JudgedClaim(claim, Novelty(next(kind for kind, share in _KINDS if cast <= share), "synthetic"))


def _claim(one: JudgedClaim, article: str) -> dict[str, Any]:
    key = one.claim.id
    place = {"article_id": article, "statement_id": one.claim.statement_id, "nearest_id": None}
    return rows.claim_row(one) | place | {"utterance_id": key, "thread_id": key}


def _indexed(
    found: Extraction, key: str, ids: Sequence[str], made: Sequence[dict[str, Any]]
) -> Iterator[tuple[sa.Table, dict[str, Any]]]:
    told, first = found.article, first_number(found.article.published_at or NOW)
    about = {"id": key, "title": told.title, "outlet": told.outlet, "language": told.language}
    yield article_index, article_document(about, told.text, made)._asdict() | {"docid": first}
    for place, (one, statement) in enumerate(zip(ids, found.statements, strict=True)):
        mine = [row for row in made if row["statement_id"] == one]
        document = statement_document(one, rows.to_json(Statement, statement), about, mine)
        yield statement_index, document._asdict() | {"docid": first + place}


def _alerted(told: Sequence[JudgedClaim], at: datetime) -> Iterator[tuple[sa.Table, dict[str, Any]]]:
    first = told[0].claim
    key = alert_id("claims", [first.id])
    alert = Alert(key, at, first.url, first.outlet, first.title, at, tuple(told[:1]))
    yield alerts, rows.alert_row(alert)
    yield alert_claims, {"alert_id": key, "claim_id": first.id, "place": 0}
    yield deliveries, rows.delivery_row(alert, READER) | {"status": "sent", "sent_at": at}


def _put_words(connection: sa.Connection, *indexed: Iterable[dict[str, Any]]) -> None:
    words = {word for several in indexed for row in several for word in row["words"].split(" ")}
    stored = sa.insert(vocabulary).prefix_with("OR IGNORE")
    connection.execute(stored, [{"word": word} for word in sorted(words)])
