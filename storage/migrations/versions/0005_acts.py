"""Acts: what was told to be done on a topic is found without looking through all that was said of it."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_claims_position_topic_dated_at"), "claims", ["position", "topic", "dated_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_claims_position_topic_dated_at"), "claims")
