"""Stored records as flat rows for a list: what JSON and CSV carry, and the table picks from."""

from __future__ import annotations

from typing import Any

from extractors.records import Alert, ArticleRecord, Delivery, Evidence, JudgedClaim, StatementRecord
from extractors.records.stored import SetAside
from flows.cli.terminal.tables import Column

SHORT_ID = 10  # so many letters of an article's id are enough to name it
CLAIM_COLUMNS = (
    Column("when", ("day",)),
    Column("who", ("speaker", "outlet"), 60, narrow=26),
    Column("claim", ("topic", "position", "novelty", "verdict"), narrow=16),
    Column("sure", ("certainty",), form=lambda value: f"{value:.0%}"),
    Column("read-as", ("read_as",)),
    Column("words", ("words",), 300, wide=True),
)
STATEMENT_COLUMNS = (
    Column("when", ("day",)),
    Column("who", ("speaker", "outlet"), 60, narrow=26),
    Column("kind", ("kind", "claims"), narrow=26),
    Column("words", ("words",), 300, wide=True),
)
ARTICLE_COLUMNS = (
    Column("id", ("id",), form=lambda value: str(value)[:SHORT_ID]),
    Column("when", ("published_at",)),
    Column("outlet", ("outlet",), 40, narrow=20),
    Column("title", ("title",), 120, wide=True),
    Column("statements", ("statements",)),
    Column("claims", ("claims",)),
)
ALERT_COLUMNS = (
    Column("made", ("created_at",)),
    Column("to", ("recipient",), 60, narrow=30),
    Column("status", ("kind", "status")),
    Column("tries", ("attempts",)),
    Column("subject", ("subject", "error"), 140, wide=True),
)

# What JSON and CSV carry, in this order: a sheet has the same columns also where nothing fits.
CLAIM_FIELDS = (
    "id",
    "day",
    "speaker",
    "actor",
    "topic",
    "position",
    "party",
    "target",
    "negated",
    "confirmed",
    "certainty",
    "promised_by",
    "cameo",
    "kind",
    "words",
    "said_on",
    "addressee",
    "via",
    "place",
    "outlet",
    "url",
    "title",
    "published_at",
    "seen_at",
    "novelty",
    "novelty_reason",
    "nearest",
    "verdict",
    "vanished_at",
    "read_as",
    "evidence",
)
STATEMENT_FIELDS = (
    "id",
    "day",
    "speaker",
    "actor",
    "kind",
    "promised_by",
    "words",
    "cue",
    "addressee",
    "via",
    "said_on",
    "place",
    "claims",
    "rules",
    "outlet",
    "url",
    "title",
    "published_at",
    "seen_at",
)
ARTICLE_FIELDS = (
    "id",
    "revision",
    "published_at",
    "outlet",
    "title",
    "byline",
    "language",
    "url",
    "canonical_url",
    "relevant",
    "score",
    "reason",
    "statements",
    "claims",
    "seen_at",
)
ASIDE_COLUMNS = (
    Column("id", ("id",), form=lambda value: str(value)[:SHORT_ID]),
    Column("when", ("at",)),
    Column("now", ("status", "version")),
    Column("outlet", ("outlet",), 40, narrow=20),
    Column("fault", ("error", "url"), 200, wide=True),
)
ASIDE_FIELDS = (
    "id",
    "at",
    "status",
    "outlet",
    "title",
    "url",
    "error",
    "version",
    "tried_with",
    "size",
    "traceback",
)
ALERT_FIELDS = (
    "id",
    "kind",
    "created_at",
    "recipient",
    "status",
    "attempts",
    "next_attempt_at",
    "sent_at",
    "error",
    "message_id",
    "subject",
    "outlet",
    "title",
    "url",
    "published_at",
    "claims",
)


_AS_CLAIMED = (
    *("actor", "topic", "position", "party", "target", "negated", "confirmed", "certainty", "promised_by", "cameo"),
    *("kind", "words", "said_on", "addressee", "via", "place", "outlet", "url", "title", "published_at", "seen_at"),
)


def claim_row(judged: JudgedClaim) -> dict[str, Any]:
    """A judged claim: who, what, where, and what it is against all that is stored."""
    claim, novelty = judged.claim, judged.novelty
    return {
        "id": claim.id,
        "day": claim.said_on or claim.published_day or claim.seen_at.date(),
        "speaker": claim.speaker_name,
        **{name: getattr(claim, name) for name in _AS_CLAIMED},
        "novelty": novelty.kind,
        "novelty_reason": novelty.reason,
        "nearest": novelty.nearest.id if novelty.nearest else None,
        "verdict": judged.verdict,
        "vanished_at": judged.vanished_at,
        "read_as": judged.read_as,
        "evidence": [_evidence(part) for part in claim.evidence],
    }


def statement_row(record: StatementRecord) -> dict[str, Any]:
    """A stored statement with its speaker, its words and its claims in short."""
    statement = record.statement
    return {
        "id": record.id,
        "day": statement.said_on or (record.published_at or record.seen_at).date(),
        "speaker": statement.speaker.name if statement.speaker else None,
        "actor": statement.speaker.actor if statement.speaker else None,
        "kind": statement.kind,
        "promised_by": statement.embedded.name if statement.embedded else None,
        "words": statement.text,
        "cue": statement.cue.text if statement.cue else None,
        "addressee": statement.addressee.text if statement.addressee else None,
        "via": [medium.text for medium in statement.via],
        "said_on": statement.said_on,
        "place": statement.place.text if statement.place else None,
        "claims": [f"{claim.topic} {claim.position}" for claim in statement.claims],
        "rules": statement.rules,
        "outlet": record.outlet,
        "url": record.url,
        "title": record.title,
        "published_at": record.published_at,
        "seen_at": record.seen_at,
    }


def article_row(record: ArticleRecord) -> dict[str, Any]:
    """A stored article without its text."""
    article, relevance = record.article, record.relevance
    return {
        "id": record.id,
        "revision": record.revision,
        "published_at": article.published_at,
        "outlet": article.outlet,
        "title": article.title,
        "byline": article.byline,
        "language": article.language,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "relevant": relevance.relevant,
        "score": relevance.score,
        "reason": relevance.reason,
        "statements": record.statements,
        "claims": record.claims,
        "seen_at": record.seen_at,
    }


def aside_row(aside: SetAside) -> dict[str, Any]:
    """An entry that was set aside, with all but its bytes."""
    return {name: getattr(aside, name) for name in ASIDE_FIELDS}


def alert_row(delivery: Delivery) -> dict[str, Any]:
    """One alert for one recipient, as it stands in the outbox."""
    alert = delivery.alert
    return {
        "id": alert.id,
        "kind": alert.kind,
        "created_at": alert.created_at,
        "recipient": delivery.recipient,
        "status": delivery.status,
        "attempts": delivery.attempts,
        "next_attempt_at": delivery.next_attempt_at,
        "sent_at": delivery.sent_at,
        "error": delivery.error,
        "message_id": delivery.message_id,
        "subject": _subject(alert),
        "outlet": alert.outlet,
        "title": alert.title,
        "url": alert.url,
        "published_at": alert.published_at,
        "claims": [judged.claim.id for judged in alert.claims],
    }


def _subject(alert: Alert) -> str:
    told = "; ".join(f"{j.claim.speaker_name}: {j.claim.topic} {j.claim.position}" for j in alert.claims[:3])
    more = f" and {len(alert.claims) - 3} more" if len(alert.claims) > 3 else ""
    return alert.title if alert.kind in ("digest", "notice") or not told else told + more


def _evidence(part: Evidence) -> dict[str, Any]:
    return {"start": part.start, "end": part.end, "text": part.text, "rule": part.rule}
