"""What the store recalls of the past for the claims of one article that are to be judged."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from extractors.records import ClaimRecord, Topic
from extractors.text.sketches import bands, words_key
from storage.layout import rows
from storage.layout.base import mappings
from storage.layout.tables import claim_bands, claims

_SAME_VOICE = 200  # the latest claims of this speaker on this topic
_FIRST_OF_VOICE = 20  # and the first ones, however long ago
_SAME_WORDS = 50
_LIKE_WORDS = 100
_SAME_EVENT = 100
_EVENT_SPAN = timedelta(days=7)  # in which one event is told of and answered
_SAME_ACT = 50
_STANDING = sa.select(*rows.CLAIM_COLUMNS).where(claims.c.rejected.is_(False))

_Queries = Sequence[sa.Select[Any]]


class Recollection:
    """Look-ups in one state of the store; none finds a claim that a reviewer rejected.

    The claims of an article share their speakers, words and days: each look-up is made once, and each row is made a
    record once.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._found: dict[Hashable, tuple[ClaimRecord, ...]] = {}
        self._records: dict[str, ClaimRecord] = {}

    def candidates(self, claim: ClaimRecord) -> tuple[ClaimRecord, ...]:
        """Stored claims that ``claim`` may repeat or move on from, the latest first, each found by an index.

        They are those of the same speaker on the same topic, and those of anybody in the same or nearly the same words.
        """
        voice, words = (claim.speaker_key, claim.topic), claim.words
        of_voice = self._once(("voice", *voice), lambda: voice_queries(*voice))
        in_words = self._once(("words", words), lambda: words_queries(words))
        found = {one.id: one for one in (*of_voice, *in_words) if one.id != claim.id}
        return tuple(sorted(found.values(), key=lambda one: (one.published_at or one.seen_at, one.id), reverse=True))

    def contemporaries(self, claim: ClaimRecord) -> tuple[ClaimRecord, ...]:
        """What anybody said of the claim's topic in the days around it: one event told of, or answered."""
        return self._look_up([contemporary_query(claim)])

    def accomplished(self, claim: ClaimRecord) -> tuple[ClaimRecord, ...]:
        """Who told before ``claim`` that its party has done what its topic is about, the latest first."""
        return self._look_up([accomplished_query(claim)])

    def _once(self, key: Hashable, queries: Callable[[], _Queries]) -> tuple[ClaimRecord, ...]:
        if key not in self._found:
            self._found[key] = self._look_up(queries())
        return self._found[key]

    def _look_up(self, queries: _Queries) -> tuple[ClaimRecord, ...]:
        return tuple(self._record(row) for query in queries for row in mappings(self._connection, query))

    def _record(self, row: dict[str, Any]) -> ClaimRecord:
        known = self._records.get(row["id"])
        if known is None:
            known = self._records[row["id"]] = rows.claim_record(row)
        return known


def voice_queries(speaker_key: str, topic: Topic) -> list[sa.Select[Any]]:
    """The look-ups of what a speaker said on a topic; a test sees that each uses an index."""
    speaker = rows.bounded(rows.storable(speaker_key))
    voice = _STANDING.where(claims.c.speaker_key == speaker, claims.c.topic == topic)
    return [
        voice.order_by(claims.c.dated_at.desc()).limit(_SAME_VOICE),
        voice.order_by(claims.c.dated_at).limit(_FIRST_OF_VOICE),
    ]


def words_queries(words: str) -> list[sa.Select[Any]]:
    """The look-ups of what was said in the same or nearly the same words; likewise."""
    alike = sa.select(claim_bands.c.claim_id).where(claim_bands.c.band.in_(bands(words)))
    return [
        _STANDING.where(claims.c.words_key == words_key(words)).limit(_SAME_WORDS),
        _STANDING.where(claims.c.id.in_(alike.distinct().limit(_LIKE_WORDS))),
    ]


def contemporary_query(claim: ClaimRecord) -> sa.Select[Any]:
    """The look-up behind ``contemporaries``."""
    day = claim.published_at or claim.seen_at
    query = _STANDING.where(claims.c.topic == claim.topic)
    query = query.where(claims.c.dated_at.between(day - _EVENT_SPAN, day + _EVENT_SPAN), claims.c.id != claim.id)
    return query.order_by(claims.c.dated_at.desc()).limit(_SAME_EVENT)


def accomplished_query(claim: ClaimRecord) -> sa.Select[Any]:
    """The look-up behind ``accomplished``."""
    query = _STANDING.where(claims.c.topic == claim.topic)
    query = query.where(claims.c.position == "done", claims.c.party == rows.storable(claim.party))
    query = query.where(claims.c.dated_at < (claim.published_at or claim.seen_at), claims.c.id != claim.id)
    return query.order_by(claims.c.dated_at.desc()).limit(_SAME_ACT)
