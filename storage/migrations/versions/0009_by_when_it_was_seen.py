"""What was seen since a moment is found by it: whoever asks what a day brought went through all claims and articles."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_TABLES = ("entries", "articles", "claims")


def upgrade() -> None:
    for table in _TABLES:
        op.create_index(op.f(f"ix_{table}_seen_at"), table, ["seen_at"])


def downgrade() -> None:
    for table in _TABLES:
        op.drop_index(op.f(f"ix_{table}_seen_at"), table)
