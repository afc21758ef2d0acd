"""Histories of readings: who read what, what it said before it was read otherwise, each attempt to deliver."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "extraction_runs",
        sa.Column("article_id", sa.String(32), nullable=False),
        sa.Column("revision", sa.String(32), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("lexicon", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id", "revision"],
            ["revisions.article_id", "revisions.revision"],
            name=op.f("fk_extraction_runs_article_id"),
        ),
        sa.PrimaryKeyConstraint("article_id", "revision", "at", name=op.f("pk_extraction_runs")),
    )
    op.create_table(
        "former_readings",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("replaced_at", MOMENT, nullable=False),
        sa.Column("reading", JSON, nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", "replaced_at", name=op.f("pk_former_readings")),
    )
    op.create_table(
        "delivery_attempts",
        sa.Column("alert_id", sa.String(32), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["alert_id", "recipient"],
            ["deliveries.alert_id", "deliveries.recipient"],
            name=op.f("fk_delivery_attempts_alert_id"),
        ),
        sa.PrimaryKeyConstraint("alert_id", "recipient", "number", name=op.f("pk_delivery_attempts")),
    )
    op.add_column("statements", sa.Column("superseded_at", MOMENT, nullable=True))
    op.add_column("claims", sa.Column("superseded_at", MOMENT, nullable=True))
    op.add_column("claims", sa.Column("superseded_by", sa.String(32), nullable=True))
    op.add_column("reviews", sa.Column("was", JSON, nullable=True))


def downgrade() -> None:
    op.drop_column("reviews", "was")
    op.drop_column("claims", "superseded_by")
    op.drop_column("claims", "superseded_at")
    op.drop_column("statements", "superseded_at")
    for table in ("delivery_attempts", "former_readings", "extraction_runs"):
        op.drop_table(table)
