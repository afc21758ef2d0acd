"""How right alerts were and how far reviewers agree: what reviews say, and the hours in which the watch was awake."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from json import dumps

import sqlalchemy as sa

from extractors.records import Filter, JudgedClaim, Verdict
from extractors.records.looks import SecondLook, ToldVerdict
from storage.claims.listing import judged_claims
from storage.layout.base import Verbs, mappings
from storage.layout.counted import add_up_counts
from storage.layout.tables import alert_claims, alerts, claims, moments, reviews
from storage.polling.watching import put_moment

_AWAKE = "awake "
_KEPT = timedelta(days=100)


class QualityVerbs(Verbs):
    """Quality."""

    def told_verdicts(self) -> tuple[ToldVerdict, ...]:
        """Every claim that an alert told and somebody reviewed: when it was first told, its verdict, in that order."""
        told = alert_claims.join(alerts, alerts.c.id == alert_claims.c.alert_id)
        first = sa.func.min(alerts.c.created_at).label("told_at")
        query = sa.select(claims.c.verdict, first).select_from(
            told.join(claims, claims.c.id == alert_claims.c.claim_id)
        )
        query = query.where(alerts.c.kind == "claims", claims.c.id.in_(sa.select(reviews.c.claim_id)))
        query = query.where(claims.c.verdict.is_not(None)).group_by(claims.c.id, claims.c.verdict).order_by(first)
        with self._database.reading() as connection:
            return tuple(ToldVerdict(row["told_at"], row["verdict"]) for row in mappings(connection, query))

    def second_looks(self) -> tuple[SecondLook, ...]:
        """The claims that several people reviewed as they read the same: a correction makes it another reading."""
        said: defaultdict[tuple[str, str], dict[str, Verdict]] = defaultdict(dict)
        with self._database.reading() as connection:
            for row in mappings(connection, sa.select(reviews).order_by(reviews.c.at)):
                said[row["claim_id"], dumps(row["was"], sort_keys=True)][row["who"]] = row["verdict"]
        several = ((claim, verdicts) for (claim, _), verdicts in said.items() if len(verdicts) > 1)
        return tuple(SecondLook(claim, tuple(sorted(verdicts.items()))) for claim, verdicts in several)

    def once_reviewed(self, who: str, narrow: Filter) -> tuple[JudgedClaim, ...]:
        """Claims that somebody else alone has reviewed without a correction, the latest verdict first."""
        by_one = sa.select(reviews.c.claim_id).group_by(reviews.c.claim_id)
        by_one = by_one.having(sa.func.count(sa.distinct(reviews.c.who)) == 1, sa.func.max(reviews.c.who) != who)
        corrected = reviews.c.topic.is_not(None) | reviews.c.position.is_not(None) | reviews.c.speaker.is_not(None)
        mine = sa.select(reviews.c.claim_id).where(corrected)
        latest = sa.select(sa.func.max(reviews.c.at)).where(reviews.c.claim_id == claims.c.id).scalar_subquery()
        query = sa.select(claims).where(claims.c.id.in_(by_one), claims.c.id.not_in(mine))
        with self._database.reading() as connection:
            found = list(mappings(connection, query.order_by(latest.desc(), claims.c.id).limit(narrow.limit)))
            return judged_claims(connection, found)

    def note_awake(self, at: datetime) -> None:
        """Remember that a pass ended well in this hour; hours of more than a hundred days ago are forgotten."""
        hour = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        awake = moments.c.name.startswith(_AWAKE)
        with self._database.writing() as connection:
            add_up_counts(connection)
            put_moment(connection, f"{_AWAKE}{hour:%Y-%m-%dT%H}", hour)
            connection.execute(sa.delete(moments).where(awake, moments.c.at < hour - _KEPT))

    def awake_hours(self, since: datetime) -> tuple[datetime, ...]:
        """The hours from ``since`` on in which a pass ended well, the earliest first, each by its beginning."""
        awake = moments.c.name.startswith(_AWAKE)
        query = sa.select(moments.c.at).where(awake, moments.c.at >= since).order_by(moments.c.at)
        with self._database.reading() as connection:
            return tuple(connection.scalars(query))
