"""What a later program reads in stored articles: written beside what was read before, which is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from extractors.records import Alert, ArticleRecord, ClaimRecord, JudgedClaim, Relevance
from extractors.records.identity import statement_ids
from extractors.records.reprocessed import Reprocessed, StoredReading
from extractors.records.stored import ExtractionRun, ReadBy
from storage.articles import saving
from storage.articles.storing import article_query
from storage.claims.history import keep_former, record_run
from storage.claims.listing import judged_claims
from storage.layout import rows
from storage.layout.base import Verbs, mappings, put, put_all
from storage.layout.tables import (
    articles,
    claims,
    extraction_runs,
    former_readings,
    revision_statements,
    revisions,
    statements,
)
from storage.searching.indexing import index_extraction
from storage.telling.outbox import put_into_outbox

# What a claim keeps of the day it was stored: what it was against all that was known then, and when it was seen.
_KEPT = ("seen_at", "novelty", "novelty_reason", "dated_at", "more")


class ReprocessingVerbs(Verbs):
    """Reading stored articles again."""

    def count_not_read_by(self, read_by: ReadBy) -> int:
        """How many articles somebody else read last."""
        query = sa.select(sa.func.count()).select_from(articles).where(~_read_last_by(read_by))
        with self._database.reading() as connection:
            return connection.scalar(query) or 0

    def not_read_by(self, read_by: ReadBy, after: str, limit: int) -> tuple[ArticleRecord, ...]:
        """Articles that somebody else read last, in the order of their ids, from behind ``after`` on."""
        query = article_query().where(articles.c.id > after, ~_read_last_by(read_by))
        with self._database.reading() as connection:
            found = mappings(connection, query.order_by(articles.c.id).limit(limit))
            return tuple(rows.article_record(row) for row in found)

    def standing(self, article: ArticleRecord) -> StoredReading:
        """What stands in the latest wording of an article."""
        said = sa.select(statements).where(statements.c.article_id == article.id, statements.c.vanished_at.is_(None))
        claimed = sa.select(claims).where(claims.c.article_id == article.id, claims.c.vanished_at.is_(None))
        with self._database.reading() as connection:
            found = tuple(rows.statement_record(row) for row in mappings(connection, said))
            made = judged_claims(connection, list(mappings(connection, claimed.order_by(claims.c.seen_at))))
        return StoredReading(article, found, made)

    def supersede(
        self,
        read: Reprocessed,
        new: Sequence[JudgedClaim],
        read_by: ReadBy,
        now: datetime,
        *,
        alert: Alert | None = None,
        recipients: Sequence[str] = (),
    ) -> bool:
        """Store how an article reads now, in one transaction; ``new`` are its new claims, judged.

        False, and nothing changes, where meanwhile the article was worded otherwise, or read by the same program.
        """
        key, revision = read.article.id, read.article.revision
        with self._database.writing() as connection:
            connection.execute(sa.select(articles.c.id).where(articles.c.id == key).with_for_update())
            current = sa.select(articles.c.revision).where(articles.c.id == key, ~_read_last_by(read_by))
            if connection.scalar(current) != revision:
                return False
            _store_relevance(connection, read, now)
            _store_statements(connection, read, now)
            stored = _store_claims(connection, read, new, now)
            claimed = len(read.same) + len(read.changed) + len(new)
            run = ExtractionRun(read_by, now, len(read.extraction.statements), claimed)
            record_run(connection, key, revision, run)
            index_extraction(connection, read.extraction, now, key)
            if alert is not None:
                put_into_outbox(connection, alert, recipients, stored)
            return True


def _read_last_by(read_by: ReadBy) -> sa.ColumnElement[bool]:
    """Whether an article's latest wording was read last by this program."""
    runs, later = extraction_runs, extraction_runs.alias()
    mine = (runs.c.program == read_by.program) & (runs.c.lexicon == read_by.lexicon) & (runs.c.model == read_by.model)
    here = (runs.c.article_id == articles.c.id) & (runs.c.revision == articles.c.revision)
    after = (later.c.article_id == runs.c.article_id) & (later.c.revision == runs.c.revision)
    return sa.exists().where(here, mine, ~sa.exists().where(after, later.c.at > runs.c.at))


def _store_relevance(connection: sa.Connection, read: Reprocessed, now: datetime) -> None:
    wording = (revisions.c.article_id == read.article.id) & (revisions.c.revision == read.article.revision)
    before = connection.scalar(sa.select(revisions.c.relevance).where(wording)) or {}
    after = rows.to_json(Relevance, read.extraction.relevance)
    if before == after:
        return
    row = {"kind": "relevance", "id": read.article.id, "replaced_at": now}
    put(connection, former_readings, row | {"reading": {"revision": read.article.revision, **before}})
    connection.execute(sa.update(revisions).where(wording).values(relevance=after))


def _store_statements(connection: sa.Connection, read: Reprocessed, now: datetime) -> None:
    keep_former(connection, statements, read.statements_changed, now)
    ids = statement_ids(read.extraction)
    written = set(read.statements_changed) | set(read.statements_new)
    found = [
        saving.statement_row(read.extraction.article, one, now)
        | {"id": key, "place_in_text": place, "article_id": read.article.id, "revision": read.article.revision}
        for place, (key, one) in enumerate(zip(ids, read.extraction.statements, strict=True))
        if key in written
    ]
    put_all(connection, statements, found, (*saving.CHANGING, "actor"))
    for key in read.statements_new:
        link = {"article_id": read.article.id, "revision": read.article.revision, "statement_id": key}
        put(connection, revision_statements, link)
    gone = sa.update(statements).where(statements.c.id.in_(read.statements_gone))
    connection.execute(gone.values(vanished_at=now, superseded_at=now))


def _store_claims(
    connection: sa.Connection, read: Reprocessed, new: Sequence[JudgedClaim], now: datetime
) -> dict[str, str]:
    keep_former(connection, claims, [old.claim.id for old, _ in read.changed], now)
    for old, claim in read.changed:
        connection.execute(
            sa.update(claims).where(claims.c.id == old.claim.id).values(_rewritten(connection, old, claim))
        )
    stored = {one.claim.id: one.claim.id for one in new}
    for one in new:
        _store_new(connection, one, read, stored, now)
    followed = {old: key for key, old in read.follows.items()}
    for old in read.gone:
        mark = {"vanished_at": now, "superseded_at": now, "superseded_by": followed.get(old.claim.id), "rejected": True}
        connection.execute(sa.update(claims).where(claims.c.id == old.claim.id).values(mark))
    return stored


def _rewritten(connection: sa.Connection, old: JudgedClaim, claim: ClaimRecord) -> dict[str, Any]:
    """A claim's columns as it reads now; its id, its day and its novelty stay."""
    row = rows.claim_row(JudgedClaim(claim, old.novelty))
    more = connection.scalar(sa.select(claims.c.more).where(claims.c.id == old.claim.id)) or {}
    kept = {name: value for name, value in row.items() if name not in (*_KEPT, "id", "statement_id", "article_id")}
    return kept | {"more": {**row["more"], "judgement": more.get("judgement", row["more"]["judgement"])}}


def _store_new(
    connection: sa.Connection, one: JudgedClaim, read: Reprocessed, stored: Mapping[str, str], now: datetime
) -> None:
    """Store a claim that is read for the first time, or again after it was superseded; it goes on where it follows."""
    key = one.claim.id
    if connection.scalar(sa.select(claims.c.id).where(claims.c.id == key)) is None:
        place = {"article_id": read.article.id, "statement_id": one.claim.statement_id}
        saving.store_new_claims(connection, [(one, place)], stored)
    else:
        keep_former(connection, claims, [key], now)
        back = {"vanished_at": None, "superseded_at": None, "superseded_by": None, "rejected": False}
        row = rows.claim_row(one)
        change = {name: value for name, value in row.items() if name not in (*_KEPT[:-1], "id", "statement_id")}
        connection.execute(sa.update(claims).where(claims.c.id == key).values(change | back))
    if key in read.follows:
        chain = (claims.c.utterance_id, claims.c.thread_id, claims.c.nearest_id)
        before = next(mappings(connection, sa.select(*chain).where(claims.c.id == read.follows[key])), {})
        connection.execute(sa.update(claims).where(claims.c.id == key).values(before))
