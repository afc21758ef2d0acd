"""All tables. Alembic's migrations lead here; a test says so."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite keeps it as text that sorts by time."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without time zone: {value}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def Json() -> sa.types.TypeEngine[Any]:  # noqa: N802 - stands where a type stands
    """JSON, searchable where the database can."""
    return sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


Id = sa.String(32)


def _text(name: str, **options: Any) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, **options)


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=True)


def _moment(name: str, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, Moment, nullable=nullable)


def _more() -> sa.Column[Any]:
    """What of a record is never asked for by itself: a new field of a record needs no new column."""
    return sa.Column("more", Json(), nullable=False)


feeds = sa.Table(
    "feeds",
    metadata,
    _text("url", primary_key=True),
    sa.Column("state", sa.String(20), nullable=False),
    _text("reason"),
    _words("etag"),
    _words("last_modified"),
    _words("body_hash"),
    sa.Column("polls", sa.Integer, nullable=False),
    sa.Column("failures", sa.Double, nullable=False),
    _moment("failing_since", nullable=True),
    _moment("polled_at", nullable=True),
    _moment("next_poll_at", nullable=True),
    _moment("last_ok_at", nullable=True),
    _moment("last_new_at", nullable=True),
    sa.Column("usual_entries", sa.Double),
    sa.Column("usual_gap_s", sa.Double),
    _words("moved_to"),
    sa.Column("moved_polls", sa.Integer, nullable=False),
    _more(),
)

entries = sa.Table(
    "entries",
    metadata,
    _text("key", primary_key=True),
    _text("feed_url"),
    _text("url"),
    _text("title"),
    _text("summary"),
    _text("outlet"),
    _text("language"),
    _moment("published_at", nullable=True),
    sa.Column("status", sa.String(20), nullable=False),
    _text("reason"),
    sa.Column("attempts", sa.Integer, nullable=False),
    _moment("seen_at"),
    _moment("next_attempt_at"),
    _moment("settled_at", nullable=True),
    _more(),
    sa.Index(None, "status", "next_attempt_at"),
)

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("revision", Id, nullable=False),
    _words("url"),
    _words("canonical_url"),
    _words("title"),
    _words("byline"),
    _words("outlet"),
    _words("language"),
    _moment("published_at", nullable=True),
    _moment("seen_at"),
    _moment("dated_at"),
    _text("folded"),
    _more(),
    sa.Column("group_id", Id, nullable=False, server_default="", index=True),
    sa.Index(None, "dated_at"),
)

article_bands = sa.Table(
    "article_bands",
    metadata,
    sa.Column("band", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("article_id", Id, sa.ForeignKey("articles.id"), primary_key=True),
    sqlite_with_rowid=False,  # the key is all there is
)

revisions = sa.Table(
    "revisions",
    metadata,
    sa.Column("article_id", Id, sa.ForeignKey("articles.id"), primary_key=True),
    sa.Column("revision", Id, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    _words("title"),
    _text("text"),
    sa.Column("relevance", Json(), nullable=False),
    _moment("seen_at"),
)

statements = sa.Table(
    "statements",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("article_id", Id, nullable=False),
    sa.Column("revision", Id, nullable=False),
    sa.Column("place_in_text", sa.Integer, nullable=False),
    _words("actor"),
    sa.Column("body", Json(), nullable=False),
    _text("outlet"),
    _text("url"),
    _text("title"),
    _moment("published_at", nullable=True),
    _moment("seen_at"),
    _moment("dated_at"),
    _text("folded"),
    _moment("vanished_at", nullable=True),
    sa.ForeignKeyConstraint(["article_id", "revision"], ["revisions.article_id", "revisions.revision"]),
    sa.Index(None, "article_id", "revision"),
    sa.Index(None, "dated_at"),
    sa.Index(None, "actor", "dated_at"),
)

revision_statements = sa.Table(
    "revision_statements",
    metadata,
    sa.Column("article_id", Id, primary_key=True),
    sa.Column("revision", Id, primary_key=True),
    sa.Column("statement_id", Id, sa.ForeignKey("statements.id"), primary_key=True, index=True),
    sa.ForeignKeyConstraint(["article_id", "revision"], ["revisions.article_id", "revisions.revision"]),
)

pages = sa.Table(
    "pages",
    metadata,
    sa.Column("article_id", Id, primary_key=True),
    sa.Column("revision", Id, primary_key=True),
    _moment("fetched_at"),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("body_hash", sa.String(64), nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    _more(),
    sa.ForeignKeyConstraint(["article_id", "revision"], ["revisions.article_id", "revisions.revision"]),
    sa.Index(None, "fetched_at"),
)

claims = sa.Table(
    "claims",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("statement_id", Id, sa.ForeignKey("statements.id"), nullable=False, index=True),
    sa.Column("article_id", Id, sa.ForeignKey("articles.id"), nullable=False, index=True),
    _text("speaker_key"),
    _text("speaker_name"),
    _words("actor"),
    sa.Column("topic", sa.String(20), nullable=False),
    sa.Column("position", sa.String(20), nullable=False),
    _text("party"),
    _text("target"),
    sa.Column("negated", sa.Boolean, nullable=False),
    sa.Column("confirmed", sa.Boolean, nullable=False),
    _words("cameo"),
    sa.Column("kind", sa.String(20), nullable=False),
    _text("words"),
    _text("context"),
    sa.Column("said_on", sa.Date),
    _words("addressee"),
    _words("place"),
    _text("outlet"),
    _text("url"),
    _text("title"),
    _moment("published_at", nullable=True),
    _moment("seen_at"),
    sa.Column("novelty", sa.String(20), nullable=False),
    _text("novelty_reason"),
    sa.Column("nearest_id", Id),
    sa.Column("words_key", Id, nullable=False, index=True),
    _moment("dated_at"),
    _text("folded"),
    _more(),
    sa.Column("utterance_id", Id, nullable=False, server_default="", index=True),
    sa.Column("thread_id", Id, nullable=False, server_default="", index=True),
    sa.Column("verdict", sa.String(20)),
    sa.Column("rejected", sa.Boolean, nullable=False, server_default=sa.false()),
    _moment("vanished_at", nullable=True),
    _words("promised_by"),
    sa.Index(None, "speaker_key", "topic", "dated_at"),
    sa.Index(None, "position", "topic", "dated_at"),
    sa.Index(None, "dated_at"),
    sa.Index(None, "actor", "dated_at"),
)

claim_bands = sa.Table(
    "claim_bands",
    metadata,
    sa.Column("band", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("claim_id", Id, sa.ForeignKey("claims.id"), primary_key=True),
    sqlite_with_rowid=False,  # the key is all there is
)

reviews = sa.Table(
    "reviews",
    metadata,
    sa.Column("claim_id", Id, sa.ForeignKey("claims.id"), primary_key=True),
    sa.Column("at", Moment, primary_key=True),
    _text("who", primary_key=True),
    sa.Column("verdict", sa.String(20), nullable=False),
    _text("note"),
    _words("speaker"),
    sa.Column("topic", sa.String(20)),
    sa.Column("position", sa.String(20)),
    _words("name_in_text"),
    sa.Index(None, "at"),
)

alerts = sa.Table(
    "alerts",
    metadata,
    sa.Column("id", Id, primary_key=True),
    _moment("created_at"),
    _text("url"),
    _text("outlet"),
    _text("title"),
    _moment("published_at", nullable=True),
    _more(),
    sa.Column("kind", sa.String(20), nullable=False, server_default="claims"),
    _text("text", server_default=""),
    sa.Index(None, "created_at"),
)

alert_claims = sa.Table(
    "alert_claims",
    metadata,
    sa.Column("alert_id", Id, sa.ForeignKey("alerts.id"), primary_key=True),
    sa.Column("claim_id", Id, sa.ForeignKey("claims.id"), primary_key=True, index=True),
    sa.Column("place", sa.Integer, nullable=False),
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("alert_id", Id, sa.ForeignKey("alerts.id"), primary_key=True),
    _text("recipient", primary_key=True),
    _text("message_id", unique=True),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    _moment("next_attempt_at"),
    _moment("sent_at", nullable=True),
    _words("error"),
    _words("lease_holder"),
    _moment("lease_until", nullable=True),
    _words("in_reply_to"),
    sa.Index(None, "status", "next_attempt_at"),
    sa.Index(None, "sent_at"),
)

leases = sa.Table(
    "leases",
    metadata,
    _text("name", primary_key=True),
    _text("holder"),
    _moment("until"),
)

moments = sa.Table(
    "moments",
    metadata,
    _text("name", primary_key=True),
    _moment("at"),
)

set_aside = sa.Table(
    "set_aside",
    metadata,
    sa.Column("id", Id, primary_key=True),
    _text("key"),
    _text("url"),
    _text("title"),
    _text("outlet"),
    _text("error"),
    _text("traceback"),
    sa.Column("version", sa.String(40), nullable=False),
    sa.Column("tried_with", sa.String(40)),
    _moment("at"),
    sa.Column("body", sa.LargeBinary),
    sa.Column("body_hash", sa.String(64)),
    sa.Column("size", sa.BigInteger, nullable=False),
    _more(),
)

faults = sa.Table(
    "faults",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("kind", sa.String(20), nullable=False),
    _text("subject"),
    _text("error"),
    _text("traceback"),
    _text("place"),
    sa.Column("version", sa.String(40), nullable=False),
    _moment("first_seen"),
    _moment("last_seen"),
    sa.Column("times", sa.Integer, nullable=False),
    _moment("told_at", nullable=True),
)
