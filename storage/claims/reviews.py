"""What people say of claims: verdicts, and what follows from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from extractors.errors import StoreError
from extractors.records import Filter, Verdict
from extractors.records.looks import Unreviewed
from extractors.records.stored import Review, Reviewed, ReviewFigures
from storage.layout import rows
from storage.layout.base import Verbs, has, mappings
from storage.layout.tables import alert_claims, alerts, claims, reviews, revisions, statements
from storage.searching.documents import TOLD
from storage.searching.indexing import index_claims
from storage.searching.narrowing import CERTAINTY, listed

WRONG: tuple[Verdict, ...] = ("not_a_claim", "wrong_speaker", "wrong_topic", "wrong_position")


class ReviewVerbs(Verbs):
    """Reviews."""

    def review(self, review: Review) -> None:
        """Keep a verdict; the latest one of a claim counts.

        A claim that was read wrongly no longer counts for novelty, unless the review says what is right: then it counts
        as that.
        """
        with self._database.writing() as connection:
            read = (claims.c.speaker_name, claims.c.speaker_key, claims.c.actor, claims.c.topic, claims.c.position)
            was = next(mappings(connection, sa.select(*read).where(claims.c.id == review.claim_id)), None)
            if was is None:
                raise StoreError(self._database.name, f"there is no claim {review.claim_id}", "list them with `claims`")
            connection.execute(
                sa.insert(reviews).values(rows.review_row(review) | {"name_in_text": was["speaker_name"], "was": was})
            )
            change = _right(review)
            rejected = review.verdict in WRONG and not change
            change |= {"verdict": review.verdict, "rejected": rejected}
            mine = claims.c.id == review.claim_id
            connection.execute(sa.update(claims).where(mine).values(change))
            index_claims(connection, str(connection.scalar(sa.select(claims.c.statement_id).where(mine))))

    def reviews(self, claim: str | None = None) -> tuple[Review, ...]:
        """All verdicts, or those on one claim (by its id), the latest first."""
        query = sa.select(reviews).order_by(reviews.c.at.desc(), reviews.c.claim_id, reviews.c.who)
        if claim is not None:
            query = query.where(reviews.c.claim_id == claim)
        with self._database.reading() as connection:
            return tuple(rows.review(row) for row in mappings(connection, query))

    def reviewed(self) -> tuple[Reviewed, ...]:
        """Every claim with a verdict, by article and by its place in the text."""
        wording = (revisions.c.article_id == statements.c.article_id) & (revisions.c.revision == statements.c.revision)
        query = sa.select(claims, statements.c.body, revisions.c.text).where(claims.c.verdict.is_not(None))
        query = query.join(statements, statements.c.id == claims.c.statement_id).join(revisions, wording)
        latest = {one.claim_id: one for one in reversed(self.reviews())}
        with self._database.reading() as connection:
            found = list(
                mappings(connection, query.order_by(claims.c.article_id, statements.c.place_in_text, claims.c.id))
            )
        return tuple(
            Reviewed(
                latest[row["id"]],
                rows.claim_record(row),
                rows.statement(row["body"]),
                row["article_id"],
                row["text"],
            )
            for row in found
        )

    def unreviewed(self, narrow: Filter, *, told: bool) -> tuple[Unreviewed, ...]:
        """The latest claims that fit and have no verdict, all or what an alert ``told``, in what they are chosen by."""
        query = sa.select(claims.c.id, claims.c.novelty, claims.c.topic, CERTAINTY)
        also, keys = ((_told(),), (TOLD,)) if told else ((), ())
        with self._database.reading() as connection:
            fitting = listed(connection, query, claims, replace(narrow, verdict="open"), *also, keys=keys)
            return tuple(Unreviewed(*row) for row in connection.execute(fitting))

    def taught_aliases(self) -> dict[str, str]:
        """Names as articles have them, and the actors that reviewers said they are; the latest word counts."""
        query = sa.select(reviews.c.name_in_text, reviews.c.speaker).where(reviews.c.speaker.is_not(None))
        with self._database.reading() as connection:
            return {row.name_in_text: row.speaker for row in connection.execute(query.order_by(reviews.c.at))}

    def review_figures(self, since: datetime | None = None) -> ReviewFigures:
        """How right alerts were, over the claims that an alert told and that were reviewed (since a moment)."""
        reviewed = claims.c.id.in_(sa.select(reviews.c.claim_id))
        query = sa.select(claims.c.verdict, sa.func.count()).where(reviewed, _told(), claims.c.verdict.is_not(None))
        if since is not None:
            query = query.where(sa.exists().where(reviews.c.claim_id == claims.c.id, reviews.c.at >= since))
        with self._database.reading() as connection:
            found = [(row[0], row[1]) for row in connection.execute(query.group_by("verdict").order_by("verdict"))]
        return ReviewFigures(sum(number for _, number in found), dict(found).get("right", 0), tuple(found))


def _told() -> sa.ColumnElement[bool]:
    """That an alert told it, not only a digest."""
    telling = alert_claims.join(alerts, alerts.c.id == alert_claims.c.alert_id)
    return has(alert_claims.c.claim_id == claims.c.id, alerts.c.kind == "claims", of=claims, among=telling)


def _right(review: Review) -> dict[str, Any]:
    """What the reviewer says the claim should have been."""
    told = {"topic": review.topic, "position": review.position, "actor": review.speaker, "speaker_key": review.speaker}
    return {name: value for name, value in told.items() if value is not None}
