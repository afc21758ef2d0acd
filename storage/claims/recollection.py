"""What the store recalls of the past for the claims of one article that are to be judged."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from extractors.records import ClaimRecord, Topic
from extractors.text.sketches import bands, words_key
from storage.claims.remembering import COLUMNS, of_row, of_versions, versions_of
from storage.layout import rows
from storage.layout.prepared import OneOf, Prepared
from storage.layout.tables import claim_bands, claims

_SAME_VOICE = 200  # the latest claims of this speaker on this topic
_FIRST_OF_VOICE = 20  # and the first ones, however long ago
_SAME_WORDS = 50
_LIKE_WORDS = 100
_SAME_EVENT = 100
_EVENT_SPAN = timedelta(days=7)  # in which one event is told of and answered
_SAME_ACT = 50
_STANDING = sa.select(*COLUMNS).where(claims.c.rejected.is_(False))
_MOST = sa.bindparam("most", type_=sa.Integer)
_THIS: sa.BindParameter[str] = sa.bindparam("this")  # the claim that is asked for, by its id
_VOICE = _STANDING.where(claims.c.speaker_key == sa.bindparam("speaker"), claims.c.topic == sa.bindparam("topic"))
_SAME = claims.alias("same")
_IN_SAME = sa.select(_SAME.c.id).where(_SAME.c.words_key == sa.bindparam("key"), _SAME.c.rejected.is_(False))
_IN_LIKE = sa.select(claim_bands.c.claim_id.label("id")).where(OneOf(claim_bands.c.band, "bands")).distinct()
_IN_WORDS = tuple(
    sa.select(query.limit(sa.bindparam(most, type_=sa.Integer)).subquery(most).c.id)
    for query, most in ((_IN_SAME, "most_same"), (_IN_LIKE, "most_alike"))
)
_MATTER = _STANDING.where(claims.c.topic == sa.bindparam("topic"), claims.c.id != _THIS)
_DONE = _MATTER.where(claims.c.position == "done", claims.c.party == sa.bindparam("party"))

LATEST_OF_VOICE = Prepared(_VOICE.order_by(claims.c.dated_at.desc()).limit(_MOST))
FIRST_OF_VOICE = Prepared(_VOICE.order_by(claims.c.dated_at).limit(_MOST))
IN_WORDS = Prepared(_STANDING.where(claims.c.id.in_(sa.union_all(*_IN_WORDS))))
SAME_EVENT = Prepared(
    _MATTER.where(claims.c.dated_at.between(sa.bindparam("begin"), sa.bindparam("end")))
    .order_by(claims.c.dated_at.desc())
    .limit(_MOST)
)
SAME_ACT = Prepared(
    _DONE.where(claims.c.dated_at < sa.bindparam("before")).order_by(claims.c.dated_at.desc()).limit(_MOST)
)

LookUp = tuple[Prepared, dict[str, Any]]


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
        of_voice = self._once(("voice", *voice), lambda: self._of_voice(*voice))
        in_words = self._once(("words", words), lambda: self._look_up([words_look_up(words)]))
        found = {one.id: one for one in (*of_voice, *in_words) if one.id != claim.id}
        return tuple(sorted(found.values(), key=lambda one: (one.published_at or one.seen_at, one.id), reverse=True))

    def contemporaries(self, claim: ClaimRecord) -> tuple[ClaimRecord, ...]:
        """What anybody said of the claim's topic in the days around it: one event told of, or answered."""
        return self._look_up([contemporary_look_up(claim)])

    def accomplished(self, claim: ClaimRecord) -> tuple[ClaimRecord, ...]:
        """Who told before ``claim`` that its party has done what its topic is about, the latest first."""
        return self._look_up([accomplished_look_up(claim)])

    def _of_voice(self, speaker_key: str, topic: Topic) -> tuple[ClaimRecord, ...]:
        """The latest; the first ones, too, where those are not all."""
        latest, first = voice_look_ups(speaker_key, topic)
        found = self._look_up([latest])
        return found if len(found) < _SAME_VOICE else (*found, *self._look_up([first]))

    def _once(self, key: Hashable, look_up: Callable[[], tuple[ClaimRecord, ...]]) -> tuple[ClaimRecord, ...]:
        if key not in self._found:
            self._found[key] = look_up()
        return self._found[key]

    def _look_up(self, asked: Sequence[LookUp]) -> tuple[ClaimRecord, ...]:
        return tuple(one for prepared, values in asked for one in self._found_by(prepared, values))

    def _found_by(self, look_up: Prepared, values: dict[str, Any]) -> Iterator[ClaimRecord]:
        if self._connection.dialect.name == "sqlite":
            yield from (self._record(one) for one in look_up.found(self._connection, **values))
            return
        found = versions_of(look_up).found(self._connection, **values)
        self._records |= of_versions(self._connection, [one for one in found if one[0] not in self._records])
        yield from (self._records[key] for key, _ in found)

    def _record(self, found: Sequence[Any]) -> ClaimRecord:
        known = self._records.get(found[0])
        if known is None:
            known = self._records[found[0]] = of_row(self._connection.dialect, tuple(found))
        return known


def voice_look_ups(speaker_key: str, topic: Topic) -> tuple[LookUp, LookUp]:
    """The look-ups of what a speaker said on a topic, the latest and the first; a test sees that each uses an index."""
    voice = {"speaker": rows.bounded(rows.storable(speaker_key)), "topic": topic}
    latest, first = ({**voice, "most": most} for most in (_SAME_VOICE, _FIRST_OF_VOICE))
    return (LATEST_OF_VOICE, latest), (FIRST_OF_VOICE, first)


def words_look_up(words: str) -> LookUp:
    """The look-up of what was said in the same or nearly the same words; likewise."""
    most = {"most_same": _SAME_WORDS, "most_alike": _LIKE_WORDS}
    return IN_WORDS, {"key": words_key(words), "bands": bands(words), **most}


def contemporary_look_up(claim: ClaimRecord) -> LookUp:
    """The look-up behind ``contemporaries``."""
    day = claim.published_at or claim.seen_at
    around = {"begin": day - _EVENT_SPAN, "end": day + _EVENT_SPAN}
    return SAME_EVENT, {"topic": claim.topic, "this": claim.id, "most": _SAME_EVENT, **around}


def accomplished_look_up(claim: ClaimRecord) -> LookUp:
    """The look-up behind ``accomplished``."""
    act = {"topic": claim.topic, "party": rows.storable(claim.party), "before": claim.published_at or claim.seen_at}
    return SAME_ACT, {"this": claim.id, "most": _SAME_ACT, **act}
