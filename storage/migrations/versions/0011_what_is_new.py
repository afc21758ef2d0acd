"""What is new or shifts has a key: a feed of it went through all claims of a voice, or of the store, where few are."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# As ``storage.searching.documents`` had them; in the order in which keys stand.
_KEYS = sorted(("n" + hashlib.sha256(kind.encode()).hexdigest()[:12], kind) for kind in ("new", "shift"))
_INDEXES = (("article_index", "article_id"), ("statement_index", "statement_id"))


def upgrade() -> None:
    for table, owner in _INDEXES:
        for key, kind in _KEYS:
            made = f"SELECT {owner} FROM claims WHERE novelty = :kind"  # noqa: S608 - names of our own
            # Behind all keys whose letters come before it: that of the outlet, which each document has one of, is next.
            put = f"substr(replace(' ' || terms, ' o', ' {key} o'), 2)"
            change = f"UPDATE {table} SET terms = {put} WHERE item IN ({made})"  # noqa: S608
            op.get_bind().execute(sa.text(change), {"kind": kind})


def downgrade() -> None:
    for table, _ in _INDEXES:
        for key, _ in _KEYS:
            change = f"UPDATE {table} SET terms = replace(terms, '{key} ', '') WHERE terms LIKE '%{key}%'"  # noqa: S608
            op.execute(change)
