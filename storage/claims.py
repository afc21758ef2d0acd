"""Claims: the earlier ones that a new one must be compared with, and lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from extractors.records import ClaimRecord, Filter, JudgedClaim
from extractors.remembered import Reports
from extractors.sketches import bands, marks, words_key
from storage import rows
from storage.base import Verbs, mappings
from storage.narrowing import matching, newest
from storage.syndication import group_of_copied
from storage.tables import articles, claim_bands, claims

_SAME_VOICE = 200  # the latest claims of this speaker on this topic
_FIRST_OF_VOICE = 20  # and the first ones, however long ago
_SAME_WORDS = 50
_LIKE_WORDS = 100
_SAME_EVENT = 100
_EVENT_SPAN = timedelta(days=7)  # in which one event is told of and answered
_SAME_ACT = 50


class ClaimVerbs(Verbs):
    """Claims."""

    def candidates(self, claim: ClaimRecord) -> tuple[ClaimRecord, ...]:
        """Stored claims that ``claim`` may repeat or move on from, the latest first, each found by an index.

        They are those of the same speaker on the same topic, and those of anybody in the same or nearly the same words;
        none that a reviewer rejected.
        """
        with self._database.reading() as connection:
            found: dict[str, ClaimRecord] = {}
            for query in candidate_queries(claim):
                for row in mappings(connection, query):
                    found.setdefault(row["id"], rows.claim_record(row))
        found.pop(claim.id, None)
        return tuple(sorted(found.values(), key=lambda one: (one.published_at or one.seen_at, one.id), reverse=True))

    def contemporaries(self, claim: ClaimRecord) -> tuple[ClaimRecord, ...]:
        """What anybody said of the claim's topic in the days around it: one event told of, or answered."""
        with self._database.reading() as connection:
            return tuple(rows.claim_record(row) for row in mappings(connection, contemporary_query(claim)))

    def accomplished(self, claim: ClaimRecord) -> tuple[ClaimRecord, ...]:
        """Who told before ``claim`` that its party has done what its topic is about, the latest first."""
        with self._database.reading() as connection:
            return tuple(rows.claim_record(row) for row in mappings(connection, accomplished_query(claim)))

    def copied_claims(self, text: str) -> tuple[ClaimRecord, ...]:
        """The claims of the articles that a text copies, none where it is a text of its own."""
        with self._database.reading() as connection:
            group = group_of_copied(connection, marks(text), text)
            of_group = sa.select(articles.c.id).where(articles.c.group_id == group)
            query = sa.select(claims).where(claims.c.rejected.is_(False), claims.c.article_id.in_(of_group))
            found = mappings(connection, query.order_by(claims.c.dated_at).limit(_SAME_VOICE)) if group else ()
            return tuple(rows.claim_record(row) for row in found)

    def claims(self, narrow: Filter) -> tuple[JudgedClaim, ...]:
        """Claims with their novelty, newest first."""
        query = newest(sa.select(claims).where(*matching(narrow, claims)), claims, narrow.limit)
        with self._database.reading() as connection:
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


def candidate_queries(claim: ClaimRecord) -> list[sa.Select[Any]]:
    """The look-ups behind ``candidates``; a test sees that each uses an index."""
    standing = sa.select(claims).where(claims.c.rejected.is_(False))
    speaker = rows.bounded(rows.storable(claim.speaker_key))
    voice = standing.where(claims.c.speaker_key == speaker, claims.c.topic == claim.topic)
    same = standing.where(claims.c.words_key == words_key(claim.words)).limit(_SAME_WORDS)
    alike = sa.select(claim_bands.c.claim_id).where(claim_bands.c.band.in_(bands(claim.words)))
    return [
        voice.order_by(claims.c.dated_at.desc()).limit(_SAME_VOICE),
        voice.order_by(claims.c.dated_at).limit(_FIRST_OF_VOICE),
        same,
        standing.where(claims.c.id.in_(alike.distinct().limit(_LIKE_WORDS))),
    ]


def contemporary_query(claim: ClaimRecord) -> sa.Select[Any]:
    """The look-up behind ``contemporaries``."""
    day = claim.published_at or claim.seen_at
    query = sa.select(claims).where(claims.c.rejected.is_(False), claims.c.topic == claim.topic)
    query = query.where(claims.c.dated_at.between(day - _EVENT_SPAN, day + _EVENT_SPAN), claims.c.id != claim.id)
    return query.order_by(claims.c.dated_at.desc()).limit(_SAME_EVENT)


def accomplished_query(claim: ClaimRecord) -> sa.Select[Any]:
    """The look-up behind ``accomplished``."""
    query = sa.select(claims).where(claims.c.rejected.is_(False), claims.c.topic == claim.topic)
    query = query.where(claims.c.position == "done", claims.c.party == rows.storable(claim.party))
    query = query.where(claims.c.dated_at < (claim.published_at or claim.seen_at), claims.c.id != claim.id)
    return query.order_by(claims.c.dated_at.desc()).limit(_SAME_ACT)


def judged_claims(connection: sa.Connection, found: Sequence[dict[str, Any]]) -> tuple[JudgedClaim, ...]:
    """Rows of claims as records, each with the claim that it was nearest to."""
    wanted = sorted({row["nearest_id"] for row in found} - {None})
    nearest: dict[str, ClaimRecord] = {}
    for start in range(0, len(wanted), 500):
        query = sa.select(claims).where(claims.c.id.in_(wanted[start : start + 500]))
        nearest |= {row["id"]: rows.claim_record(row) for row in mappings(connection, query)}
    return tuple(rows.judged_claim(row, nearest.get(row["nearest_id"])) for row in found)
