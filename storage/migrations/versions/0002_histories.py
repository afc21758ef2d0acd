"""Histories: revisions' statements, syndication, utterances and threads, reviews, raw pages."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "moments",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_moments")),
    )
    op.create_table(
        "article_bands",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_article_bands_article_id")),
        sa.PrimaryKeyConstraint("band", "article_id", name=op.f("pk_article_bands")),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "pages",
        sa.Column("article_id", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.String(length=32), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("more", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id", "revision"], ["revisions.article_id", "revisions.revision"], name=op.f("fk_pages_article_id")
        ),
        sa.PrimaryKeyConstraint("article_id", "revision", name=op.f("pk_pages")),
    )
    op.create_index(op.f("ix_pages_fetched_at"), "pages", ["fetched_at"], unique=False)

    op.create_table(
        "revision_statements",
        sa.Column("article_id", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.String(length=32), nullable=False),
        sa.Column("statement_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id", "revision"],
            ["revisions.article_id", "revisions.revision"],
            name=op.f("fk_revision_statements_article_id"),
        ),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_revision_statements_statement_id")),
        sa.PrimaryKeyConstraint("article_id", "revision", "statement_id", name=op.f("pk_revision_statements")),
    )
    op.create_index(op.f("ix_revision_statements_statement_id"), "revision_statements", ["statement_id"], unique=False)

    op.create_table(
        "reviews",
        sa.Column("claim_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("topic", sa.String(length=20), nullable=True),
        sa.Column("position", sa.String(length=20), nullable=True),
        sa.Column("name_in_text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_reviews_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "at", "who", name=op.f("pk_reviews")),
    )
    op.create_index(op.f("ix_reviews_at"), "reviews", ["at"], unique=False)

    op.add_column("alerts", sa.Column("kind", sa.String(length=20), server_default="claims", nullable=False))
    op.add_column("alerts", sa.Column("text", sa.Text(), server_default="", nullable=False))

    op.add_column("articles", sa.Column("group_id", sa.String(length=32), server_default="", nullable=False))
    op.create_index(op.f("ix_articles_group_id"), "articles", ["group_id"], unique=False)

    op.add_column("claims", sa.Column("utterance_id", sa.String(length=32), server_default="", nullable=False))
    op.add_column("claims", sa.Column("thread_id", sa.String(length=32), server_default="", nullable=False))
    op.add_column("claims", sa.Column("verdict", sa.String(length=20), nullable=True))
    op.add_column("claims", sa.Column("rejected", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("claims", sa.Column("vanished_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_claims_thread_id"), "claims", ["thread_id"], unique=False)
    op.create_index(op.f("ix_claims_utterance_id"), "claims", ["utterance_id"], unique=False)

    op.add_column("deliveries", sa.Column("in_reply_to", sa.Text(), nullable=True))
    op.create_index(op.f("ix_deliveries_sent_at"), "deliveries", ["sent_at"], unique=False)

    op.add_column("statements", sa.Column("vanished_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("INSERT INTO revision_statements SELECT article_id, revision, id FROM statements")
    op.execute("UPDATE articles SET group_id = id")
    op.execute("UPDATE claims SET utterance_id = id, thread_id = id")
    _follow("utterance_id", ("repeat",))
    _follow("thread_id", ("repeat", "restated", "shift"))


def _follow(column: str, kinds: tuple[str, ...]) -> None:
    """Hand ``column`` down from every claim to those that were nearest to it, link by link along the chains."""
    claims = sa.table("claims", *(sa.column(name) for name in ("id", "nearest_id", "novelty", column)))
    earlier = claims.alias("earlier")
    nearest = sa.select(earlier.c[column]).where(earlier.c.id == claims.c.nearest_id).scalar_subquery()
    change = sa.update(claims).where(claims.c.novelty.in_(kinds), claims.c[column] != nearest)
    while op.get_bind().execute(change.values({column: nearest})).rowcount:
        pass


def downgrade() -> None:
    op.drop_column("statements", "vanished_at")

    op.drop_index(op.f("ix_deliveries_sent_at"), table_name="deliveries")
    op.drop_column("deliveries", "in_reply_to")

    op.drop_index(op.f("ix_claims_utterance_id"), table_name="claims")
    op.drop_index(op.f("ix_claims_thread_id"), table_name="claims")
    op.drop_column("claims", "vanished_at")
    op.drop_column("claims", "rejected")
    op.drop_column("claims", "verdict")
    op.drop_column("claims", "thread_id")
    op.drop_column("claims", "utterance_id")

    op.drop_index(op.f("ix_articles_group_id"), table_name="articles")
    op.drop_column("articles", "group_id")

    op.drop_column("alerts", "text")
    op.drop_column("alerts", "kind")

    op.drop_index(op.f("ix_reviews_at"), table_name="reviews")

    op.drop_table("reviews")
    op.drop_index(op.f("ix_revision_statements_statement_id"), table_name="revision_statements")

    op.drop_table("revision_statements")
    op.drop_index(op.f("ix_pages_fetched_at"), table_name="pages")

    op.drop_table("pages")
    op.drop_table("article_bands")
    op.drop_table("moments")
