"""What a page over many claims needs of each utterance at once: every report of it, in one look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

import sqlalchemy as sa

from extractors.records.stored import Telling
from storage.layout import rows
from storage.layout.base import Verbs
from storage.layout.prepared import OneOf, Prepared
from storage.layout.tables import articles, claims, revisions

_AT_ONCE = 500  # ids in one statement
_WORDINGS = sa.select(sa.func.count()).where(revisions.c.article_id == claims.c.article_id).scalar_subquery()
_UTTERANCES = Prepared(sa.select(claims.c.id, claims.c.utterance_id).where(OneOf(claims.c.id, "ids")))
_REPORTS = Prepared(
    sa.select(
        claims.c.id.label("claim_id"),
        claims.c.utterance_id,
        claims.c.rejected,
        claims.c.article_id,
        claims.c.outlet,
        claims.c.url,
        claims.c.position,
        claims.c.published_at,
        claims.c.seen_at,
        articles.c.group_id.label("origin"),
        _WORDINGS.label("wordings"),
    )
    .join(articles, articles.c.id == claims.c.article_id)
    .where(OneOf(claims.c.utterance_id, "ids"))
)


class OverviewVerbs(Verbs):
    """Looks over many claims."""

    def tellings(self, ids: Sequence[str]) -> dict[str, tuple[Telling, ...]]:
        """Every report of the utterances that claims (by their ids) belong to, by those claims' ids, the first first.

        Reports that a reviewer rejected are left out, unless asked for by their own id.
        """
        utterance_of: dict[str, str] = {}
        reports: defaultdict[str, dict[str, Telling]] = defaultdict(dict)
        with self._database.reading() as connection:
            for some in _portions(ids):
                utterance_of |= {row[0]: row[1] for row in _UTTERANCES.found(connection, ids=some)}
            for some in _portions(sorted(set(utterance_of.values()))):
                for row in _REPORTS.rows(connection, ids=some):
                    if not row["rejected"] or row["claim_id"] in utterance_of:
                        reports[row["utterance_id"]][row["claim_id"]] = rows.record(Telling, row)
        in_order = {key: tuple(sorted(found.values(), key=_order)) for key, found in reports.items()}
        return {claim: in_order[utterance] for claim, utterance in utterance_of.items()}


def _order(one: Telling) -> tuple[object, ...]:
    return one.published_at or one.seen_at, one.seen_at, one.claim_id


def _portions(keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    rest = iter(keys)
    while some := tuple(islice(rest, _AT_ONCE)):
        yield some
