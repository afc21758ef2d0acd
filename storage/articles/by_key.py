"""One thing by its key, and lists that go on where the last one ended: what pages at addresses of their own need."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from extractors.records import Alert, Filter, JudgedClaim, StatementRecord
from storage.claims.listing import judged_claims, rows_of
from storage.claims.reviews import WRONG
from storage.layout import rows
from storage.layout.base import Verbs, mappings
from storage.layout.tables import claims, deliveries, reviews, revisions, statement_index, statements
from storage.searching.documents import first_number
from storage.searching.narrowing import joined, matching
from storage.searching.seeking import goes_by_index, latest, sought
from storage.telling.outbox import alerts_by_key

_OF_ARTICLE = 500
_OF_STATEMENT = 50  # claims, at most
_SPARE = 8  # rows, for the statement that a page begins or ends within: more are asked for where these do not do


class SaidIn(NamedTuple):
    """A statement, the id of its article, and the wording of it that its spans point into."""

    said: StatementRecord
    article: str
    wording: str


class KeyVerbs(Verbs):
    """Things by their keys."""

    def claim(self, key: str) -> JudgedClaim | None:
        """The claim of an id, None where there is none."""
        with self._database.reading() as connection:
            found = judged_claims(connection, list(mappings(connection, sa.select(claims).where(claims.c.id == key))))
        return found[0] if found else None

    def claims_of(self, article: str) -> tuple[JudgedClaim, ...]:
        """What an article (by its id) claims, also what a later wording of it no longer does."""
        query = sa.select(claims).where(claims.c.article_id == article).order_by(claims.c.seen_at, claims.c.id)
        with self._database.reading() as connection:
            return judged_claims(connection, list(mappings(connection, query.limit(_OF_ARTICLE))))

    def claims_by_id(self, ids: Sequence[str]) -> tuple[JudgedClaim, ...]:
        """The claims of ids in the order of those; what there is none of is left out."""
        with self._database.reading() as connection:
            return judged_claims(connection, rows_of(connection, ids))

    def claims_page(self, narrow: Filter, after: tuple[datetime, str] | None = None) -> tuple[JudgedClaim, ...]:
        """Claims, the newest first, beginning behind the one of this date (publication, else sight) and id."""
        with self._database.reading() as connection:
            if goes_by_index(narrow):
                return judged_claims(connection, rows_of(connection, _by_documents(connection, narrow, after)))
            query = sa.select(claims).where(*matching(narrow, claims))
            if after is not None:
                at, key = after
                query = query.where(claims.c.dated_at <= at, (claims.c.dated_at < at) | (claims.c.id > key))
            query = query.order_by(claims.c.dated_at.desc(), claims.c.id).limit(narrow.limit)
            return judged_claims(connection, list(mappings(connection, query)))

    def said_by(self, actor: str, most: int) -> tuple[JudgedClaim, ...]:
        """The latest claims of a voice, the newest first, without those that they were compared with."""
        with self._database.reading() as connection:
            ids = _by_documents(connection, Filter(actors=(actor,), limit=most), None)
            return tuple(rows.judged_claim(row, None) for row in rows_of(connection, ids))

    def statement(self, key: str) -> SaidIn | None:
        """The statement of an id with the wording that it points into, None where there is none."""
        wording = (revisions.c.article_id == statements.c.article_id) & (revisions.c.revision == statements.c.revision)
        query = sa.select(statements, revisions.c.text.label("wording")).join(revisions, wording)
        with self._database.reading() as connection:
            row = next(mappings(connection, query.where(statements.c.id == key)), None)
        return SaidIn(rows.statement_record(row), row["article_id"], row["wording"]) if row else None

    def alert(self, key: str) -> tuple[Alert, dict[str, int]] | None:
        """The alert of an id, and how many of its deliveries have which status; None where there is none."""
        count = sa.select(deliveries.c.status, sa.func.count()).where(deliveries.c.alert_id == key)
        with self._database.reading() as connection:
            found = alerts_by_key(connection, [key]).get(key)
            statuses = {row[0]: row[1] for row in connection.execute(count.group_by(deliveries.c.status))}
        return (found, statuses) if found else None

    def take_back_review(self, claim: str, at: datetime, who: str) -> bool:
        """Undo a verdict that is its claim's latest: the claim reads and counts as before it. False where it is not."""
        mine = (reviews.c.claim_id == claim) & (reviews.c.at == at) & (reviews.c.who == who)
        ordered = sa.select(reviews).where(reviews.c.claim_id == claim).order_by(reviews.c.at.desc(), reviews.c.who)
        with self._database.writing() as connection:
            known = list(mappings(connection, ordered.limit(2)))
            if not known or (known[0]["at"], known[0]["who"]) != (at, who):
                return False
            connection.execute(sa.delete(reviews).where(mine))
            change = _as_before(known[0], known[1] if len(known) > 1 else None)
            connection.execute(sa.update(claims).where(claims.c.id == claim).values(change))
            return True


def _by_documents(connection: sa.Connection, narrow: Filter, after: tuple[datetime, str] | None) -> list[str]:
    """Ids of claims by their documents' numbers, which begin with the date, then by id.

    They are put in order here: asked to do it, the database would sort all that fits (0.2 s of 100,000 claims).
    """
    first, key = None, ""
    if after is not None:
        at, key = after
        place = sa.select(statement_index.c.docid).join(claims, claims.c.statement_id == statement_index.c.item)
        first = connection.scalar(place.where(claims.c.id == key)) or first_number(at)
    found = sought(connection, narrow, claims, top=first)
    query = joined(sa.select(claims.c.id, found.docid.label("number")).where(*matching(narrow, claims)), found, claims)
    ids: list[str] = []
    for spare in (_SPARE, 2 * _OF_STATEMENT):
        told = [(-number, one) for one, number in connection.execute(latest(query, found, narrow.limit + spare))]
        # Of the last statement there may be more.
        open_ = told[-1][0] if len(told) == narrow.limit + spare else None
        whole = sorted(one for one in told if one[0] != open_)
        ids = [one for number, one in whole if -number != first or one > key][: narrow.limit]
        if open_ is None or len(ids) == narrow.limit:
            break
    return ids


def _as_before(undone: dict[str, Any], earlier: dict[str, Any] | None) -> dict[str, Any]:
    """What a claim's columns were before a review, as it keeps it."""
    was = undone["was"] or {}
    change = {name: was[name] for name in ("speaker_key", "actor", "topic", "position") if name in was}
    if earlier is None:
        return change | {"verdict": None, "rejected": False}
    review = rows.review(earlier)
    corrected = review.topic or review.position or review.speaker
    return change | {"verdict": review.verdict, "rejected": review.verdict in WRONG and not corrected}
