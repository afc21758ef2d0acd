"""Claims: the earlier ones that a new one must be compared with, and lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from extractors.records import ClaimRecord, Filter, JudgedClaim
from extractors.records.rereading import better_reading
from extractors.records.stored import Reports
from extractors.text.sketches import marks
from storage.claims.recollection import Recollection
from storage.claims.syndication import group_of_copied
from storage.layout import rows
from storage.layout.base import Verbs, mappings
from storage.layout.prepared import OneOf, Prepared
from storage.layout.tables import alert_claims, alerts, articles, claims
from storage.searching.narrowing import listed

_SAME_GROUP = 200
_BY_ID = Prepared(sa.select(*rows.CLAIM_COLUMNS).where(OneOf(claims.c.id, "ids")))
_JUDGED = Prepared(sa.select(*rows.JUDGED_COLUMNS).where(OneOf(claims.c.id, "ids")))
_OF_UTTERANCE = (OneOf(claims.c.utterance_id, "ids"), claims.c.rejected.is_(False), claims.c.vanished_at.is_(None))
_REPORTS = Prepared(sa.select(*rows.CLAIM_COLUMNS, claims.c.utterance_id).where(*_OF_UTTERANCE))
# Most utterances have one report: only of the others are the reports read.
_TOLD_AGAIN = Prepared(
    sa.select(claims.c.utterance_id).where(*_OF_UTTERANCE).group_by(claims.c.utterance_id).having(sa.func.count() > 1)
)


class ClaimVerbs(Verbs):
    """Claims."""

    @contextmanager
    def recalling(self) -> Iterator[Recollection]:
        """One state of the store, to compare the claims of one article with; each look-up in it is made once."""
        with self._database.reading() as connection:
            yield Recollection(connection)

    def copied_claims(self, text: str) -> tuple[ClaimRecord, ...]:
        """The claims of the articles that a text copies, none where it is a text of its own."""
        with self._database.reading() as connection:
            group = group_of_copied(connection, marks(text), text)
            of_group = sa.select(articles.c.id).where(articles.c.group_id == group)
            query = sa.select(claims).where(claims.c.rejected.is_(False), claims.c.article_id.in_(of_group))
            found = mappings(connection, query.order_by(claims.c.dated_at).limit(_SAME_GROUP)) if group else ()
            return tuple(rows.claim_record(row) for row in found)

    def claims(self, narrow: Filter) -> tuple[JudgedClaim, ...]:
        """Claims with their novelty, newest first."""
        with self._database.reading() as connection:
            query = listed(connection, sa.select(*rows.JUDGED_COLUMNS), claims, narrow)
            return judged_claims(connection, list(mappings(connection, query)))

    def languages(self, ids: Sequence[str]) -> dict[str, str]:
        """The languages of the articles that make claims, by the claims' ids; one without a language is left out."""
        found: dict[str, str] = {}
        query = sa.select(claims.c.id, articles.c.language).join(articles, articles.c.id == claims.c.article_id)
        with self._database.reading() as connection:
            for start in range(0, len(ids), 500):
                some = query.where(claims.c.id.in_(ids[start : start + 500]), articles.c.language.is_not(None))
                found |= {row.id: row.language for row in connection.execute(some)}
        return found

    def told(self, ids: Sequence[str]) -> frozenset[str]:
        """Which claims (by their ids) an alert has told."""
        query = sa.select(alert_claims.c.claim_id).join(alerts, alerts.c.id == alert_claims.c.alert_id)
        query = query.where(alerts.c.kind == "claims", alert_claims.c.claim_id.in_(ids))
        with self._database.reading() as connection:
            return frozenset(connection.scalars(query))

    def reports(self, claim: str) -> Reports | None:
        """Who else reported a claim (by its id): the first report of the utterance, the later ones, the outlets."""
        utterance = sa.select(claims.c.utterance_id).where(claims.c.id == claim).scalar_subquery()
        query = sa.select(claims, articles.c.group_id).join(articles, articles.c.id == claims.c.article_id)
        query = query.where(claims.c.utterance_id == utterance).order_by(claims.c.dated_at, claims.c.seen_at)
        with self._database.reading() as connection:
            found = list(mappings(connection, query))
            judged = judged_claims(connection, found)
        if not judged:
            return None
        outlets = tuple(dict.fromkeys(row["outlet"] for row in found))
        return Reports(judged[0], judged[1:], outlets, len({row["group_id"] for row in found}))


def rows_of(connection: sa.Connection, ids: Sequence[str]) -> list[rows.Row]:
    """The rows of claims in the order of their ids, as ``judged_claims`` takes them; what is gone is left out."""
    found = {row["id"]: row for row in _JUDGED.rows(connection, ids=ids)}
    return [found[one] for one in ids if one in found]


def judged_claims(connection: sa.Connection, found: Sequence[dict[str, Any]]) -> tuple[JudgedClaim, ...]:
    """Rows of claims as records, each with the claim that it was nearest to."""
    wanted = sorted({row["nearest_id"] for row in found} - {None})
    known = _BY_ID.rows(connection, ids=wanted) if wanted else ()
    nearest = {row["id"]: rows.claim_record(row) for row in known}
    better = _better_readings(connection, found)
    return tuple(rows.judged_claim(row, nearest.get(row["nearest_id"]), better.get(row["id"])) for row in found)


def _better_readings(connection: sa.Connection, found: Sequence[dict[str, Any]]) -> dict[str, ClaimRecord]:
    """The surer readings of claims whose utterance others report otherwise, by the claims' ids."""
    utterances: defaultdict[str, list[ClaimRecord]] = defaultdict(list)
    asked = sorted({row["utterance_id"] for row in found})
    several = [row[0] for row in _TOLD_AGAIN.found(connection, ids=asked)] if asked else []
    for row in _REPORTS.rows(connection, ids=several) if several else ():
        utterances[row["utterance_id"]].append(rows.claim_record(row))
    compared = (row for row in found if row["utterance_id"] in utterances)
    readings = {row["id"]: better_reading(rows.claim_record(row), utterances[row["utterance_id"]]) for row in compared}
    return {key: one for key, one in readings.items() if one}
