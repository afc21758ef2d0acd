"""What one article leaves in the store, step by step, within one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from extractors.records import Article, ClaimRecord, Extraction, JudgedClaim, Relevance, Statement
from extractors.records.identity import article_id, revision_of, statement_ids
from extractors.text.sketches import bands
from storage.claims.history import keep_former
from storage.claims.syndication import join_group
from storage.layout import rows
from storage.layout.base import add_all, mappings, put, put_all
from storage.layout.tables import articles, claim_bands, claims, revision_statements, revisions, statements

CHANGING = ("revision", "place_in_text", "body", "vanished_at", "superseded_at")
_SAME_UTTERANCE = ("repeat",)
_SAME_THREAD = ("repeat", "restated", "shift")

AlreadyStored = Literal["nothing", "other wordings", "this wording"]
ClaimPlace = dict[str, str]  # in which article and statement a claim stands


def store_revision(connection: sa.Connection, extraction: Extraction, now: datetime) -> AlreadyStored:
    """Store an article and this wording of it, and say what was stored of it before."""
    article = extraction.article
    key, revision = article_id(article), revision_of(article)
    values = rows.article_row(article) | {"revision": revision}
    first = values | {"id": key, "seen_at": now, "dated_at": article.published_at or now, "group_id": ""}
    new = put(connection, articles, first)
    row = {
        "article_id": key,
        "revision": revision,
        "number": 1 if new else _next_revision(connection, key),
        "title": rows.storable(article.title),
        "text": rows.storable(article.text),
        "relevance": rows.to_json(Relevance, extraction.relevance),
        "seen_at": now,
    }
    if not put(connection, revisions, row):
        return "this wording"
    if new:
        join_group(connection, key, article.text)
        return "nothing"
    connection.execute(sa.update(articles).where(articles.c.id == key).values(values))
    return "other wordings"


def _next_revision(connection: sa.Connection, article: str) -> int:
    # One at a time changes an article: its revisions are numbered, its statements come and go by the last one.
    connection.execute(sa.select(articles.c.id).where(articles.c.id == article).with_for_update())
    count = sa.select(sa.func.count()).where(revisions.c.article_id == article)
    return (connection.scalar(count) or 0) + 1


def store_statements(connection: sa.Connection, extraction: Extraction, now: datetime, before: AlreadyStored) -> None:
    """Store a revision's statements; those of earlier revisions that are not in it have vanished."""
    key, revision = article_id(extraction.article), revision_of(extraction.article)
    ids = statement_ids(extraction)
    if before != "nothing":
        keep_former(connection, statements, ids, now)
    found = [
        statement_row(extraction.article, statement, now) | {"id": one, "place_in_text": place}
        for place, (one, statement) in enumerate(zip(ids, extraction.statements, strict=True))
    ]
    put_all(connection, statements, found, CHANGING)
    links = [{"article_id": key, "revision": revision, "statement_id": one} for one in ids]
    add_all(connection, revision_statements, links)
    if before == "nothing":
        return
    gone = (statements.c.article_id == key) & (statements.c.revision != revision) & statements.c.vanished_at.is_(None)
    connection.execute(sa.update(statements).where(gone).values(vanished_at=now))


def statement_row(article: Article, statement: Statement, now: datetime) -> dict[str, Any]:
    """A statement's columns, but for its id and its place in the text."""
    return {
        "article_id": article_id(article),
        "revision": revision_of(article),
        "actor": statement.speaker.actor if statement.speaker else None,
        "body": rows.to_json(Statement, statement),
        "outlet": rows.storable(article.outlet or ""),
        "url": rows.storable(article.canonical_url or article.url or ""),
        "title": rows.storable(article.title or ""),
        "published_at": article.published_at,
        "seen_at": now,
        "dated_at": article.published_at or now,
        "vanished_at": None,
        "superseded_at": None,
    }


def store_claims(
    connection: sa.Connection,
    extraction: Extraction,
    judged: Sequence[JudgedClaim],
    now: datetime,
    before: AlreadyStored,
) -> tuple[dict[str, str], frozenset[str]]:
    """Store a revision's claims; those of earlier revisions that are not in it have vanished.

    A claim that an earlier revision made in the same words stays the one it was. The answer leads from the ids of
    ``judged`` to those that are stored, and tells which of these are there for the first time.
    """
    key, ids = article_id(extraction.article), statement_ids(extraction)
    known = _known_claims(connection, key) if before != "nothing" else {}
    there = frozenset(known.values())
    stored: dict[str, str] = {}
    new: list[tuple[JudgedClaim, ClaimPlace]] = []
    for one in judged:
        claim = one.claim
        home = _home(claim, extraction, ids)
        known_as = known.setdefault((home, claim.topic, claim.party, claim.target), claim.id)
        stored[claim.id] = known_as
        if known_as == claim.id and known_as not in there:
            new.append((one, {"article_id": key, "statement_id": home}))
    store_new_claims(connection, new, stored)
    if there:
        _come_and_go(connection, key, set(stored.values()), now)
    return stored, frozenset(stored.values()) - there


def _come_and_go(connection: sa.Connection, article: str, standing: set[str], now: datetime) -> None:
    of_article = sa.update(claims).where(claims.c.article_id == article)
    alive = claims.c.id.in_(sorted(standing))
    connection.execute(of_article.where(alive).values(vanished_at=None))
    again = {"superseded_at": None, "superseded_by": None, "rejected": False}  # nobody's verdict, only a reading's
    unread = claims.c.superseded_at.is_not(None) & claims.c.verdict.is_(None)
    connection.execute(of_article.where(alive, unread).values(again))
    connection.execute(of_article.where(~alive, claims.c.vanished_at.is_(None)).values(vanished_at=now))


def _known_claims(connection: sa.Connection, article: str) -> dict[tuple[str, str, str, str], str]:
    columns = (claims.c.statement_id, claims.c.topic, claims.c.party, claims.c.target, claims.c.id)
    found = connection.execute(sa.select(*columns).where(claims.c.article_id == article))
    return {(row.statement_id, row.topic, row.party, row.target): row.id for row in found}


def _home(claim: ClaimRecord, extraction: Extraction, ids: Sequence[str]) -> str:
    """The id of the statement that makes the claim, one of the ``ids`` of the extraction's statements."""
    if claim.statement_id in ids:
        return claim.statement_id
    for key, statement in zip(ids, extraction.statements, strict=True):
        actor = statement.speaker.actor if statement.speaker else None
        if statement.text == claim.words and actor == claim.actor:
            return key
    raise ValueError(f"claim {claim.id} stands in none of the article's statements")


def store_new_claims(
    connection: sa.Connection, new: Sequence[tuple[JudgedClaim, ClaimPlace]], stored: Mapping[str, str]
) -> None:
    """Store claims that nobody stored before, with what they are found by; ``stored`` as ``store_claims`` answers."""
    made: dict[str, dict[str, Any]] = {}
    for one, place in new:
        row = rows.claim_row(one) | place
        made[row["id"]] = row | _chain(connection, one, made, stored)
    add_all(connection, claims, list(made.values()))
    sketches = [{"band": band, "claim_id": one.claim.id} for one, _ in new for band in bands(one.claim.words)]
    add_all(connection, claim_bands, sketches)


def _chain(
    connection: sa.Connection, one: JudgedClaim, made: Mapping[str, dict[str, Any]], stored: Mapping[str, str]
) -> dict[str, Any]:
    """What a claim goes on from; ``made`` are the rows of those that are stored with it."""
    nearest, own = one.novelty.nearest, one.claim.id
    key = stored.get(nearest.id, nearest.id) if nearest else ""
    earlier = (made.get(key) or _chain_of(connection, key)) if nearest else None
    return {
        "nearest_id": earlier["id"] if earlier else None,
        "utterance_id": earlier["utterance_id"] if earlier and one.novelty.kind in _SAME_UTTERANCE else own,
        "thread_id": earlier["thread_id"] if earlier and one.novelty.kind in _SAME_THREAD else own,
    }


def _chain_of(connection: sa.Connection, claim: str) -> dict[str, Any] | None:
    query = sa.select(claims.c.id, claims.c.utterance_id, claims.c.thread_id).where(claims.c.id == claim)
    return next(mappings(connection, query), None)
