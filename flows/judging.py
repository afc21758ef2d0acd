"""One article through extraction and judgement into the store: what was said, what of it is new, what is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from extractors.claim_records import claim_records
from extractors.novelty import judge_novelty
from extractors.records import Alert, Article, ClaimRecord, Extraction, JudgedClaim
from flows.alerts import alert_for

if TYPE_CHECKING:
    from extractors.extraction import Extractor
    from storage.store import Store


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of one article. ``stored`` is False when it is irrelevant or this revision was known."""

    extraction: Extraction
    judged: tuple[JudgedClaim, ...] = ()
    alert: Alert | None = None
    corrections: tuple[Alert, ...] = ()
    stored: bool = False

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """All that was put into the outbox."""
        return (*([self.alert] if self.alert else []), *self.corrections)


def judge_article(
    article: Article,
    *,
    extractor: Extractor,
    store: Store,
    recipients: Sequence[str],
    entry_key: str | None,
    now: datetime,
) -> Judgement:
    """Extract, judge and store an article in one transaction; settle its inbox entry."""
    extraction = extractor.extract(article)
    if not extraction.relevance.relevant:
        if entry_key is not None:
            store.settle_entry(entry_key, "irrelevant", extraction.relevance.reason, now)
        return Judgement(extraction)
    judged = judge_claims_of(claim_records(extraction, now), store, now)
    alert = alert_for(judged, now)
    stored = store.save(extraction, judged, alert, recipients, entry_key, now)
    return Judgement(extraction, judged, alert if stored else None, (), stored)


def judge_claims_of(claims: Sequence[ClaimRecord], store: Store, now: datetime) -> tuple[JudgedClaim, ...]:
    """Judge one article's claims in text order; a claim is also compared with those before it in the article."""
    judged: list[JudgedClaim] = []
    for claim in claims:
        stored = [getattr(one, "claim", one) for one in store.candidates(claim)]
        here = [one.claim for one in judged if one.novelty.kind != "repeat"]
        judged.append(JudgedClaim(claim, judge_novelty(claim, [*stored, *here], now)))
    return tuple(judged)
