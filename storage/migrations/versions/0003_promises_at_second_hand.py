"""Promises at second hand: who promised what somebody else tells of. Of what is stored already nobody knows."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("claims", sa.Column("promised_by", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("claims", "promised_by")
