"""All tables. Alembic's migrations lead here; a test says so."""

from __future__ import annotations

import sqlalchemy as sa

from storage.layout.columns import BigNumber, Id, Json
from storage.layout.columns import Moment as Moment
from storage.layout.columns import metadata as metadata
from storage.layout.columns import moment as _moment
from storage.layout.columns import more as _more
from storage.layout.columns import text as _text
from storage.layout.columns import words as _words

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
    sa.Index(None, "seen_at"),
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
    _more(),
    sa.Column("group_id", Id, nullable=False, server_default="", index=True),
    sa.Index(None, "dated_at"),
    sa.Index(None, "seen_at"),
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
    _moment("vanished_at", nullable=True),
    _moment("superseded_at", nullable=True),
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

extraction_runs = sa.Table(
    "extraction_runs",
    metadata,
    sa.Column("article_id", Id, primary_key=True),
    sa.Column("revision", Id, primary_key=True),
    sa.Column("at", Moment, primary_key=True),
    _text("program"),
    _text("lexicon"),
    _text("model"),
    sa.Column("statements", sa.Integer, nullable=False),
    sa.Column("claims", sa.Integer, nullable=False),
    sa.ForeignKeyConstraint(["article_id", "revision"], ["revisions.article_id", "revisions.revision"]),
)

# What a row said before it was read otherwise: the whole row, so that nothing is lost when it is written over.
former_readings = sa.Table(
    "former_readings",
    metadata,
    sa.Column("kind", sa.String(20), primary_key=True),
    sa.Column("id", Id, primary_key=True),
    sa.Column("replaced_at", Moment, primary_key=True),
    sa.Column("reading", Json(), nullable=False),
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
    _more(),
    sa.Column("utterance_id", Id, nullable=False, server_default="", index=True),
    sa.Column("thread_id", Id, nullable=False, server_default="", index=True),
    sa.Column("verdict", sa.String(20)),
    sa.Column("rejected", sa.Boolean, nullable=False, server_default=sa.false()),
    _moment("vanished_at", nullable=True),
    _words("promised_by"),
    _moment("superseded_at", nullable=True),
    sa.Column("superseded_by", Id),
    sa.Index(None, "speaker_key", "topic", "dated_at"),
    sa.Index(None, "position", "topic", "dated_at"),
    sa.Index(None, "dated_at"),
    sa.Index(None, "seen_at"),
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
    sa.Column("was", Json()),
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

delivery_attempts = sa.Table(
    "delivery_attempts",
    metadata,
    sa.Column("alert_id", Id, primary_key=True),
    _text("recipient", primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    _moment("at"),
    sa.Column("outcome", sa.String(20), nullable=False),
    _words("error"),
    sa.ForeignKeyConstraint(["alert_id", "recipient"], ["deliveries.alert_id", "deliveries.recipient"]),
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


# --- What is searched -------------------------------------------------------------------------------------------------
# Beside each of these stands what its database searches by: on SQLite an FTS5 table that triggers keep in step, on
# PostgreSQL an index of what is made of the columns. Migrations 0008, 0013 and 0014 make them;
# `storage.searching.seeking` asks them.


def _index(name: str, owner: str) -> sa.Table:
    """Documents by number: the later a thing is dated, the higher (``storage.searching.documents``)."""
    return sa.Table(
        name,
        metadata,
        sa.Column("docid", BigNumber, primary_key=True, autoincrement=False),
        sa.Column("item", Id, sa.ForeignKey(f"{owner}.id"), nullable=False, unique=True),
        _text("words"),
        _text("terms"),
    )


article_index = _index("article_index", "articles")
statement_index = _index("statement_index", "statements")

vocabulary = sa.Table(
    "vocabulary",
    metadata,
    sa.Column("word", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), primary_key=True),
    sqlite_with_rowid=False,  # the key is all there is
)

voices = sa.Table(
    "voices",
    metadata,
    sa.Column("number", BigNumber, primary_key=True, autoincrement=False),  # made of key and name
    _text("key"),
    _text("name"),
    sa.Column("folded", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False, index=True),
)
